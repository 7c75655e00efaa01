package group

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sayso"
)

var testTime = time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)

func testKeeper(shelf Shelf, persons *Persons) *Keeper {
	n := 0
	return NewKeeper(shelf, persons, func(j Judgement) string {
		n++
		return fmt.Sprintf("j%d", n)
	}, testTime)
}

// randomDocument is a document of a small world: few places, days, numbers and
// sources, so that much is alike, and texts that are often another's.
func randomDocument(t *rapid.T, i int, texts [][]string) *Document {
	places := []string{"Marrow", "Tirrin", "Old Karsk", "Vesh province", "Lomar", ""}
	categories := []sayso.Category{sayso.Killed, sayso.Injured}
	sources := []string{"Lomar Health Ministry", "Vesh Observatory", "a doctor", ""}
	text := rapid.SampledFrom(texts).Draw(t, "text")
	from := rapid.IntRange(0, len(text)/2).Draw(t, "from")
	published := Day(22000 + rapid.IntRange(0, 16).Draw(t, "published"))
	if rapid.IntRange(0, 9).Draw(t, "undated") == 0 {
		published = NoDay
	}
	d, _ := document(fmt.Sprintf("d%03d", i), "Outlet "+fmt.Sprint(i%4), published, text[from:])
	for k := range rapid.IntRange(0, 4).Draw(t, "figures") {
		n := int64(rapid.IntRange(1, 12).Draw(t, "n"))
		f := sayso.Figure{Number: sayso.Span{Start: k, End: k + 1}, Low: sayso.At(n), High: sayso.At(n), Category: rapid.SampledFrom(categories).Draw(t, "category"), PartOf: -1}
		if p := rapid.SampledFrom(places).Draw(t, "place"); p != "" {
			f.Place = &sayso.Place{Text: p}
			d.Reading.Places = append(d.Reading.Places, *f.Place)
		}
		if rapid.Bool().Draw(t, "dated") {
			day := Day(22000 + rapid.IntRange(0, 14).Draw(t, "day"))
			f.When = &sayso.When{Start: day.String(), End: (day + Day(rapid.SampledFrom([]int{0, 0, 0, 1, 9, 20}).Draw(t, "days"))).String()}
		}
		if rapid.IntRange(0, 4).Draw(t, "toll") == 0 {
			f.Scope = sayso.Cumulative
		}
		if s := rapid.SampledFrom(sources).Draw(t, "source"); s != "" {
			f.Chain = []string{s}
		}
		var context []uint64
		for range 4 {
			context = append(context, uint64(rapid.IntRange(0, 12).Draw(t, "word")))
		}
		slices.Sort(context)
		d.Contexts = append(d.Contexts, slices.Compact(context))
		d.Reading.Figures = append(d.Reading.Figures, f)
	}
	return &d
}

// TestAnyOrderOfAddingGivesTheSameGroups: whatever the order in which documents
// come, are read again, go, are judged by persons, and the judgements are taken
// back, the groups are those of all at once.
func TestAnyOrderOfAddingGivesTheSameGroups(t *testing.T) {
	t.Run("wide", anyOrder)
	t.Run("crowded", func(t *testing.T) {
		for _, lv := range []*level{textLevel, eventLevel} {
			was := *lv
			t.Cleanup(func() { *lv = was })
			lv.nearest, lv.sample = 3, min(lv.sample, 2)
		}
		anyOrder(t)
	})
}

func anyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	texts := [][]string{sentences(r, 12), sentences(r, 12), sentences(r, 14), sentences(r, 10)}
	rapid.Check(t, func(t *rapid.T) {
		var docs []*Document
		for i := range rapid.IntRange(1, 40).Draw(t, "documents") {
			docs = append(docs, randomDocument(t, i, texts))
		}
		shelf := newMemoryShelf()
		var log []Judgement
		k := testKeeper(shelf, Standing(nil))
		live := map[string]*Document{}
		for step, d := range rapid.Permutation(docs).Draw(t, "order") {
			must(t, k.Put(d))
			live[d.ID] = d
			switch rapid.IntRange(0, 9).Draw(t, "then") {
			case 0: // another day reads it otherwise
				other := randomDocument(t, len(docs)+step, texts)
				again := *other
				again.ID, again.Figures = d.ID, nil
				must(t, k.Put(&again))
				live[d.ID] = &again
			case 1:
				must(t, k.Drop(d.ID))
				delete(live, d.ID)
			case 2, 3:
				j := randomJudgement(t, live, len(log))
				if j.ID == "" {
					continue
				}
				log = append(log, j)
				must(t, k.Again(Standing(log), documentsOf(j, live)...))
			case 4:
				if len(log) > 0 {
					old := rapid.SampledFrom(log).Draw(t, "taken back")
					undo := Judgement{ID: fmt.Sprintf("p%03d", len(log)), Level: old.Level, A: old.A, B: old.B, Undo: true, Takes: old.ID, Person: true, Time: testTime.Add(time.Duration(len(log)) * time.Second)}
					log = append(log, undo)
					must(t, k.Again(Standing(log), documentsOf(old, live)...))
				}
			}
		}
		if got, want := groupsOn(t, shelf), atOnce(live, Standing(log)); got != want {
			t.Fatalf("kept:\n%s\nall at once:\n%s\njudgements: %+v", got, want, log)
		}
	})
}

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func randomJudgement(t *rapid.T, live map[string]*Document, n int) Judgement {
	var claims []string
	level := rapid.SampledFrom([]Level{TextLevel, EventLevel, EventLevel, QuantityLevel}).Draw(t, "level")
	for id, d := range live {
		if level == TextLevel {
			claims = append(claims, id)
			continue
		}
		for i := range d.Reading.Figures {
			claims = append(claims, d.figureID(i))
		}
	}
	slices.Sort(claims)
	if len(claims) < 2 {
		return Judgement{}
	}
	two := rapid.Permutation(claims).Draw(t, "two")
	return Judgement{
		ID: fmt.Sprintf("p%03d", n), Level: level, A: two[0], B: two[1], Person: true, By: "ana",
		Verdict: rapid.SampledFrom([]Verdict{Same, NotSame, Unsure}).Draw(t, "verdict"), Time: testTime.Add(time.Duration(n) * time.Second),
	}.Ordered()
}

func documentsOf(j Judgement, live map[string]*Document) []string {
	var out []string
	for _, claim := range []string{j.A, j.B} {
		id, _, _ := strings.Cut(claim, ".")
		if live[id] != nil && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// kept1 are the groups on a shelf as text.
func groupsOn(t *rapid.T, m *memoryShelf) string {
	var lines []string
	for _, lv := range []*level{textLevel, eventLevel} {
		groups := map[string][]string{}
		for id, s := range m.states[lv.judged] {
			groups[s.Group] = append(groups[s.Group], id)
		}
		for name, g := range groups {
			slices.Sort(g)
			lines = append(lines, fmt.Sprint(lv.judged, " ", name, ": ", strings.Join(g, " ")))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func atOnce(live map[string]*Document, persons *Persons) string {
	var docs []Document
	for _, d := range live {
		docs = append(docs, *d)
	}
	slices.SortFunc(docs, earlier)
	var lines []string
	write := func(level Level, nodes []node, groups [][]int) {
		for _, g := range groups {
			first := slices.MinFunc(g, func(i, j int) int { return strings.Compare(nodes[i].born, nodes[j].born) })
			var ids []string
			for _, i := range g {
				ids = append(ids, nodes[i].id)
			}
			slices.Sort(ids)
			lines = append(lines, fmt.Sprint(level, " ", nodes[first].id, ": ", strings.Join(ids, " ")))
		}
	}
	var texts []node
	for i := range docs {
		texts = append(texts, textNode(&docs[i]))
	}
	groups, _ := textLevel.batch(texts, persons, func(i, j int) float64 { c, _ := carries(&docs[i], &docs[j]); return c })
	write(TextLevel, texts, groups)
	var all []happening
	var nodes []node
	for i := range docs {
		for _, h := range within(mentions(docs, i, func(Ref) string { return "" }), docs, persons) {
			all = append(all, h)
			nodes = append(nodes, h.node(&docs[i]))
		}
	}
	groups, _ = eventLevel.batch(nodes, persons, func(i, j int) float64 { return alike(&all[i], &nodes[i], &all[j], &nodes[j]) })
	write(EventLevel, nodes, groups)
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
