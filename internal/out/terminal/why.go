package terminal

import (
	"io"
	"strings"
)

// Reason is one thing that is said of why a claim or a group is as it is: of
// which side of it, and what.
type Reason struct{ Of, Why string }

// Why writes the reasons under one another; a side that comes several times is
// named once.
func Why(w io.Writer, reasons []Reason, s Style) error {
	var out strings.Builder
	title(&out, "why", s)
	var facts []fact
	last := ""
	for _, r := range reasons {
		name := r.Of
		if name == last {
			name = ""
		}
		last = r.Of
		facts = append(facts, fact{name, oneLine(r.Why)})
	}
	writeFacts(&out, facts, s)
	_, err := io.WriteString(w, out.String())
	return err
}
