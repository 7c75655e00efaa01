package judge

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// Held is what became of a person's judgement on two figures whose page has changed
// since.
type Held struct {
	Judgement group.Judgement // as it holds now
	Rests     ledger.ID       // the figure that its page no longer gives; "" where it holds of A and B
	Page      ledger.ID       // the document of that figure
}

// Note says it in words; "" where nothing changed.
func (h *Held) Note() string {
	switch {
	case h.Rests != "":
		return fmt.Sprintf("it rests: the page of %s has changed and no longer gives that number (\"sayso diff %s\" shows how); if another stands for it, say it again of that one's ID", h.Rests, h.Page.Short())
	case h.Judgement.Steps > 0:
		return fmt.Sprintf("a page has changed since, and it holds of %s and %s now", h.Judgement.A, h.Judgement.B)
	}
	return ""
}

// Claims is where persons' judgements and the claims that they are on are looked up.
type Claims interface {
	Persons(ctx context.Context) ([]group.Judgement, error)
	Claim(ctx context.Context, id string) (*ledger.Claim, error)
}

// Changed are the standing judgements of persons on figures whose page has changed
// since they were made, by their IDs.
func Changed(ctx context.Context, l Claims) (map[string]Held, error) {
	persons, err := l.Persons(ctx)
	if err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	out := map[string]Held{}
	holds := map[string]bool{} // of figures that their pages give now
	for _, j := range group.Latest(persons) {
		if j.Level == group.EventLevel || j.Level == group.QuantityLevel {
			out[j.ID] = Held{Judgement: j}
		}
	}
	// A page may go back to what it was: then the word is on its own figure again.
	for _, j := range group.Standing(persons).All() {
		h, ok := out[j.ID]
		if !ok || holds[j.ID] {
			continue
		}
		at := Held{Judgement: j}
		for _, id := range []string{j.A, j.B} {
			c, err := l.Claim(ctx, id)
			if errors.Is(err, sayso.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("judge: %w", err)
			}
			if r := c.Record; r.Current().Number < r.Newest {
				at.Rests, at.Page = ledger.ID(id), r.ID
			}
		}
		if holds[j.ID] = at.Rests == ""; holds[j.ID] || j.Steps == h.Judgement.Steps {
			out[j.ID] = at
		}
	}
	maps.DeleteFunc(out, func(_ string, h Held) bool { return h.Note() == "" })
	return out, nil
}
