package export

import (
	"io"

	"sayso/internal/keep/changes"
)

type changeRow struct {
	Change string   `json:"change"`
	Kind   string   `json:"kind"`
	Fields []string `json:"fields"`
	Old    any      `json:"old"`
	New    any      `json:"new"`
}

// WriteChanges writes what two revisions of a document claim otherwise, a change
// a line: facts about the document, then figures, then attributions.
func WriteChanges(w io.Writer, c *changes.Changes, texts *Texts) error {
	for _, f := range c.Facts {
		if err := line(w, changeRow{string(changes.Changed), "document", []string{f.Name}, known(f.Old), known(f.New)}); err != nil {
			return err
		}
	}
	for i := range c.Figures {
		f := &c.Figures[i]
		r := changeRow{Change: string(f.Kind), Kind: "figure", Fields: list(f.Fields)}
		if err := r.sides(f.Old != nil, f.New != nil,
			func() (any, error) { return texts.figure(f.Old) }, func() (any, error) { return texts.figure(f.New) }); err != nil {
			return err
		}
		if err := line(w, r); err != nil {
			return err
		}
	}
	for i := range c.Attributions {
		a := &c.Attributions[i]
		r := changeRow{Change: string(a.Kind), Kind: "attribution", Fields: list(a.Fields)}
		if err := r.sides(a.Old != nil, a.New != nil,
			func() (any, error) { return texts.attribution(a.Old) }, func() (any, error) { return texts.attribution(a.New) }); err != nil {
			return err
		}
		if err := line(w, r); err != nil {
			return err
		}
	}
	return nil
}

// sides fills those sides that there are; the other stays null.
func (r *changeRow) sides(hasOld, hasNew bool, old, now func() (any, error)) (err error) {
	if hasOld {
		if r.Old, err = old(); err != nil {
			return err
		}
	}
	if hasNew {
		r.New, err = now()
	}
	return err
}
