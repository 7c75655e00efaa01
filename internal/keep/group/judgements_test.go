package group

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sayso"
)

// TestGoldenJudgements groups documents (written as those of TestGolden) under
// what persons judged of them. A judgement is a line of
//
//	n | level | verdict | a | b | who: why
//
// where n names it, its place is its time, and a figure is called by its document
// and number: b.2. "n | undo | m" takes m back. Groups are the same whatever the
// order in which the judgements are listed.
func TestGoldenJudgements(t *testing.T) {
	const file = "testdata/judgements.txtar"
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var docs []Document
	for i := range a.Files {
		f := &a.Files[i]
		name, part, _ := strings.Cut(f.Name, ".")
		switch part {
		case "documents":
			docs = parseDocuments(t, string(f.Data))
		case "judgements":
			said := parseJudgements(t, string(f.Data))
			groups := &a.Files[i+1]
			t.Run(name, func(t *testing.T) {
				got := renderWith(docs, Standing(said))
				for range 3 {
					rand.New(rand.NewPCG(3, 4)).Shuffle(len(said), func(i, j int) { said[i], said[j] = said[j], said[i] })
					if again := renderWith(docs, Standing(said)); again != got {
						t.Errorf("another order gives other groups:\n%s", cmp.Diff(got, again))
					}
				}
				if *update {
					groups.Data = []byte(got)
				} else if diff := cmp.Diff(string(groups.Data), got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func parseJudgements(t *testing.T, in string) []Judgement {
	var out []Judgement
	if strings.TrimSpace(in) == "" {
		return nil
	}
	for i, line := range strings.Split(strings.TrimSpace(in), "\n") {
		f := strings.Split(line, " | ")
		at := testTime.Add(time.Duration(i) * time.Hour)
		if f[1] == "undo" {
			k := slices.IndexFunc(out, func(j Judgement) bool { return j.ID == f[2] })
			if k < 0 {
				t.Fatalf("%q takes back what nobody said", line)
			}
			j := out[k]
			j.ID, j.Time, j.Takes, j.Undo = f[0], at, f[2], true
			out = append(out, j)
			continue
		}
		level, ok := ParseLevel(f[1])
		verdict, known := ParseVerdict(f[2])
		if !ok || !known {
			t.Fatalf("%q has no such level or verdict", line)
		}
		by, why, _ := strings.Cut(f[5], ": ")
		out = append(out, Judgement{ID: f[0], Level: level, Verdict: verdict, A: f[3], B: f[4], By: by, Why: why, Person: true, Time: at}.Ordered())
	}
	return out
}

// TestLongWar adds a year of a war up: each day a few reports of attacks in five
// towns, and a ministry's and a monitor's running toll. No attack may drag another
// day's along, and no toll an attack.
func TestLongWar(t *testing.T) {
	first := ParseDay("2031-01-01")
	towns := []string{"Marrow", "Tirrin", "Karsk", "Ostra", "Halden"}
	sorts := []string{"shells fell on houses", "warplanes struck a school", "a suicide bomber drove up", "gunmen shot farmers"}
	r := rand.New(rand.NewPCG(5, 6))
	var docs []Document
	report := func(outlet string, day Day, lines ...string) {
		id := "d" + strconv.Itoa(len(docs))
		docs = append(docs, parseDocuments(t, fmt.Sprintf("%s | %s | %s\n%s", id, outlet, day, strings.Join(lines, "\n")))...)
	}
	for n := range 365 {
		day := first + Day(n)
		for range 2 {
			town, sort, dead := towns[r.IntN(len(towns))], sorts[r.IntN(len(sorts))], 3+r.IntN(20)
			for _, outlet := range []string{"Lomar Wire", "Coast Today"} {
				report(outlet, day+1, fmt.Sprintf("  exact %d killed people @%s #%s <Vesh Rescue Service ~%s", dead, town, day, sort))
			}
		}
		if n%5 == 4 {
			report("Vesh Herald", day, fmt.Sprintf("  more_than %d killed people @Lomar #%s..%s <Lomar Health Ministry +", 1000+n*30, first, day),
				fmt.Sprintf("  exact %d killed people @%s ~%s", 3+r.IntN(20), towns[r.IntN(len(towns))], sorts[r.IntN(len(sorts))]))
		}
	}
	docs, g := Make(docs)
	if len(g.Events) < 500 {
		t.Errorf("a year of two attacks a day adds up to %d events only", len(g.Events))
	}
	for _, e := range g.Events {
		from, to := NoDay, NoDay
		for _, q := range e.Quantities {
			for _, ref := range q.Figures {
				f := &docs[ref.Doc].Reading.Figures[ref.Fig]
				if f.Scope == sayso.Cumulative != e.Running {
					t.Fatalf("%s of %s holds a toll and an attack", e.ID, e.Days.From)
				}
				day := docs[ref.Doc].Published
				if from == NoDay || day < from {
					from = day
				}
				to = max(to, day)
			}
			if len(q.Conflicts) > 0 && e.Running {
				t.Errorf("%s: one ministry's tolls are at odds with themselves", e.ID)
			}
		}
		if !e.Running && to-from > 4 {
			t.Errorf("one attack at %s is told over %d days", e.Place.Text, to-from)
		}
	}
}
