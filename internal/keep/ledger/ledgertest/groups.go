package ledgertest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
)

var places = []string{"Marrow", "Tirrin", "Old Karsk", "Lomar", "Peret"}

// report is an entry that counts people in a few places; its text is often much
// like another's.
func report(r *rand.Rand, i int) ledger.Entry {
	var text strings.Builder
	copied := rand.New(rand.NewPCG(uint64(r.IntN(8)), 1))
	for range 9 {
		fmt.Fprintf(&text, "Near %s the %s road stayed closed for %d days while crews from %s worked on bridge number %d.\n",
			places[copied.IntN(5)], places[copied.IntN(5)], copied.IntN(30), places[copied.IntN(5)], copied.IntN(900))
	}
	type count struct {
		n     int
		place string
	}
	var counts []count
	for range 1 + r.IntN(3) {
		c := count{3 + r.IntN(9), places[r.IntN(5)]}
		counts = append(counts, c)
		fmt.Fprintf(&text, "The council said %d people died in %s.\n", c.n, c.place)
	}
	e := Text(fmt.Sprintf("report %d", i), text.String(), sayso.Meta{Outlet: fmt.Sprint("Outlet ", i%5), Published: day.AddDate(0, 0, r.IntN(12)).Format("2006-01-02")})
	at := 0
	for _, c := range counts {
		words := fmt.Sprintf("%d people died in %s", c.n, c.place)
		at += strings.Index(e.Document.Text[at:], words)
		n := len(fmt.Sprint(c.n))
		place := sayso.Place{Text: c.place, Span: sayso.Span{Start: at + len(words) - len(c.place), End: at + len(words)}}
		e.Reading.Figures = append(e.Reading.Figures, sayso.Figure{Number: sayso.Span{Start: at, End: at + n}, Low: sayso.At(int64(c.n)), High: sayso.At(int64(c.n)),
			Category: sayso.Killed, Term: sayso.Span{Start: at + n + 8, End: at + n + 12}, Place: &place, PartOf: -1})
		e.Reading.Places = append(e.Reading.Places, place)
		at += len(words)
	}
	return e
}

// testGroups: whatever the order and the batches in which documents come, the
// groups are those of all at once, and persons' judgements go before the rules'
// until they are taken back.
func testGroups(t *testing.T, l ledger.Ledger) {
	ctx := t.Context()
	r := rand.New(rand.NewPCG(3, 4))
	var entries []ledger.Entry
	for i := range 40 {
		entries = append(entries, report(r, i))
	}
	r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	for len(entries) > 0 {
		n := min(len(entries), 1+r.IntN(7))
		addGrouped(t, l, entries[:n])
		entries = entries[n:]
	}
	compareGroups(t, l, "after adding")

	again := report(r, 7) // another text of a document that is there
	again.Input.ID, again.Document.ID = "report 3", "report 3"
	again.Document.Meta.Outlet = "Outlet 3"
	add(t, l, again)
	if ids, left, err := l.Ungrouped(ctx, 5); err != nil || len(ids) != 1 || left != 1 {
		t.Errorf("a new revision is not to be grouped: %v, %d left, %v", ids, left, err)
	}
	must(t, judge.CatchUp(ctx, l, func() time.Time { return day }, nil))
	compareGroups(t, l, "after a revision")

	a, b := twoOfOneEvent(t, l)
	now := day.Add(time.Hour)
	j, err := judge.Say(ctx, l, judge.Word{Verdict: group.NotSame, Level: group.EventLevel, A: a, B: b, By: "ana", Why: "another street"}, now)
	must(t, err)
	if got := groupOf(t, l, a); got == groupOf(t, l, b) {
		t.Errorf("a person holds that %s and %s are two; they are both in %s", a, b, got)
	}
	compareGroups(t, l, "after a judgement")
	if got, err := l.Judgement(ctx, j.ID[:9]); err != nil || got.Why != "another street" || got.By != "ana" || !got.Time.Equal(now) {
		t.Errorf("the judgement comes back as %+v, %v", got, err)
	}
	_, err = judge.Undo(ctx, l, j.ID, "ben", "the same street after all", now.Add(time.Hour))
	must(t, err)
	if groupOf(t, l, a) != groupOf(t, l, b) {
		t.Errorf("the judgement was taken back, and %s and %s stay apart", a, b)
	}
	compareGroups(t, l, "after taking it back")
	if _, err := judge.Undo(ctx, l, "j0000000", "ben", "", now); !errors.Is(err, sayso.ErrNotFound) {
		t.Errorf("taking back what nobody said: %v", err)
	}
}

// testOlderGroups: groups that were made of sketches of an older form are made
// again from the record, and persons' judgements stand; those of a newer form are
// refused in words.
func testOlderGroups(t *testing.T, l ledger.Ledger) {
	ctx := t.Context()
	r := rand.New(rand.NewPCG(5, 6))
	var entries []ledger.Entry
	for i := range 12 {
		entries = append(entries, report(r, i))
	}
	addGrouped(t, l, entries)
	a, b := twoOfOneEvent(t, l)
	_, err := judge.Say(ctx, l, judge.Word{Verdict: group.NotSame, Level: group.EventLevel, A: a, B: b, By: "ana", Why: "another street"}, day)
	must(t, err)
	for _, step := range []string{"reading", "adding"} {
		setForm(t, l, group.SketchForm-1)
		if _, left, err := l.Ungrouped(ctx, 1); err != nil || left != 12 {
			t.Fatalf("of groups of an older form %d documents are to be grouped again, %v", left, err)
		}
		if step == "adding" {
			addGrouped(t, l, []ledger.Entry{entries[3]})
		}
		must(t, judge.CatchUp(ctx, l, func() time.Time { return day }, nil))
		compareGroups(t, l, "after "+step+" with an older form")
		if groupOf(t, l, a) == groupOf(t, l, b) {
			t.Errorf("%s with an older form: the judgement on %s and %s is lost", step, a, b)
		}
	}
	setForm(t, l, group.SketchForm+1)
	if err := judge.CatchUp(ctx, l, func() time.Time { return day }, nil); !errors.Is(err, ledger.ErrNewer) {
		t.Errorf("groups of a newer form: %v", err)
	}
}

// setForm makes all sketches as another version wrote them.
func setForm(t *testing.T, l ledger.Ledger, form byte) {
	t.Helper()
	must(t, l.InTx(t.Context(), func(tx ledger.Tx) error {
		rs, err := tx.SQL().Query("SELECT document, claims FROM group_documents")
		if err != nil {
			return err
		}
		sketches := map[string][]byte{}
		for rs.Next() {
			var id string
			var claims []byte
			if err := rs.Scan(&id, &claims); err != nil {
				return err
			}
			sketches[id] = append([]byte{form}, claims[1:]...)
		}
		for id, claims := range sketches {
			if _, err := tx.SQL().Exec("UPDATE group_documents SET claims = $1 WHERE document = $2", claims, id); err != nil {
				return err
			}
		}
		return rs.Err()
	}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func addGrouped(t *testing.T, l ledger.Ledger, entries []ledger.Entry) {
	t.Helper()
	must(t, l.InTx(t.Context(), func(tx ledger.Tx) error {
		out, err := tx.Add(entries)
		if err != nil {
			return err
		}
		var ids []ledger.ID
		for _, o := range out {
			ids = append(ids, o.Document)
		}
		return judge.Documents(tx, day, ids...)
	}))
}

// compareGroups compares the groups that are kept with those of all at once.
func compareGroups(t *testing.T, l ledger.Ledger, when string) {
	t.Helper()
	ctx := t.Context()
	var docs []group.Document
	for d, err := range l.GroupDocuments(ctx, true, nil) {
		must(t, err)
		docs = append(docs, d.Document)
	}
	persons, err := l.Persons(ctx)
	must(t, err)
	texts := map[string]group.State{}
	for st, err := range l.GroupNodes(ctx, group.TextLevel, "") {
		must(t, err)
		texts[st.Node] = st
	}
	events := map[string]string{}
	for st, err := range l.GroupNodes(ctx, group.EventLevel, "") {
		must(t, err)
		events[st.Node] = st.Group
	}
	sorted, kept := group.Kept(docs, group.Standing(persons), texts, events)
	_, once := group.With(docs, group.Standing(persons))
	if got, want := outline(sorted, kept), outline(sorted, once); got != want {
		t.Errorf("%s the groups are\n%s\nand those of all documents at once\n%s", when, got, want)
	}
	if got := Problems(t, l); len(got) > 0 {
		t.Errorf("%s: %v", when, got)
	}
	if len(kept.Families) == 0 || !slices.ContainsFunc(kept.Events, func(e group.Event) bool { return len(e.Quantities[0].Figures) > 1 }) {
		t.Errorf("%s no families or events of several: the test shows nothing", when)
	}
}

func outline(docs []group.Document, g group.Groups) string {
	var lines []string
	for _, f := range g.Families {
		line := "family"
		for _, m := range f.Members {
			line += " " + docs[m].ID
		}
		lines = append(lines, line)
	}
	for _, e := range g.Events {
		lines = append(lines, fmt.Sprint("event ", e.ID, e.Days, e.Quantities, e.Origins))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// twoOfOneEvent are figures of two documents in one event.
func twoOfOneEvent(t *testing.T, l ledger.Ledger) (a, b string) {
	t.Helper()
	first := map[string]group.State{}
	for st, err := range l.GroupNodes(t.Context(), group.EventLevel, "") {
		must(t, err)
		if f, ok := first[st.Group]; ok && f.Document != st.Document {
			return f.Node, st.Node
		}
		first[st.Group] = st
	}
	t.Fatal("no event of two documents")
	return "", ""
}

func groupOf(t *testing.T, l ledger.Ledger, node string) string {
	t.Helper()
	g, err := l.GroupOf(t.Context(), group.EventLevel, node)
	must(t, err)
	return g
}
