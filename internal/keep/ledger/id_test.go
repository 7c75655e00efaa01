package ledger

import (
	"strings"
	"testing"

	"sayso"
)

func TestCanonicalURL(t *testing.T) {
	for in, want := range map[string]string{
		"http://Veld.Example/A/b/":                            "https://veld.example/A/b",
		"https://veld.example:443/a?utm_source=x&id=7&fbclid": "https://veld.example/a?id=7",
		"https://veld.example:8080/a#top":                     "https://veld.example:8080/a",
		"https://veld.example/?p=12":                          "https://veld.example?p=12",
		"https://veld.example/":                               "",
		"https://veld.example":                                "",
		"ftp://veld.example/a":                                "",
		"/a/b":                                                "",
		"":                                                    "",
		"https://[::1":                                        "",
		"javascript:alert(1)":                                 "",
	} {
		if got := CanonicalURL(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
		if got := CanonicalURL(want); got != want {
			t.Errorf("%s is canonical and becomes %q", want, got)
		}
	}
}

func TestParseID(t *testing.T) {
	id := newID('f', Sum([]byte("x")))
	if len(id) != 17 || id[0] != 'f' || len(id.Short()) != 9 {
		t.Errorf("ID %s", id)
	}
	if got, ok := ParseID(strings.ToUpper(string(id))); !ok || got != id {
		t.Errorf("%s as typed in capitals: %s, %v", id, got, ok)
	}
	if got, ok := ParseID("FOIL"); !ok || got != "f011" {
		t.Errorf("FOIL: %s, %v", got, ok)
	}
	for _, bad := range []string{"", "f", "x12", "fu12", "f-12", "f" + strings.Repeat("0", 17), "f%", "fé"} {
		if id, ok := ParseID(bad); ok {
			t.Errorf("%q is taken for %s", bad, id)
		}
	}
}

func TestHash(t *testing.T) {
	h := Sum([]byte("x"))
	if got, err := ParseHash(h.String()); err != nil || got != h {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "00", h.String() + "00", strings.Repeat("zz", 32)} {
		if _, err := ParseHash(bad); err == nil {
			t.Errorf("%q is taken for a hash", bad)
		}
	}
}

// TestClaimIDs: an ID hangs on the words alone, and two claims on the same words
// have two.
func TestClaimIDs(t *testing.T) {
	text := Sum([]byte("text"))
	span := func(a, b int) []sayso.Span { return []sayso.Span{{Start: a, End: b}} }
	r := &sayso.Reading{
		Attributions: []sayso.Attribution{{ID: 1, Cue: span(5, 9), Content: span(10, 20)}, {ID: 2, Content: span(10, 20)}, {ID: 3, Source: span(0, 4)}},
		Figures:      []sayso.Figure{{Number: sayso.Span{Start: 10, End: 12}}, {Number: sayso.Span{Start: 10, End: 12}, Category: sayso.Injured}},
	}
	a, f := ClaimIDs("d1", text, r)
	seen := map[ID]bool{}
	for _, id := range append(a, f...) {
		if seen[id] {
			t.Errorf("%s twice", id)
		}
		seen[id] = true
	}
	better := &sayso.Reading{
		Attributions: []sayso.Attribution{{ID: 7, Cue: span(5, 9), Content: span(10, 25), Kind: sayso.Direct}},
		Figures:      []sayso.Figure{{Number: sayso.Span{Start: 10, End: 12}, Category: sayso.Killed, Term: sayso.Span{Start: 13, End: 15}}},
	}
	a2, f2 := ClaimIDs("d1", text, better)
	if a2[0] != a[0] || f2[0] != f[0] {
		t.Error("a better reading of the other parts has other IDs")
	}
	if a3, _ := ClaimIDs("d2", text, r); a3[0] == a[0] {
		t.Error("another document's claim has the same ID")
	}
	if a3, _ := ClaimIDs("d1", Sum([]byte("other")), r); a3[0] == a[0] {
		t.Error("another text's claim has the same ID")
	}
}
