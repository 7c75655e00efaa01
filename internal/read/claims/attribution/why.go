package attribution

import (
	"sort"

	"sayso"
	"sayso/internal/read/annotate"
)

// Weight is how much one of lexicon.TrustFacts speaks for a learned attribution
// or, below zero, against it, and whether it holds.
type Weight struct {
	Fact  int
	Holds bool
	Sum   int32
}

// Weigh is what the confidence of the learned attribution with this cue is made
// of, what speaks loudest first. It is nil where the weights see no attribution
// there. It needs all that Find needs, and Learn.
func Weigh(d *annotate.Doc, cue sayso.Span) []Weight {
	m := d.Model
	if m == nil || m.Linker == nil || m.Trust == nil {
		return nil
	}
	list := NewLearner(m).Candidates(NewScene(d))
	for i := range list {
		if d.Span(list[i].Cue[0]).Start == cue.Start {
			return weigh(list[i].Facts[:], m.Trust.Weights)
		}
	}
	return nil
}

// always is the number of the constant, which says nothing.
const always = 19

func weigh(facts, weights []int32) []Weight {
	var out []Weight
	for i, v := range facts {
		if i == always || i >= len(weights) {
			continue
		}
		// Most facts are 0 or 10; the margins of the labeller and the linker run
		// from below 0 up: those hold where they are on the cue's side.
		middle := int32(5)
		if i == 0 || i == 3 || i == 5 || i >= 28 && i <= 32 {
			middle = 0
		}
		if sum := (v - middle) * weights[i]; sum != 0 {
			out = append(out, Weight{Fact: i, Holds: v > middle, Sum: sum})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return max(out[i].Sum, -out[i].Sum) > max(out[j].Sum, -out[j].Sum) })
	return out
}

// Learned is the name that stands for a rule where the weights made the
// attribution.
const Learned = "learned"
