package query

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                 " ",
		"The Army":         " the army ",
		"  L’Écho–Presse ": " l echo presse ",
		"O'Brien":          " o brien ",
		"ﬁre ①":            " fire 1 ",
		"İstanbul":         " istanbul ",
		"القاهرة":          " القاهرة ",
		"...":              " ",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestPart(t *testing.T) {
	for in, want := range map[string]string{"": "", " * ": "", "--": "", "Oman": " oman ", "roman*": " roman", "Karu Dai*": " karu dai"} {
		if got := Part(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string][]Word{
		"":                          nil,
		"one  two":                  {{"one", false}, {"two", false}},
		`"one two" three`:           {{"one two", false}, {"three", false}},
		"“one two” hosp*":           {{"one two", false}, {"hosp", true}},
		`"never closed`:             {{"never closed", false}},
		`"" * - AND "`:              {{"AND", false}},
		`"at the hosp*"`:            {{"at the hosp", true}},
		"NEAR(a b) col:x ^x {a} -y": {{"NEAR(a", false}, {"b)", false}, {"col:x", false}, {"^x", false}, {"{a}", false}, {"-y", false}},
	} {
		if d := cmp.Diff(want, Words(in)); d != "" {
			t.Errorf("%q:\n%s", in, d)
		}
	}
}

func TestMarks(t *testing.T) {
	const text = "The hospital in Orén was hit; hospitals were full. Air strike."
	for in, want := range map[string]string{
		"hospital":        "hospital",
		"hospital*":       "hospital hospitals",
		`"OREN was" full`: "Orén was full",
		"air-strike":      "Air strike",
		"nothing":         "",
	} {
		var got []string
		for _, s := range Marks(text, Words(in)) {
			got = append(got, s.In(text))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string][2]string{
		"2024-02": {"2024-02-01", "2024-02-29"}, "2031": {"2031-01-01", "2031-12-31"}, "2031-04-02": {"2031-04-02", "2031-04-02"},
	} {
		if a, b, err := Day(in); err != nil || a != want[0] || b != want[1] {
			t.Errorf("%s: %s to %s, %v", in, a, b, err)
		}
	}
	for _, in := range []string{"", "yesterday", "2031-13", "2031-02-30", "31-04-02", "2031-4-2"} {
		if _, _, err := Day(in); !errors.Is(err, sayso.ErrInvalid) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestParseSort(t *testing.T) {
	if s, err := ParseSort("-number"); err != nil || s != (Sort{ByNumber, true}) {
		t.Errorf("%v, %v", s, err)
	}
	for _, in := range []string{"", "-", "size", "--number"} {
		if _, err := ParseSort(in); !errors.Is(err, sayso.ErrInvalid) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("The hospital in Orén was hit.", `"in oren" hosp*`)
	f.Fuzz(func(t *testing.T, text, search string) {
		words := Words(search)
		for _, s := range Marks(text, words) {
			if s.Empty() || s.Start < 0 || s.End > len(text) {
				t.Fatalf("span %v of %d bytes", s, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(s.In(text)) {
				t.Fatalf("span %v cuts a rune", s)
			}
		}
		if f := Fold(text); !strings.HasPrefix(f, " ") || !strings.HasSuffix(f, " ") || strings.Contains(f, "  ") {
			t.Fatalf("folded %q", f)
		}
	})
}
