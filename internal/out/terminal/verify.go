package terminal

import (
	"fmt"
	"io"
	"strings"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// Problem writes something that is not as it was recorded.
func Problem(w io.Writer, p ledger.Problem, s Style) error {
	var out strings.Builder
	title(&out, oneLine(p.Record), s)
	writeFacts(&out, []fact{{"found", oneLine(p.Found)}, {"means", oneLine(p.Means)}}, s)
	out.WriteByte('\n')
	_, err := io.WriteString(w, out.String())
	return err
}

// Verified writes what was looked at, and what came of it.
func Verified(w io.Writer, v ledger.Verified, against int, s Style) error {
	var out strings.Builder
	verdict := "everything is as it was recorded"
	if v.Problems == 1 {
		verdict = "1 problem, told above"
	} else if v.Problems > 1 {
		verdict = fmt.Sprintf("%d problems, told above", v.Problems)
	}
	facts := []fact{
		{"looked at", fmt.Sprintf("%s, %s of %s bytes, %s with %s and %s, %s", countOf(v.Documents, "document"), countOf(v.Captures, "capture"),
			grouped(v.Bytes), countOf(v.Readings, "reading"), countOf(v.Attributions, "attribution"), countOf(v.Figures, "figure"), leaves(v.Log.Size))},
		{"log", oneLine(v.Log.Origin)},
		{"root", archive.RootText(v.Log.Root) + " at " + leaves(v.Log.Size)},
		{"verdict", verdict},
	}
	if against > 0 && v.Problems == 0 {
		facts = append(facts, fact{"since then", "nothing that stood before the checkpoint was changed or taken out"})
	}
	writeFacts(&out, facts, s)
	_, err := io.WriteString(w, out.String())
	return err
}

// Checked writes what was looked at in a bundle, and the claim that it is about.
// around are the stretches of the text to show the claim in.
func Checked(w io.Writer, c *archive.Checked, claim *ledger.Claim, around []sayso.Span, s Style) error {
	var out strings.Builder
	var failed, open int
	for _, f := range c.Findings {
		mark := "yes"
		switch f.Verdict {
		case archive.Fails:
			mark = "NO"
			failed++
		case archive.Open:
			mark = "?"
			open++
		}
		out.WriteString(wrapped(fmt.Sprintf("%-4s %s", mark, oneLine(f.What)), "     ", s))
		if f.Detail != "" {
			out.WriteString(wrapped("     "+oneLine(f.Detail), "     ", s))
		}
	}
	out.WriteByte('\n')
	switch {
	case failed > 0:
		out.WriteString("This bundle proves nothing: what is marked NO does not hold.\n")
	case open > 0:
		out.WriteString("What the bundle says holds, as far as this shows; what is marked ? is for you to judge.\n")
	default:
		out.WriteString("The bundle holds. docs/custody.md says what that proves and what not.\n")
	}
	if failed > 0 || claim == nil {
		_, err := io.WriteString(w, out.String())
		return err
	}
	out.WriteByte('\n')
	writeFacts(&out, []fact{{"log", oneLine(c.Checkpoint.Origin)}, {"root", archive.RootText(c.Checkpoint.Root) + " at " + leaves(c.Checkpoint.Size)}}, s)
	out.WriteByte('\n')
	if _, err := io.WriteString(w, out.String()); err != nil {
		return err
	}
	if claim.Figure == nil && claim.Attribution == nil {
		return Provenance(w, claim.Record, s)
	}
	return Claim(w, claim, around, s)
}

// wrapped is a line cut at the style's width.
func wrapped(line, indent string, s Style) string {
	var out strings.Builder
	width := s.width()
	at := 0
	for i, word := range strings.Fields(line) {
		switch {
		case i == 0:
			lead := len(line) - len(strings.TrimLeft(line, " "))
			out.WriteString(line[:lead])
			at = lead
		case i == 1 && at < len(indent):
			out.WriteString(strings.Repeat(" ", len(indent)-at))
			at = len(indent)
		case at+1+len(word) > width:
			out.WriteString("\n" + indent)
			at = len(indent)
		default:
			out.WriteByte(' ')
			at++
		}
		out.WriteString(word)
		at += len(word)
	}
	out.WriteByte('\n')
	return out.String()
}

func leaves(n int64) string {
	if n == 1 {
		return "1 leaf"
	}
	return grouped(n) + " leaves"
}

func countOf(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return grouped(n) + " " + what + "s"
}

// grouped writes a number with commas between thousands.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
