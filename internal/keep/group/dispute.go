package group

import (
	"slices"

	"sayso"
)

// Dispute is a number that somebody denies, with the figures that it answers.
type Dispute struct {
	Figure  Ref   // the number in the mouth of whoever denies it
	Answers []Ref // the same number from others, earlier; empty where nobody is known to give it
}

// disputes links the denied numbers of an event to those they answer: the same number of the same people from another origin, in the same
// document or in another one of the event that was published by then. A denial
// without an equal number ("denied that hundreds had died") answers what its own
// document gives, where only one origin there gives such a number.
func disputes(all []mention) []Dispute {
	var out []Dispute
	for i := range all {
		m := &all[i]
		if m.f.Status != sayso.Denied {
			continue
		}
		out = append(out, Dispute{Ref{m.doc, m.fig}, m.answers(all)})
	}
	return out
}

func (m *mention) answers(all []mention) []Ref {
	var same, near []*mention
	for i := range all {
		o := &all[i]
		if !o.held() || o.origin == m.origin || o.doc > m.doc ||
			o.f.Category != m.f.Category || o.people != m.people && o.people != "" && m.people != "" || o.unit != m.unit {
			continue
		}
		switch {
		case o.number() == m.number() && m.number() > 0 || m.f.Quantifier == sayso.Vague && o.f.Low == m.f.Low && o.f.High == m.f.High:
			same = append(same, o)
		case o.doc == m.doc && m.covers(o):
			near = append(near, o)
		}
	}
	if len(same) == 0 {
		for _, o := range near {
			if o.origin != near[0].origin {
				return nil // whose number is meant is not known
			}
		}
		same = near
	}
	var out []Ref
	for _, o := range same {
		out = append(out, Ref{o.doc, o.fig})
	}
	slices.SortFunc(out, compareRefs)
	return out
}

// covers reports whether a number that is meant loosely ("hundreds", "more than
// 40") takes in another one.
func (m *mention) covers(o *mention) bool {
	if m.f.Low.Known == m.f.High.Known {
		return false
	}
	la, ha := m.bounds()
	lb, hb := o.bounds()
	return la <= lb && hb <= ha
}

func compareRefs(a, b Ref) int {
	if a.Doc != b.Doc {
		return a.Doc - b.Doc
	}
	return a.Fig - b.Fig
}
