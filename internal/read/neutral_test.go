package read

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sayso"
	"sayso/internal/lab/golden"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
	"sayso/internal/read/text"
	"sayso/samples"
)

// seed and rounds choose the exchanges. SAYSO_SEED and SAYSO_ROUNDS choose others.
const seed, rounds = 20260301, 3

// told is a text in which names are to be exchanged.
type told struct {
	name string
	in   sayso.Input
}

// TestNamesChangeNothing exchanges the names of places, peoples, persons, armed
// groups and bodies in every golden text, every sample and the reports in
// testdata/neutral, and holds the readings against each other: every side's words
// go through the same rules, so nothing but the names may change.
//
// In half of the rounds any name stands for any other of its kind, invented or
// real; an invented place is in no list of places, so the figures' places are not
// compared. In the other half a text is told of one real country and then of
// another, and that a place is found, is known and how large it is, is compared
// too. Where it lies is never the same.
func TestNamesChangeNothing(t *testing.T) {
	from, n := env(t, "SAYSO_SEED", seed), env(t, "SAYSO_ROUNDS", rounds)
	if testing.Short() {
		n = 1
	}
	pools := loadPools(t)
	compared := 0
	for _, x := range allTold(t) {
		t.Run(x.name, func(t *testing.T) {
			for round := range n {
				s := uint64(from + round)
				compared += compare(t, pools, x, s, cast{})
				compared += compare(t, pools, x, s, cast{real: true, large: s%2 == 0})
			}
		})
	}
	if compared < 300*n {
		t.Errorf("%d exchanges were compared only", compared)
	}
}

func env(t *testing.T, name string, or int) int {
	if v := os.Getenv(name); v != "" {
		if _, err := fmt.Sscan(v, &or); err != nil {
			t.Fatalf("%s: want a number, have %q", name, v)
		}
	}
	return or
}

// compare reads a text before and after one exchange and tells what differs;
// it counts 1 where there was anything to exchange.
func compare(t *testing.T, pools []pool, x told, seed uint64, c cast) int {
	rng := rand.New(rand.NewPCG(seed, uint64(len(x.in.Bytes))))
	whole := x.in.Meta.Title + "\n" + string(x.in.Bytes)
	if c.real {
		s := newSwap(pools, whole, rng, c)
		x = s.input(x)
		whole = x.in.Meta.Title + "\n" + string(x.in.Bytes)
	}
	s := newSwap(pools, whole, rng, c)
	y := s.input(x)
	if string(y.in.Bytes) == string(x.in.Bytes) {
		return 0
	}
	a, b := read(t, x), read(t, y)
	text, to := s.apply(a.Text)
	if text != b.Text {
		t.Errorf("seed %d: the exchange changes which text is read of a page:\n%s", seed, cmp.Diff(text, b.Text))
		return 1
	}
	want, got := Document(a), Document(b)
	s.moved(want, to)
	opts := cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(sayso.Place{}, "Name", "Country", "Lat", "Lon")}
	if !c.real {
		untyped(pools, want)
		untyped(pools, got)
		opts = append(opts, cmpopts.IgnoreFields(sayso.Figure{}, "Place"), cmpopts.IgnoreFields(sayso.Reading{}, "Places"))
	}
	if diff := cmp.Diff(want, got, opts); diff != "" {
		t.Errorf("SAYSO_SEED=%d, real names only: %t\n%s(- as the text before the exchange is read, + as the text after it)\n%s", seed, c.real, differing(a, b, want, got, to, opts, c), diff)
	}
	return 1
}

// untyped forgets of speakers who are named like a town what they are: a listed
// town stands for its government, an unlisted one may be anybody's name.
func untyped(pools []pool, r *sayso.Reading) {
	for i := range r.Attributions {
		for _, p := range pools {
			if s := r.Attributions[i].Speaker; s != nil && p.lie != nil && slices.Contains(p.names, s.Name) {
				s.Type = sayso.UnknownSpeaker
			}
		}
	}
}

// differing is the sentences, before and after, in which a claim differs.
func differing(a, b *sayso.Document, want, got *sayso.Reading, to func(int) int, opts cmp.Options, c cast) string {
	var out strings.Builder
	doc := Annotate(a)
	other := Annotate(b)
	for i, s := range doc.Sentences {
		span := doc.Span(s.Range)
		from, end := to(span.Start), to(span.End)
		parts := func(r *sayso.Reading) (list []any) {
			in := func(p []sayso.Span) bool { return len(p) > 0 && p[0].Start >= from && p[0].Start < end }
			for _, c := range r.Attributions {
				if in(c.Cue) || len(c.Cue) == 0 && in(c.Content) {
					list = append(list, c)
				}
			}
			for _, f := range r.Figures {
				if in([]sayso.Span{f.Number}) {
					list = append(list, f)
				}
			}
			for _, p := range r.Places {
				if c.real && in([]sayso.Span{p.Span}) {
					list = append(list, p)
				}
			}
			return list
		}
		if !cmp.Equal(parts(want), parts(got), opts) {
			fmt.Fprintf(&out, "- %s\n", span.In(a.Text))
			if i < len(other.Sentences) {
				fmt.Fprintf(&out, "+ %s\n", other.Span(other.Sentences[i].Range).In(b.Text))
			}
		}
	}
	return out.String()
}

func read(t *testing.T, x told) *sayso.Document {
	t.Helper()
	doc, err := text.Read(x.in)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// input is the text with its names exchanged, those of its title too.
func (s *swap) input(x told) told {
	body, _ := s.apply(string(x.in.Bytes))
	x.in.Bytes = []byte(body)
	x.in.Meta.Title, _ = s.apply(x.in.Meta.Title)
	return x
}

// allTold is every golden text, every sample and every report of testdata/neutral.
func allTold(t *testing.T) []told {
	t.Helper()
	var all []told
	for _, dir := range []string{"claims/attribution", "claims/figure"} {
		paths, err := filepath.Glob(dir + "/testdata/*.txtar")
		if err != nil || len(paths) == 0 {
			t.Fatal("no golden files in ", dir, err)
		}
		for _, path := range paths {
			base := strings.TrimSuffix(filepath.Base(path), ".txtar")
			for _, c := range golden.Cases(t, path) {
				all = append(all, told{filepath.Base(dir) + "/" + base + "/" + c.Name, c.Input()})
			}
		}
	}
	reports, err := filepath.Glob("testdata/neutral/*.txt")
	if err != nil || len(reports) == 0 {
		t.Fatal("no reports in testdata/neutral", err)
	}
	for _, path := range reports {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, told{"report/" + filepath.Base(path), sayso.Input{ID: path, Place: path, Bytes: b}})
	}
	return append(all, fromSamples(t)...)
}

// fromSamples is every document of the samples.
func fromSamples(t *testing.T) (all []told) {
	t.Helper()
	files := samples.Files()
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		if filepath.Ext(path) == ".html" {
			all = append(all, told{"sample/" + path, sayso.Input{ID: path, Place: path, Form: sayso.FormHTML, Bytes: b}})
			return nil
		}
		for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			var x struct{ ID, Title, Outlet, Published, URL, Text string }
			if err := json.Unmarshal([]byte(line), &x); err != nil {
				return err
			}
			meta := sayso.Meta{Title: x.Title, Outlet: x.Outlet, Published: x.Published, URL: x.URL}
			all = append(all, told{"sample/" + x.ID, sayso.Input{ID: x.ID, Place: path, Bytes: []byte(x.Text), Meta: meta}})
		}
		return nil
	})
	if err != nil || len(all) < samples.Documents {
		t.Fatal(len(all), "samples only", err)
	}
	return all
}

// TestNoNameIsKnown holds that no feature can tell one name from another, though
// what was learned of common words has some of them written small.
func TestNoNameIsKnown(t *testing.T) {
	m := model.Default()
	if m == nil {
		t.Skip("no weights")
	}
	var names []string
	for _, p := range loadPools(t) {
		names = append(names, p.names...)
	}
	g := &lexicon.Default().Gazetteer
	for _, l := range g.Locations[:len(g.Countries)] {
		if !strings.Contains(l.Name, " ") {
			names = append(names, l.Name)
		}
	}
	known := map[model.Atom]bool{}
	for _, name := range names {
		d := Annotate(read(t, told{name, sayso.Input{ID: name, Place: name, Bytes: []byte("On Monday the envoys told " + name + " of it.")}}))
		d.Learn(m)
		for i := range d.Tokens {
			if d.Form(i) == name && d.Atoms[i] != annotate.AtomName {
				t.Errorf("the learned parts know %s; see lexicon/data/names.tsv", name)
			}
		}
		known[d.Atoms[0]] = true
	}
	if len(names) < 300 || len(known) != 1 {
		t.Errorf("%d names were looked at", len(names))
	}
}

// TestRecogniserIsBlind holds that the recogniser of names tells names by nothing
// but the kinds that the lexicon lists whole or that cannot be told apart from
// knowledge: given names, countries, peoples and their adjectives, initials.
func TestRecogniserIsBlind(t *testing.T) {
	m := model.Names()
	if m == nil {
		t.Skip("no weights")
	}
	lex := lexicon.Default()
	seen := map[string]string{}
	looked := 0
	for _, p := range loadPools(t) {
		for _, name := range p.names {
			d := Annotate(read(t, told{name, sayso.Input{ID: name, Place: name, Bytes: []byte("On Monday the envoys told " + name + " of it.")}}))
			kind := "name"
			switch upper := strings.ToUpper(name) == name; {
			case lex.Nouns.Is(lex.Word(name), lexicon.Given):
				kind = "given name"
			case len(d.Places) > 0 && d.Places[0].Demonym:
				kind = "adjective of a people"
			case strings.Contains(lex.People.Tags(lex.Word(name)), "nation:"):
				kind = "people"
			case len(d.Places) > 0 && d.Places[0].Location != nil && d.Places[0].Location.Kind == sayso.Country:
				kind = "country"
			case upper:
				kind = "initials"
			}
			r := annotate.NewRecogniser(d, m.Words)
			r.Islands(func(in annotate.Range) {
				for i := in.First; i < in.End; i++ {
					if d.Form(i) != name {
						continue
					}
					looked++
					features := fmt.Sprint(r.Features(nil, i, in))
					if seen[kind] == "" {
						seen[kind] = features
					} else if seen[kind] != features {
						t.Errorf("the recogniser can tell %s from others of its kind, %s", name, kind)
					}
				}
			})
		}
	}
	if looked < 200 {
		t.Errorf("%d names were looked at", looked)
	}
}
