package group

import "slices"

// Carried adds to persons' judgements on figures what they are worth where a page
// has changed since: heirs gives, for a figure, those that stood in its place in
// later revisions, the latest last. The judgements themselves stay, so that a page's
// old and new revision are both grouped by what was said of it.
func Carried(all []Judgement, heirs func(figure string) []string) []Judgement {
	out := all
	for _, j := range all {
		if !j.Person || j.Level != EventLevel && j.Level != QuantityLevel {
			continue
		}
		as, bs := append([]string{j.A}, heirs(j.A)...), append([]string{j.B}, heirs(j.B)...)
		for x, a := range as {
			for y, b := range bs {
				if x+y == 0 || a == b {
					continue
				}
				c := j
				c.A, c.B, c.Said, c.Steps = a, b, [2]string{j.A, j.B}, x+y
				out = append(out, c.Ordered())
			}
		}
	}
	return out
}

// Latest are the judgements that stand, the earliest first, of each what is said of
// the latest heirs of its figures. One that a later word on those goes before is
// left out, though nobody said otherwise of the old figures.
func Latest(carried []Judgement) []Judgement {
	steps := map[string]int{}
	for i := range carried {
		steps[carried[i].ID] = max(steps[carried[i].ID], carried[i].Steps)
	}
	return slices.DeleteFunc(Standing(carried).All(), func(j Judgement) bool { return j.Steps < steps[j.ID] })
}

// Earlier are the figures that a judgement was made on, where later ones stand in
// their place.
func (j *Judgement) Earlier() []string {
	var out []string
	if j.Steps == 0 {
		return nil
	}
	for _, id := range j.Said {
		if id != j.A && id != j.B {
			out = append(out, id)
		}
	}
	return out
}
