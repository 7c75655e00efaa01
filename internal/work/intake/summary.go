package intake

import (
	"fmt"
	"strings"

	"sayso/internal/keep/ledger"
)

// Summary counts what became of the inputs.
type Summary struct {
	Added, Revised, Seen, Known, Failed int

	Queued, Waiting int // recorded for workers; recorded so before

	Attributions, Figures int // newly stored
}

func (s *Summary) add(o ledger.Outcome) {
	switch o.Status {
	case ledger.Added:
		s.Added++
	case ledger.Revised:
		s.Revised++
	case ledger.Seen:
		s.Seen++
	case ledger.Known:
		s.Known++
	}
	s.Attributions += o.Attributions
	s.Figures += o.Figures
}

// Inputs is how many inputs there were.
func (s Summary) Inputs() int {
	return s.Added + s.Revised + s.Seen + s.Known + s.Failed + s.Queued + s.Waiting
}

// String is the summary as a person would say it: "added 14 documents (2 new
// revisions, 3 already known), 96 figures, 210 attributions; 1 could not be read".
func (s Summary) String() string {
	var b strings.Builder
	var aside []string
	if s.Queued+s.Waiting > 0 {
		b.WriteString("captured " + count(s.Queued, "document") + " for workers to read")
		if s.Waiting > 0 {
			aside = append(aside, number(s.Waiting)+" waiting already")
		}
	} else {
		b.WriteString("added " + count(s.Added, "document"))
	}
	if s.Revised > 0 {
		aside = append(aside, count(s.Revised, "new revision"))
	}
	if s.Seen > 0 {
		aside = append(aside, count(s.Seen, "new capture")+" of unchanged text")
	}
	if s.Known > 0 {
		aside = append(aside, number(s.Known)+" already known")
	}
	if len(aside) > 0 {
		b.WriteString(" (" + strings.Join(aside, ", ") + ")")
	}
	if s.Added+s.Revised > 0 {
		b.WriteString(", " + count(s.Figures, "figure") + ", " + count(s.Attributions, "attribution"))
	}
	if s.Failed > 0 {
		b.WriteString("; " + number(s.Failed) + " could not be read")
	}
	return b.String()
}

func count(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return number(n) + " " + what + "s"
}

// number is n with its thousands parted by commas.
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
