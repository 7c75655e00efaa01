package annotate

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/lexicon"
)

// placesOf reads a text of paragraphs and writes each place as "words=name".
func placesOf(text string) string {
	doc := &sayso.Document{Text: text}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if strings.TrimSpace(line) != "" {
			doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: at, End: at + len(line)}, Joins: -1})
		}
		at += len(line)
	}
	d := Tokenize(doc, lexicon.Default())
	Places(d, nil)
	var out []string
	for _, p := range d.AllPlaces() {
		name := p.Name
		if p.Country != "" && p.Country != name {
			name += ", " + p.Country
		}
		out = append(out, p.Text+"="+name)
	}
	return strings.Join(out, "; ")
}

func TestPlaces(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The Syrian army crossed into South Sudan.", "Syrian=Syria; South Sudan=South Sudan"},
		{"He told us that US envoys and U.S. aid left.", "US=United States; U.S.=United States"},
		{"Aid reached São Tomé and Príncipe and Côte d’Ivoire.", "São Tomé and Príncipe=Sao Tome and Principe; Côte d’Ivoire=Ivory Coast"},
		// The rest of the name, the words before it, the words behind it.
		{"Shells fell on al-Raqqah and Deir ez-Zor, near the al-Hol camp.", "al-Raqqah=Raqqa, Syria; Deir ez-Zor=Deir ez-Zor, Syria; al-Hol camp=al-Hol camp, Syria"},
		{"He moved from Paris, Texas, to Paris. Paris, he said, is small.", "Paris=Paris, United States; Texas=Texas, United States; Paris=Paris, United States; Paris=Paris, United States"},
		{"A court in Alexandria, La., met on Monday.", "Alexandria=Alexandria, United States; La.=Louisiana, United States"},
		{"Troops left Alexandria and Suez. Egypt said so.", "Alexandria=Alexandria, Egypt; Suez=Suez, Egypt; Egypt=Egypt"},
		// Persons and papers.
		{"Anna Lincoln, 40, spoke. Lincoln said the Washington Post was wrong.", ""},
		{"Mr. Hamilton met Anna Moore in Hamilton, Ontario.", "Hamilton=Hamilton, Canada; Ontario=Ontario, Canada"},
		{"Reading is hard. He lives in Reading.", "Reading=Reading, United Kingdom"},
		// Not listed: found, and left unresolved.
		{"Two died in the village of Orvelna and in Tarrow County.", "Orvelna=; Tarrow County="},
		{"A fire in Brindlow, Ohio, killed two.", "Brindlow=; Ohio=Ohio, United States"},
		{"A fire in Damascus, Vermont, killed two.", "Damascus=; Vermont=Vermont, United States"},
		{"Three died near Orvel al-Jurd and on Hamid ibn al-Naser street.", "Orvel al-Jurd=; Hamid ibn al-Naser="},
		{"Two died in Orvelna, and Dana Orvel said so in Parliament.", "Orvelna="},
		// A listed town is not the town whose name begins like its own.
		{"Shells fell in Orsk Dal and in Paris Veka on Sunday.", "Orsk Dal=; Paris Veka="},
		{"Two died in Baghdad Sunday, none in Paris Texas.", "Baghdad=Baghdad, Iraq; Paris=Paris, United States; Texas=Texas, United States"},
		{"It cost US$5m.", ""},
		{"Tell us what they told us.", ""},
	} {
		if got := placesOf(tt.text); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
