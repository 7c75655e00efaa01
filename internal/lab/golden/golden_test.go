package golden

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// toy is a stage small enough to see through.
func toy(_ *testing.T, c Case) Result {
	var r Result
	for i, m := range regexp.MustCompile(`\d+`).FindAllStringIndex(c.Text, -1) {
		r.Marks = append(r.Marks, Mark{"n" + strconv.Itoa(i+1), []sayso.Span{{Start: m[0], End: m[1]}}})
	}
	for label, re := range map[string]string{"b": `\([^)]*\)|\b7\b`, "q": `"[^"]*"|“[^”]*”`} {
		var m Mark
		for _, at := range regexp.MustCompile(re).FindAllStringIndex(c.Text, -1) {
			m.Pieces = append(m.Pieces, sayso.Span{Start: at[0], End: at[1]})
		}
		m.Label = label
		r.Marks = append(r.Marks, m)
	}
	if c.Meta.Outlet != "" {
		r.Claims = c.Meta.Outlet + " by " + strings.Join(c.Meta.Authors, ", ") + "\n"
	}
	return r
}

func TestNotation(t *testing.T) { Run(t, "testdata", toy) }

// TestMismatchAndUpdate: a file whose marks and claims are wrong is told apart
// from what the stage finds, and replace writes the file that passes.
func TestMismatchAndUpdate(t *testing.T) {
	good, err := os.ReadFile("testdata/notation.txtar")
	if err != nil {
		t.Fatal(err)
	}
	bad := strings.NewReplacer("{n1 17} people", "17 people", "{q \"two.\"}", "\"two.\"", "Halden Courier by", "Nobody by").Replace(string(good))
	f, err := parseFile([]byte(bad))
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for _, c := range f.cases {
		found := toy(t, c.Case)
		marked, err := Render(c.Text, found.Marks)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := Render(c.Text, c.marks)
		claims := strings.TrimRight(found.Claims, "\n")
		if marked != want || claims != c.claims {
			wrong++
			f.replace(c, marked, claims)
		}
	}
	if wrong != 3 {
		t.Errorf("%d cases differ, want 3", wrong)
	}
	if d := cmp.Diff(string(good), string(f.format())); d != "" {
		t.Errorf("rewritten file (-want +got):\n%s", d)
	}
}

func TestClaimsSectionIsAdded(t *testing.T) {
	f, err := parseFile([]byte("What.\n-- a.text --\nx\n\n-- b.text --\ny\n"))
	if err != nil {
		t.Fatal(err)
	}
	f.replace(f.cases[0], "{n x}", "n 1")
	if got, want := string(f.format()), "What.\n-- a.text --\n{n x}\n\n-- a.claims --\nn 1\n\n-- b.text --\ny\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFilesRefused(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"-- a.text --\nx\n", "do not say what the file shows"},
		{"c\n-- a.text --\nx\n-- 30 --\ny\n", "-- 30 --: want NAME.text"},
		{"c\n-- a.txt --\nx\n", "-- a.txt --: want NAME.text"},
		{"c\n-- a.text --\nx\n-- a.text --\ny\n", "-- a.text --: stands twice"},
		{"c\n-- a.claims --\nx\n", "-- a.text --: missing"},
		{"c\n-- a.text --\n\n", "no text"},
		{"c\n-- a.text --\nx\n-- a.meta --\nplace: y\n", `no key "place"`},
		{"c\n-- a.text --\nx\n-- a.meta --\noutlet\n", "line 1: want key: value"},
		{"c\n-- a.text --\nok\n{n} x\n", "line 2: want {label words}"},
		{"c\n-- a.text --\n{n x\n", "mark n is not closed"},
		{"c\n-- a.text --\nx}\n", "} closes no mark"},
		{"c\n-- a.text --\n{n }\n", "mark n holds no words"},
		{"c\n-- a.text --\na\\b\n", "stands before"},
	} {
		_, err := parseFile([]byte(tt.file))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v does not say %q", tt.file, err, tt.want)
		}
	}
}

func TestRenderRefused(t *testing.T) {
	for _, tt := range []struct {
		marks []Mark
		want  string
	}{
		{[]Mark{{"a", []sayso.Span{{Start: 0, End: 4}}}, {"b", []sayso.Span{{Start: 3, End: 6}}}}, `a [0,4) "tö " and b [3,6) " le" cross each other`},
		{[]Mark{{"a", []sayso.Span{{Start: 1, End: 2}}}}, "a: [1,2) is no span"},
		{[]Mark{{"a", []sayso.Span{{Start: 1, End: 1}}}}, "a: [1,1) is no span"},
		{[]Mark{{"a", []sayso.Span{{Start: 0, End: 99}}}}, "a: [0,99) is no span"},
		{[]Mark{{"a b", []sayso.Span{{Start: 0, End: 1}}}}, `"a b" is no label`},
	} {
		_, err := Render("tö lev", tt.marks)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v does not say %q", err, tt.want)
		}
	}
}

// FuzzRoundTrip: whatever Parse takes, Render and Parse give back; and any text
// with any nested marks comes back from its rendering.
func FuzzRoundTrip(f *testing.F) {
	f.Add("{a.content \"We lost the bridge,\"} {a.cue said} {a.source Ruiz}{a.content , {b.source the army} left}")
	f.Add(`\{ \} \\ {a {b {a x}}} {b y}`)
	f.Add("ünï {x ö}\n\n{y \n}")
	f.Fuzz(func(t *testing.T, s string) {
		if marked, err := Render(s, nil); err != nil {
			t.Errorf("%q without marks: %v", s, err)
		} else if text, marks, err := Parse(marked); err != nil || text != s || len(marks) != 0 {
			t.Errorf("%q comes back as %q, %v, %v", s, text, marks, err)
		}
		text, marks, err := Parse(s)
		if err != nil {
			return
		}
		canonical, err := Render(text, marks)
		if err != nil {
			if strings.Contains(err.Error(), "is no span") { // a mark cut a rune in two
				return
			}
			t.Fatalf("%q: %v", s, err)
		}
		text2, marks2, err := Parse(canonical)
		if err != nil || text2 != text {
			t.Fatalf("%q: %q, %v", canonical, text2, err)
		}
		again, err := Render(text2, marks2)
		if err != nil || again != canonical {
			t.Errorf("%q: rendered again %q, %v", canonical, again, err)
		}
		if d := cmp.Diff(byLabel(marks), byLabel(marks2)); d != "" {
			t.Errorf("%q (-before +after):\n%s", s, d)
		}
	})
}

func byLabel(marks []Mark) map[string][]sayso.Span {
	m := map[string][]sayso.Span{}
	for _, k := range marks {
		m[k.Label] = k.Pieces
	}
	return m
}

func TestCommonForm(t *testing.T) {
	const text = "Ruiz said 6-8 men died in Osk."
	said := []sayso.Attribution{
		{ID: 4, Source: []sayso.Span{{Start: 0, End: 4}}, Cue: []sayso.Span{{Start: 5, End: 9}}, Content: []sayso.Span{{Start: 10, End: 29}},
			Kind: sayso.Mixed, Speaker: &sayso.Speaker{Name: "Ana Ruiz", Role: "mayor", Type: sayso.Person}, Rule: "said"},
		{ID: 9, Class: sayso.Other, Parent: 4, Rule: "r"},
	}
	figures := []sayso.Figure{
		{Number: sayso.Span{Start: 10, End: 13}, Quantifier: sayso.Between, Low: sayso.At(6), High: sayso.At(8), Category: sayso.Killed,
			Term: sayso.Span{Start: 18, End: 22}, Victims: &sayso.Victims{Text: "men", Span: sayso.Span{Start: 14, End: 17}},
			Place: &sayso.Place{Text: "Osk", Span: sayso.Span{Start: 26, End: 29}, Name: "Osk", Country: "Norland", Precision: "city"},
			When:  &sayso.When{Start: "2031-04-01", End: "2031-04-02", Precision: "range"}, Scope: sayso.Cumulative, Status: sayso.Denied,
			Attribution: 4, Chain: []string{"Ana Ruiz", "army"}, PartOf: 1, Article: true, Rule: "died"},
	}
	r := Join(Attributions(said), Figures(figures, said))
	want := `a  mixed speech  "Ana Ruiz" (person) role="mayor"  rule=said
b  indirect other  in=a  rule=r
f1  killed 6-8  victims="men"  place="Osk, Norland" (city)  when=2031-04-01..2031-04-02 (range)  cumulative  denied  said=a  chain="Ana Ruiz > army"  part_of=f2  article  rule=died
`
	if d := cmp.Diff(want, r.Claims); d != "" {
		t.Error(d)
	}
	marked, err := Render(text, r.Marks)
	if want := "{a.source Ruiz} {a.cue said} {a.content {f1 6-8} {f1.victims men} {f1.term died} in {f1.place Osk}}."; err != nil || marked != want {
		t.Errorf("%v\n got %s\nwant %s", err, marked, want)
	}
}

func TestValues(t *testing.T) {
	for want, f := range map[string]sayso.Figure{
		"=17":        {Low: sayso.At(17), High: sayso.At(17)},
		">=17":       {Quantifier: sayso.AtLeast, Low: sayso.At(17)},
		">17":        {Quantifier: sayso.MoreThan, Low: sayso.At(18)},
		"<=17":       {Quantifier: sayso.AtMost, High: sayso.At(17)},
		"<17":        {Quantifier: sayso.LessThan, High: sayso.At(16)},
		"~17":        {Quantifier: sayso.About, Low: sayso.At(17), High: sayso.At(17)},
		"24..":       {Quantifier: sayso.Vague, Low: sayso.At(24)},
		"exact[1,2]": {Low: sayso.At(1), High: sayso.At(2)},
	} {
		if got := value(&f); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
