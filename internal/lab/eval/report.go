package eval

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"sayso"
)

// Run is one scored reading.
type Run struct {
	Articles []Article
	Docs     []Scores // parallel to Articles
	Pairs    [][]Pair
}

// NewRun scores the articles.
func NewRun(articles []Article) *Run {
	r := &Run{Articles: articles}
	for i := range articles {
		// what does not count is left out here too, so that pairs' numbers fit
		articles[i].Gold, articles[i].Pred = counting(articles[i].Gold), counting(articles[i].Pred)
		s, p := Score(&articles[i])
		r.Docs, r.Pairs = append(r.Docs, s), append(r.Pairs, p)
	}
	return r
}

// rounds of resampling for the intervals.
const rounds = 1000

// Report writes the measures with their intervals, then how many of gold are
// linked by kind, class and cue, then how right each confidence is.
func (r *Run) Report(w io.Writer) {
	var sum Scores
	for i := range r.Docs {
		sum.Add(&r.Docs[i])
	}
	fmt.Fprintf(w, "%-30s%7s%7s%7s   %-13s%9s%7s\n", "", "P", "R", "F1", "95 % of F1", "predicted", "gold")
	for m, t := range sum {
		p, rec, f := t.PRF()
		low, high := Interval(r.Docs, m, rounds)
		fmt.Fprintf(w, "%-30s%7.3f%7.3f%7.3f   %.3f-%.3f  %9.0f%7.0f\n", Names[m], p, rec, f, low, high, t.Pred, t.Gold)
	}
	r.groups(w, "kind", func(_ *Article, s *Said) string { return s.Kind })
	r.groups(w, "class", func(_ *Article, s *Said) string { return s.Class })
	r.groups(w, "cue", cueGroup)
	r.confidence(w)
}

// cueGroup is a cue's longest word in lower case, for want of a lemma.
func cueGroup(a *Article, s *Said) string {
	if len(s.Cue) == 0 {
		return "(none)"
	}
	best := ""
	for _, c := range s.Cue {
		for _, w := range strings.Fields(c.In(a.Text)) {
			if w = strings.ToLower(strings.Trim(w, ".,:;“”\"'’()")); len(w) > len(best) {
				best = w
			}
		}
	}
	return best
}

// groups shows how many of gold's attributions are linked, by group, the
// largest groups first.
func (r *Run) groups(w io.Writer, name string, of func(*Article, *Said) string) {
	type count struct {
		group      string
		linked, of int
	}
	all := map[string]*count{}
	for i := range r.Articles {
		a := &r.Articles[i]
		for _, p := range r.Pairs[i] {
			g := of(a, &a.Gold[p.Gold])
			if g == "" {
				continue
			}
			if all[g] == nil {
				all[g] = &count{group: g}
			}
			all[g].of++
			if p.Linked {
				all[g].linked++
			}
		}
	}
	list := make([]*count, 0, len(all))
	for _, c := range all {
		list = append(list, c)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].of != list[j].of {
			return list[i].of > list[j].of
		}
		return list[i].group < list[j].group
	})
	for i, c := range list {
		if i == 15 {
			break
		}
		fmt.Fprintf(w, "linked, %s %-21s %5.3f of %d\n", name, c.group, float64(c.linked)/float64(c.of), c.of)
	}
}

// confidence shows how many of the predictions from each confidence on are right,
// and, for each tenth, how sure its predictions are and how many of them are right.
func (r *Run) confidence(w io.Writer) {
	var said, right, n [11]float64
	all := 0
	for i := range r.Articles {
		linked := make([]bool, len(r.Articles[i].Pred))
		for _, p := range r.Pairs[i] {
			if p.Pred >= 0 {
				linked[p.Pred] = p.Linked
			}
		}
		all += len(linked)
		for k, p := range r.Articles[i].Pred {
			tenth := max(0, min(10, int(p.Confidence*10+1e-9)))
			n[tenth]++
			said[tenth] += p.Confidence
			if linked[k] {
				right[tenth]++
			}
		}
	}
	from := func(tenth int, of *[11]float64) (sum float64) {
		for _, v := range of[tenth:] {
			sum += v
		}
		return sum
	}
	for _, least := range []int{9, 8, 7, 5} {
		if m := from(least, &n); m > 0 {
			fmt.Fprintf(w, "confidence >= %.1f: linked precision %.3f, %.3f of all\n", float64(least)/10, from(least, &right)/m, m/float64(all))
		}
	}
	for tenth := 10; tenth >= 0; tenth-- {
		if n[tenth] > 0 {
			fmt.Fprintf(w, "confidence from %.1f: mean %.3f, linked precision %.3f of %.0f\n", float64(tenth)/10, said[tenth]/n[tenth], right[tenth]/n[tenth], n[tenth])
		}
	}
}

// Compare lists what r links and old did not (gains), and the other way round.
func (r *Run) Compare(w io.Writer, old *Run) {
	gains, losses := 0, 0
	for i := range r.Articles {
		a := &r.Articles[i]
		for k, p := range r.Pairs[i] {
			was := old.Pairs[i][k].Linked
			switch {
			case p.Linked && !was:
				gains++
				fmt.Fprintf(w, "GAIN %s %s\n", a.ID, brief(a, &a.Gold[p.Gold]))
			case !p.Linked && was:
				losses++
				fmt.Fprintf(w, "LOSS %s %s\n", a.ID, brief(a, &a.Gold[p.Gold]))
			}
		}
	}
	fmt.Fprintf(w, "gains %d, losses %d\n", gains, losses)
}

// brief is an attribution on one line.
func brief(a *Article, s *Said) string {
	words := func(list []sayso.Span) string {
		var b []string
		for _, x := range list {
			b = append(b, strings.Join(strings.Fields(x.In(a.Text)), " "))
		}
		out := []rune(strings.Join(b, " ... "))
		if len(out) > 70 {
			return string(out[:69]) + "…"
		}
		return string(out)
	}
	return fmt.Sprintf("[%s] [%s] [%s]", words(s.Source), words(s.Cue), words(s.Content))
}
