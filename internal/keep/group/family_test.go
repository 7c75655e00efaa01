package group

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sayso"
)

// The construction of these texts is the gold: which are copies is known, since
// the test makes them.

var grammar = map[string][]string{
	"S": {"{W} {R} {V} {N} {T}.", "{R} {V} {N} {T}, {A}.", "{A} said {R} {V} {N} {T}.", "According to {A}, {N} {P} {W}.", "\"{Q},\" {A} said.", "{N} {P} {T} after {E}."},
	"W": {"In {L}", "Near the {G} of {L}", "On the road from {L} to {L}", "Outside {L}", "Along the river at {L}"},
	"R": {"shells", "rockets", "a drone", "gunmen on motorcycles", "floodwater", "a landslide", "an explosion", "two mortar rounds", "a column of trucks"},
	"V": {"struck", "hit", "damaged", "cut off", "destroyed", "reached", "shook", "passed"},
	"N": {"{D} houses", "a bakery", "the market hall", "{D} tents", "a school bus", "the water station", "a row of shops", "the old bridge", "a grain store", "{D} families"},
	"T": {"on {M}", "before dawn", "late on {M}", "during the night", "shortly after noon", "for the {O} day"},
	"A": {"a {H} official", "the {L} council", "two residents of {L}", "the relief agency", "a nurse at the {L} clinic", "the governor's office", "a driver who fled"},
	"P": {"were moved to {L}", "waited for help", "had no power", "could not be reached", "were counted again", "returned home"},
	"Q": {"We heard {R} {T}", "Nobody told us about {N}", "There is no road to {L} now", "{N} are gone", "The people of {L} need water"},
	"E": {"{R} {V} {N}", "the truce near {L} failed", "rain closed the road to {L}"},
	"L": {"Arvel", "Mossgate", "Tirrin", "Old Karsk", "Belmora", "Sandrel", "Quay Nine", "Upper Vesh", "Dunmarrow", "Ostrel", "Halden Cross", "Peret", "Lomar", "Wick"},
	"G": {"outskirts", "harbour", "bus station", "quarry", "eastern gate", "hospital"},
	"D": {"two", "four", "seven", "nine", "eleven", "thirty", "dozens of", "several"},
	"M": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	"O": {"second", "third", "fifth", "ninth"},
	"H": {"regional", "health", "police", "border", "transport"},
}

func expand(r *rand.Rand, s string) string {
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			return s
		}
		options := grammar[s[i+1:i+2]]
		s = s[:i] + options[r.IntN(len(options))] + s[i+3:]
	}
}

func sentences(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		s := expand(r, "{S}")
		out[i] = strings.ToUpper(s[:1]) + s[1:]
	}
	return out
}

func document(id, outlet string, day Day, paragraphs []string) (Document, string) {
	doc := &sayso.Document{ID: id}
	for _, p := range paragraphs {
		start := len(doc.Text)
		doc.Text += p + "\n\n"
		doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: start, End: start + len(p)}, Joins: -1})
	}
	return Document{ID: id, Outlet: outlet, Published: day, Text: Shingle(doc), Reading: &sayso.Reading{}}, doc.Text
}

// rewrite drops a sentence in ten and changes a word in thirty.
func rewrite(r *rand.Rand, in []string) []string {
	var out []string
	for _, s := range in {
		if r.IntN(10) == 0 {
			continue
		}
		words := strings.Fields(s)
		for i := range words {
			if r.IntN(30) == 0 {
				words[i] = "later"
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

func TestFamiliesFindTheCopiesAndNothingElse(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	var docs []Document
	family := map[string]int{}
	add := func(f int, paragraphs []string, day int) {
		id := fmt.Sprintf("d%04d", r.IntN(1<<30))
		d, _ := document(id, "Outlet "+id, Day(20000+day), paragraphs)
		docs = append(docs, d)
		family[id] = f
	}
	shared := sentences(r, 2) // a statement that many quote, in otherwise own texts
	for f := range 300 {
		text := sentences(r, 12+r.IntN(25))
		day := r.IntN(60)
		add(f, text, day)
		for range r.IntN(4) {
			copied := text
			switch r.IntN(4) {
			case 0: // cut from the bottom
				copied = copied[:max(5, len(copied)/3)]
			case 1: // lightly rewritten
				copied = rewrite(r, copied)
			case 2: // mixed with the outlet's own
				copied = append(append([]string{}, copied...), sentences(r, len(copied)/2)...)
			}
			add(f, copied, day+r.IntN(3))
		}
	}
	for f := range 100 { // texts that share a passage, and are no copies
		add(1000+f, append(append(sentences(r, 8), shared...), sentences(r, 8)...), r.IntN(60))
	}
	docs, g := Make(docs)
	want, found, right := 0, 0, 0
	for i := range docs {
		for j := range i {
			if family[docs[i].ID] == family[docs[j].ID] {
				want++
			}
		}
	}
	for _, f := range g.Families {
		for i, a := range f.Members {
			for _, b := range f.Members[:i] {
				found++
				if family[docs[a].ID] == family[docs[b].ID] {
					right++
				}
			}
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(want)
	t.Logf("%d documents, %d pairs: precision %.3f, recall %.3f", len(docs), want, precision, recall)
	if precision < .95 || recall < .95 {
		t.Errorf("precision %.3f, recall %.3f; want .95 of both", precision, recall)
	}
}

func TestSharedPassagesAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	own, copied := sentences(r, 6), sentences(r, 9)
	a, textA := document("a", "A", 1, copied)
	b, textB := document("b", "B", 2, append(append([]string{}, own...), copied[:5]...))
	passages, covered := Shared(a.Text, b.Text)
	if covered < .4 || len(passages) == 0 {
		t.Fatalf("covered %.2f by %d passages", covered, len(passages))
	}
	for _, p := range passages {
		x := strings.Join(strings.Fields(p.A.In(textA)), " ")
		y := strings.Join(strings.Fields(p.B.In(textB)), " ")
		if x != y {
			t.Errorf("passages differ:\n%s\n%s", x, y)
		}
	}
}

func TestFirstPublisherIsTheEarliest(t *testing.T) {
	text := sentences(rand.New(rand.NewPCG(1, 2)), 20)
	late, _ := document("b", "Late", 12, text[:9])
	early, _ := document("a", "Early", 10, text)
	undated, _ := document("c", "Undated", NoDay, text)
	docs, g := Make([]Document{late, early, undated})
	if len(g.Families) != 1 || docs[g.Families[0].Members[0]].ID != "a" || len(g.Families[0].Members) != 3 {
		t.Errorf("families %+v", g.Families)
	}
}

func BenchmarkFamilies(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var docs []Document
	for i := range 2000 {
		d, _ := document(fmt.Sprint(i), "O", Day(i/50), sentences(r, 30))
		docs = append(docs, d)
	}
	b.ReportAllocs()
	for b.Loop() {
		Families(docs, nil)
	}
	b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "documents/s")
}
