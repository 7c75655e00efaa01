package group

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sayso"
)

var update = flag.Bool("update", false, "rewrite the expected groups")

// TestGolden groups the documents of each case and compares with what stands
// beside them. A document is a line "id | outlet | day", its figures are the
// lines below it: quantifier, number, category, the people counted, then
// @place (°lat,lon where a gazetteer knows it) #day or #day..day <origin, + for a running toll, % for a count of a
// period, !status, &n for a part of the document's figure n (&? of an unknown one), and ~words around it. A
// person is "<name / role".
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	files = slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "judgements.txtar") }) // see TestGoldenJudgements
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i += 2 {
			in, want := &a.Files[i], &a.Files[i+1]
			t.Run(strings.TrimSuffix(in.Name, ".documents"), func(t *testing.T) {
				docs := parseDocuments(t, string(in.Data))
				render := render
				if strings.HasSuffix(file, "tolls.txtar") {
					render = renderTolls
				}
				got := render(docs)
				for range 3 { // whatever the order
					rand.New(rand.NewPCG(1, 2)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
					if again := render(docs); again != got {
						t.Errorf("another order gives other groups:\n%s", cmp.Diff(got, again))
					}
				}
				if *update {
					want.Data = []byte(got)
				} else if diff := cmp.Diff(string(want.Data), got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func parseDocuments(t *testing.T, in string) []Document {
	var docs []Document
	for _, line := range strings.Split(strings.TrimSpace(in), "\n") {
		if !strings.HasPrefix(line, " ") {
			f := strings.Split(line, " | ")
			docs = append(docs, Document{ID: f[0], Outlet: f[1], Published: ParseDay(f[2]), Reading: &sayso.Reading{}})
			continue
		}
		r := docs[len(docs)-1].Reading
		f := parseFigure(t, line)
		if n := len(f.Chain); n > 0 { // "<name / role": a person; else a body
			name, role, person := strings.Cut(f.Chain[n-1], " / ")
			f.Chain[n-1] = name
			s := &sayso.Speaker{Name: name, Role: role, Type: sayso.Organisation}
			if person {
				s.Type = sayso.Person
			}
			f.Attribution = len(r.Attributions) + 1
			r.Attributions = append(r.Attributions, sayso.Attribution{ID: f.Attribution, Speaker: s, Source: []sayso.Span{{Start: 100 * f.Attribution, End: 100*f.Attribution + 1}}})
		}
		f.Number.Start = len(r.Figures)
		f.Number.End = f.Number.Start + 1
		_, around, _ := strings.Cut(line, "~")
		docs[len(docs)-1].Contexts = append(docs[len(docs)-1].Contexts, inContext(stems(around), sortsOf(around)))
		r.Figures = append(r.Figures, f)
		if f.Place != nil {
			r.Places = append(r.Places, *f.Place)
		}
	}
	return docs
}

func parseFigure(t *testing.T, line string) sayso.Figure {
	f := sayso.Figure{PartOf: -1}
	line, _, _ = strings.Cut(line, "~")
	words := strings.Fields(line)
	var n int64
	if err := f.Quantifier.UnmarshalText([]byte(words[0])); err != nil {
		t.Fatal(err)
	}
	fmt.Sscan(words[1], &n)
	if err := f.Category.UnmarshalText([]byte(words[2])); err != nil {
		t.Fatal(err)
	}
	switch f.Quantifier {
	case sayso.AtLeast, sayso.Vague:
		f.Low = sayso.At(n)
	case sayso.MoreThan:
		f.Low = sayso.At(n + 1)
	case sayso.LessThan:
		f.High = sayso.At(n - 1)
	case sayso.AtMost:
		f.High = sayso.At(n)
	default:
		f.Low, f.High = sayso.At(n), sayso.At(n)
	}
	rest := strings.Join(words[3:], " ")
	for rest != "" {
		next := strings.IndexAny(rest[1:], "@#<+%!&")
		part := rest
		if next >= 0 {
			part, rest = rest[:next+1], rest[next+1:]
		} else {
			rest = ""
		}
		value := strings.TrimSpace(part[1:])
		switch part[0] {
		case '@':
			name, at, known := strings.Cut(value, " °")
			f.Place = &sayso.Place{Text: name}
			if known {
				f.Place.Resolved, f.Place.Precision, f.Place.Country = true, "city", "Lomar"
				fmt.Sscanf(at, "%g,%g", &f.Place.Lat, &f.Place.Lon)
			}
		case '#':
			start, end, more := strings.Cut(value, "..")
			if !more {
				end = start
			}
			f.When = &sayso.When{Start: start, End: end}
		case '<':
			f.Chain = []string{value}
		case '+':
			f.Scope = sayso.Cumulative
		case '%':
			f.Scope = sayso.Period
		case '!':
			if err := f.Status.UnmarshalText([]byte(value)); err != nil {
				t.Fatal(err)
			}
		case '&':
			if value == "?" { // of people counted elsewhere
				f.Rule = "of-those"
				continue
			}
			fmt.Sscan(value, &f.PartOf)
			f.PartOf--
		default:
			f.Victims = &sayso.Victims{Text: strings.TrimSpace(part)}
			if f.Victims.Text == "families" {
				f.Victims.Unit = sayso.Households
			}
		}
	}
	return f
}

func render(in []Document) string { return renderWith(in, nil) }

func renderWith(in []Document, persons *Persons) string {
	docs, g := With(in, persons)
	ref := func(r Ref) string { return fmt.Sprintf("%s.%d", docs[r.Doc].ID, r.Fig+1) }
	refs := func(list []Ref) string {
		var out []string
		for _, r := range list {
			out = append(out, ref(r))
		}
		return strings.Join(out, " ")
	}
	var b strings.Builder
	for _, e := range g.Events {
		place := "?"
		if e.Place != nil {
			place = e.Place.Text
		}
		kind := "event"
		if e.Running {
			kind = "toll"
		}
		fmt.Fprintf(&b, "%s %s %s\n", kind, place, e.Days.From)
		for _, q := range e.Quantities {
			people := q.People
			if q.Unit != sayso.Persons {
				people = strings.TrimSpace(people + " " + q.Unit.String())
			}
			fmt.Fprintf(&b, "  %s %s %s: %s\n", q.Category, people, bounds(q.Low, q.High), refs(q.Figures))
			for _, l := range q.Ladders {
				fmt.Fprintf(&b, "    update %s: %s\n", l.Origin, refs(l.Figures))
			}
			for _, c := range q.Conflicts {
				fmt.Fprintf(&b, "    conflict %s\n", refs(c[:]))
			}
			for _, d := range q.Disputes {
				fmt.Fprintf(&b, "    dispute %s answers %s\n", ref(d.Figure), refs(d.Answers))
			}
		}
		var origins []string
		for _, o := range e.Origins {
			origins = append(origins, fmt.Sprintf("%s (%d)", o.Origin, o.Figures))
		}
		slices.Sort(origins)
		fmt.Fprintf(&b, "  origins: %s\n", strings.Join(origins, ", "))
	}
	return b.String()
}

func renderTolls(in []Document) string {
	docs, g := Make(in)
	refs := func(list []Ref) string {
		var out []string
		for _, r := range list {
			out = append(out, fmt.Sprintf("%s.%d", docs[r.Doc].ID, r.Fig+1))
		}
		return strings.Join(out, " ")
	}
	var b strings.Builder
	for _, t := range g.Tolls {
		place := "?"
		if t.Place != nil {
			place = t.Place.Text
		}
		fmt.Fprintf(&b, "%s\n", strings.TrimSpace(fmt.Sprintf("toll %s since %s", place, t.Since)))
		for _, c := range t.Counts {
			unit := ""
			if c.Unit != sayso.Persons {
				unit = " " + c.Unit.String()
			}
			fmt.Fprintf(&b, "  %s %s%s %s\n", c.Category, c.People, unit, bounds(c.Low, c.High))
			for _, s := range c.Series {
				fmt.Fprintf(&b, "    %s\n", s.Origin)
				for _, step := range s.Totals {
					note := ""
					if step.Status != sayso.Asserted {
						note += " " + step.Status.String()
					}
					if step.Revised {
						note += " revised"
					}
					fmt.Fprintf(&b, "      %s %s%s: %s\n", step.Days.To, bounds(step.Low, step.High), note, refs(step.Figures))
				}
				for _, step := range s.Periods {
					fmt.Fprintf(&b, "      %s..%s +%s: %s\n", step.Days.From, step.Days.To, bounds(step.Low, step.High), refs(step.Figures))
				}
			}
		}
		for _, f := range t.Flags {
			fmt.Fprintf(&b, "  flag %s %s: %s", f.Day, f.Kind, refs(f.Figures))
			if f.Kind == PeriodsMiss {
				fmt.Fprintf(&b, " sum %s change %s", bounds(f.Sum[0], f.Sum[1]), bounds(f.Change[0], f.Change[1]))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func bounds(low, high sayso.Bound) string {
	if !low.Known && !high.Known {
		return "?"
	}
	s := fmt.Sprint(low.N, "–")
	if high.Known {
		s += fmt.Sprint(high.N)
	}
	return s
}

// inContext is what Contexts makes of a figure's words.
func inContext(stems, sorts []uint64) []uint64 {
	out := append(stems, sorts...)
	slices.Sort(out)
	return out
}
