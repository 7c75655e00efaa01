package train

import "sayso/internal/read/lexicon"

// rules reports how often each rule is right where rules read alone, on the
// training articles: the shares that lexicon/data/rules.tsv holds, in its order.
// They are copied there by hand when the rules have settled.
func (r *run) rules() error {
	type count struct{ right, n float64 }
	shares := map[string]*[2]count{} // for other cues, and for plain verbs of saying
	for _, l := range r.articles {
		said, e := readWhole(l, nil)
		right := linked(&e)
		for i, a := range said {
			if shares[a.Rule] == nil {
				shares[a.Rule] = &[2]count{}
			}
			c := &shares[a.Rule][0]
			if a.Plain {
				c = &shares[a.Rule][1]
			}
			c.n += float64(l.Weight)
			if right[i] {
				c.right += float64(l.Weight)
			}
		}
	}
	r.report("rules alone: share of right ones, with a plain verb of saying and else, of how many:")
	for _, name := range sorted(lexicon.Default().Rules) {
		if s := shares[name]; s != nil {
			r.report("  %-20s %.2f of %-6.0f %.2f of %.0f", name, (s[1].right+1)/(s[1].n+2), s[1].n, (s[0].right+1)/(s[0].n+2), s[0].n)
		}
	}
	r.step()
	return nil
}
