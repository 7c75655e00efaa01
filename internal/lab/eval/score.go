// Package eval scores readings against gold: who said what, role by role and as
// a whole, with confidence intervals, gains and losses.
package eval

import (
	"math"
	"sort"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// Said is one attribution to compare.
type Said struct {
	Source, Cue, Content []sayso.Span
	Kind, Class          string
	Confidence           float64
}

// Article is a text with its gold and a prediction.
type Article struct {
	ID, Text   string
	Gold, Pred []Said
}

// Tally counts what was predicted, what gold has, and what of each is right.
type Tally struct{ RightP, Pred, RightG, Gold float64 }

// Add adds another tally.
func (t *Tally) Add(u Tally) {
	t.RightP += u.RightP
	t.Pred += u.Pred
	t.RightG += u.RightG
	t.Gold += u.Gold
}

// PRF is precision, recall and F1.
func (t Tally) PRF() (p, r, f float64) {
	if t.Pred > 0 {
		p = t.RightP / t.Pred
	}
	if t.Gold > 0 {
		r = t.RightG / t.Gold
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// The measures, in the order in which they are reported.
const (
	FragSource = iota // contiguous runs of tokens, exact
	FragCue
	FragContent
	SoftSource // share of tokens covered
	SoftCue
	SoftContent
	Found  // contents pair with Jaccard > .5
	Linked // and sources overlap and cues overlap
	Exact  // all three equal but for punctuation
	measures
)

// Names are the measures' names.
var Names = [measures]string{"exact runs: source", "exact runs: cue", "exact runs: content",
	"covered: source", "covered: cue", "covered: content", "found (contents pair)", "linked (source and cue too)", "all exact"}

// Scores are the tallies of all measures.
type Scores [measures]Tally

// Add adds another document's scores.
func (s *Scores) Add(t *Scores) {
	for i := range s {
		s[i].Add(t[i])
	}
}

// Pair is a gold attribution with the prediction it was paired with; -1 where
// there is none.
type Pair struct {
	Gold, Pred int
	Linked     bool
}

// tokens of a text: words with inner apostrophes, and single marks.
type tokens struct {
	start []int
	word  []bool
	at    []int32 // token of a byte, -1 = white space
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func tokenize(text string) *tokens {
	t := &tokens{at: make([]int32, len(text)+1)}
	for i := range t.at {
		t.at[i] = -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		end := i + n
		word := isWord(r)
		for word && end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if isWord(r) {
				end += n
				continue
			}
			if r != '\'' && r != '’' {
				break
			}
			next, _ := utf8.DecodeRuneInString(text[end+n:])
			if end+n >= len(text) || !isWord(next) {
				break
			}
			end += n
		}
		for b := i; b < end; b++ {
			t.at[b] = int32(len(t.start))
		}
		t.start = append(t.start, i)
		t.word = append(t.word, word)
		i = end
	}
	return t
}

// cover is the sorted tokens that the spans touch.
func (t *tokens) cover(spans []sayso.Span) []int32 {
	var out []int32
	for _, s := range spans {
		for b := max(0, s.Start); b < s.End && b < len(t.at); b++ {
			if k := t.at[b]; k >= 0 && (len(out) == 0 || out[len(out)-1] != k) {
				out = append(out, k)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	n := 0
	for i, k := range out {
		if i == 0 || k != out[n-1] {
			out[n] = k
			n++
		}
	}
	return out[:n]
}

// plain is the tokens without marks, or all where there is nothing else.
func (t *tokens) plain(in []int32) []int32 {
	var out []int32
	for _, k := range in {
		if t.word[k] {
			out = append(out, k)
		}
	}
	if len(out) == 0 {
		return in
	}
	return out
}

func overlap(a, b []int32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

func same(a, b []int32) bool { return len(a) == len(b) && overlap(a, b) == len(a) }

type run [2]int32

func runs(list [][]int32) map[run]bool {
	out := map[run]bool{}
	for _, s := range list {
		for i := 0; i < len(s); {
			j := i + 1
			for j < len(s) && s[j] == s[j-1]+1 {
				j++
			}
			out[run{s[i], s[j-1]}] = true
			i = j
		}
	}
	return out
}

type roles [3][]int32

func (t *tokens) roles(list []Said) []roles {
	var out []roles
	for _, a := range list {
		out = append(out, roles{t.cover(a.Source), t.cover(a.Cue), t.cover(a.Content)})
	}
	return out
}

// Score scores one article. Attributions with neither cue nor content do not
// count.
func Score(a *Article) (Scores, []Pair) {
	var s Scores
	t := tokenize(a.Text)
	g, p := t.roles(counting(a.Gold)), t.roles(counting(a.Pred))
	for r := range 3 {
		gs, ps := distinct(g, r), distinct(p, r)
		gr, pr := runs(gs), runs(ps)
		right := 0
		for k := range pr {
			if gr[k] {
				right++
			}
		}
		s[FragSource+r] = Tally{float64(right), float64(len(pr)), float64(right), float64(len(gr))}
		gu, pu := union(gs), union(ps)
		soft := Tally{Pred: float64(len(ps)), Gold: float64(len(gs))}
		for _, x := range ps {
			soft.RightP += float64(overlap(x, gu)) / float64(len(x))
		}
		for _, x := range gs {
			soft.RightG += float64(overlap(x, pu)) / float64(len(x))
		}
		s[SoftSource+r] = soft
	}
	pairs := t.pair(g, p)
	n := Tally{Pred: float64(len(p)), Gold: float64(len(g))}
	s[Found], s[Linked], s[Exact] = n, n, n
	for i := range pairs {
		if pairs[i].Pred < 0 {
			continue
		}
		x, y := g[pairs[i].Gold], p[pairs[i].Pred]
		one := Tally{RightP: 1, RightG: 1}
		s[Found].Add(one)
		linked := true
		for r := range 2 {
			linked = linked && (overlap(x[r], y[r]) > 0 || len(x[r]) == 0 && len(y[r]) == 0)
		}
		pairs[i].Linked = linked
		if linked {
			s[Linked].Add(one)
		}
		if same(t.plain(x[0]), t.plain(y[0])) && same(t.plain(x[1]), t.plain(y[1])) && same(t.plain(x[2]), t.plain(y[2])) {
			s[Exact].Add(one)
		}
	}
	return s, pairs
}

func counting(list []Said) []Said {
	var out []Said
	for _, a := range list {
		if len(a.Cue)+len(a.Content) > 0 {
			out = append(out, a)
		}
	}
	return out
}

func distinct(list []roles, r int) [][]int32 {
	var out [][]int32
next:
	for _, x := range list {
		if len(x[r]) == 0 {
			continue
		}
		for _, y := range out {
			if same(x[r], y) {
				continue next
			}
		}
		out = append(out, x[r])
	}
	return out
}

func union(list [][]int32) []int32 {
	seen := map[int32]bool{}
	var out []int32
	for _, s := range list {
		for _, k := range s {
			if !seen[k] {
				seen[k] = true
				out = append(out, k)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// pair pairs gold with predictions one to one, by falling Jaccard of contents.
func (t *tokens) pair(g, p []roles) []Pair {
	type cand struct {
		jac      float64
		src, cue int
		i, j     int
	}
	var list []cand
	gp, pp := make([][]int32, len(g)), make([][]int32, len(p))
	for i := range g {
		gp[i] = t.plain(g[i][2])
	}
	for j := range p {
		pp[j] = t.plain(p[j][2])
	}
	for i := range g {
		for j := range p {
			o := overlap(gp[i], pp[j])
			if o == 0 {
				continue
			}
			if v := float64(o) / float64(len(gp[i])+len(pp[j])-o); v > .5 {
				list = append(list, cand{v, overlap(g[i][0], p[j][0]), overlap(g[i][1], p[j][1]), i, j})
			}
		}
	}
	sort.SliceStable(list, func(a, b int) bool {
		x, y := list[a], list[b]
		switch {
		case x.jac != y.jac:
			return x.jac > y.jac
		case x.src != y.src:
			return x.src > y.src
		}
		return x.cue > y.cue
	})
	out := make([]Pair, len(g))
	for i := range out {
		out[i] = Pair{Gold: i, Pred: -1}
	}
	used := make([]bool, len(p))
	for _, c := range list {
		if out[c.i].Pred < 0 && !used[c.j] {
			out[c.i].Pred, used[c.j] = c.j, true
		}
	}
	return out
}

// Interval is the 95 % interval of a measure's F1 by resampling documents; the
// same articles give the same interval.
func Interval(docs []Scores, measure, rounds int) (low, high float64) {
	if len(docs) == 0 || rounds == 0 {
		return math.NaN(), math.NaN()
	}
	state := uint64(7)
	fs := make([]float64, rounds)
	for r := range fs {
		var t Tally
		for range docs {
			state = state*6364136223846793005 + 1442695040888963407
			t.Add(docs[int(state>>33)%len(docs)][measure])
		}
		_, _, fs[r] = t.PRF()
	}
	sort.Float64s(fs)
	return fs[rounds*25/1000], fs[min(rounds-1, rounds*975/1000)]
}
