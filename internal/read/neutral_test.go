package read

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/text"
)

// The same report, told of different parties: the reading may differ in the
// names only. $P is a place, $N its people's adjective, $G an armed group, $A and
// $B are persons.
const report = `$N forces shelled the harbour of $P on Monday, killing 14 people, the $N army said. “We regret every loss,” said Colonel $A, a spokesman for the $N army.

$G denied that its fighters had fired from the hospital. According to $G, 31 civilians were wounded when $N planes struck the market.

“They are lying,” $A said. “$G has used that market for months.” He added that the $N government would publish its own findings.

$B, who heads $G, accused $P of hiding its dead. A doctor in $P told reporters she had counted nine bodies; she believes more are under the rubble.

Witnesses reported shooting near $P. The $N ministry of health announced on Tuesday that the toll had risen to 22, but $G called the figure invented.`

var parties = [][]string{
	{"$P", "Syria", "$N", "Syrian", "$G", "Hezbollah", "$A", "Hamid Nasser", "$B", "Omar Saleh"},
	{"$P", "Israel", "$N", "Israeli", "$G", "Hamas", "$A", "Daniel Peretz", "$B", "Yossi Mizrahi"},
	{"$P", "Russia", "$N", "Russian", "$G", "Azov", "$A", "Igor Volkov", "$B", "Dmytro Koval"},
	{"$P", "Ukraine", "$N", "Ukrainian", "$G", "Wagner", "$A", "Oksana Bondar", "$B", "Pavel Smirnov"},
	{"$P", "America", "$N", "American", "$G", "Boko", "$A", "Kevin Walsh", "$B", "Musa Ibrahim"},
}

// outline is a reading in token numbers.
func outline(t *testing.T, body string) string {
	t.Helper()
	doc, err := text.Read(sayso.Input{ID: "n", Place: "n", Bytes: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	d := Annotate(doc)
	at := func(list []sayso.Span) string {
		var out []string
		for _, s := range list {
			first := sort.Search(len(d.Tokens), func(i int) bool { return int(d.Tokens[i].End) > s.Start })
			end := sort.Search(len(d.Tokens), func(i int) bool { return int(d.Tokens[i].Start) >= s.End })
			out = append(out, fmt.Sprint(annotate.Range{First: first, End: end}))
		}
		return strings.Join(out, "")
	}
	r := Document(doc)
	var b strings.Builder
	for _, a := range r.Attributions {
		fmt.Fprintf(&b, "%d source %s cue %s content %s %s %s in %d, %.2f by %s\n", a.ID, at(a.Source), at(a.Cue), at(a.Content), a.Kind, a.Class, a.Parent, a.Confidence, a.Rule)
	}
	for _, f := range r.Figures {
		fmt.Fprintf(&b, "figure %s %v %v %s %s of %d\n", at([]sayso.Span{f.Number}), f.Low, f.High, f.Category, f.Status, f.Attribution)
	}
	return b.String()
}

func TestNamesChangeNothing(t *testing.T) {
	var first string
	for i, p := range parties {
		got := outline(t, strings.NewReplacer(p...).Replace(report))
		if i == 0 {
			first = got
			if strings.Count(got, "source") < 8 {
				t.Fatalf("little is read:\n%s", got)
			}
			continue
		}
		if got != first {
			t.Errorf("with %s the reading is\n%s\nwith %s it is\n%s", p[1], got, parties[0][1], first)
		}
	}
}
