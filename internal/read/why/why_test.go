package why

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/text"
)

const article = `SARN - At least 12 people were killed when a bridge failed near Tessaly, the health ministry said on Monday.

"We had warned them," said Mira Dal, who heads the engineers' union. She added that the ministry had denied the danger.

The toll could rise to 20, according to two doctors.
`

func reading(t *testing.T) (*sayso.Document, *sayso.Reading) {
	t.Helper()
	doc, err := text.Read(sayso.Input{ID: "bridge", Bytes: []byte(article), Meta: sayso.Meta{Outlet: "Veld Post", Published: "2031-04-02"}})
	if err != nil {
		t.Fatal(err)
	}
	return doc, read.Document(doc)
}

func told(reasons []Reason) string {
	var b strings.Builder
	for _, r := range reasons {
		b.WriteString(r.Of + ": " + r.Why + "\n")
	}
	return b.String()
}

func want(t *testing.T, got string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
}

func TestFigure(t *testing.T) {
	doc, r := reading(t)
	if len(r.Figures) < 2 {
		t.Fatalf("%d figures", len(r.Figures))
	}
	want(t, told(Figure(doc, r, 0)),
		`found: The number's noun is the subject of a passive verb of harm`,
		"how many: “12”: the words round it make it a least",
		"what: “killed” is listed as a word for killed.",
		"where: “Tessaly” stands in its sentence.",
		"who says so: health ministry is credited with it (“said”).")
	want(t, told(Figure(doc, r, 1)), "status: It is feared, believed or said that it may be so.", "who says so: ")
}

func TestAttribution(t *testing.T) {
	doc, r := reading(t)
	all := ""
	for i := range r.Attributions {
		all += told(Attribution(doc, r, i)) + "\n"
	}
	want(t, all,
		"cue: “said” is listed as a verb of saying (“say”).",
		"who: “She” is a pronoun, taken to mean Mira Dal, named before it.",
		"how: All of the content stands as the source's own words.",
		"within: It stands in what Mira Dal is credited with.",
		"cue: “according to” is listed as words that name a source.",
		"for it: ", "confidence: ",
		"grammar: “ministry” of the source is the subject of “said”.",
		"grammar: “warned” of the content is the clause that belongs to “said”.",
		"grammar: “denied” of the content is the clause that belongs to “added”.")
}

// A reading of another version is explained as far as its own words go.
func TestAnotherVersion(t *testing.T) {
	doc, r := reading(t)
	r.Reader = "rules-0"
	for i := range r.Attributions {
		r.Attributions[i].Rule = "long-gone"
		want(t, told(Attribution(doc, r, i)), "found: By a rule of another version: long-gone.")
	}
	r.Figures[0].Rule = "long-gone"
	want(t, told(Figure(doc, r, 0)), "found: By a rule of another version: long-gone.")
}

// Every fact that a confidence is made of can be said in words.
func TestFactsAreSaid(t *testing.T) {
	facts := lexicon.Default().TrustFacts
	if len(facts) != attribution.TrustFacts {
		t.Errorf("trust-facts.tsv has %d facts, the confidence is made of %d", len(facts), attribution.TrustFacts)
	}
}
