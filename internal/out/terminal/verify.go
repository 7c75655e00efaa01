package terminal

import (
	"fmt"
	"io"
	"strings"

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
		{"root", fmt.Sprintf("%s at %s", v.Log.Root, leaves(v.Log.Size))},
		{"verdict", verdict},
	}
	if against > 0 && v.Problems == 0 {
		facts = append(facts, fact{"since then", "nothing that stood before the checkpoint was changed or taken out"})
	}
	writeFacts(&out, facts, s)
	_, err := io.WriteString(w, out.String())
	return err
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
