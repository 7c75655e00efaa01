package group

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"sayso"
)

func sketched() *Document {
	d, _ := document("d1", "Coast Today", 22000, sentences(rand.New(rand.NewPCG(1, 9)), 9))
	d.Name = "Karsk counts its dead"
	d.Reading.Figures = []sayso.Figure{
		{Number: sayso.Span{Start: 4, End: 6}, Quantifier: sayso.AtLeast, Low: sayso.At(12), Category: sayso.Killed, Scope: sayso.Cumulative, Status: sayso.Denied,
			Victims: &sayso.Victims{Text: "people", Unit: sayso.Households, Tags: []string{"age:child"}}, Attribution: 2, PartOf: -1, Chain: []string{"a doctor", "the army"},
			Place: &sayso.Place{Text: "Tirrin", Name: "Tirrin", Country: "Vesh", Lat: 12.5, Lon: -3.25, Resolved: true, Precision: "city"},
			When:  &sayso.When{Start: "2031-04-02", End: "2031-04-03", Precision: "range"}},
		{Number: sayso.Span{Start: 9, End: 10}, Low: sayso.At(1), High: sayso.At(1), PartOf: 0, Article: true, Category: sayso.Trapped},
	}
	d.Figures = []string{"f1", "f2"}
	d.Contexts = [][]uint64{{3, 9}, nil}
	d.Reading.Places = []sayso.Place{{Text: "Tirrin", Precision: "city"}}
	d.Reading.Attributions = []sayso.Attribution{{ID: 2, Speaker: &sayso.Speaker{Name: "the army", Role: "spokesman", Type: sayso.Organisation}}, {ID: 3}}
	return &d
}

func TestSketchKeepsWhatGroupingNeeds(t *testing.T) {
	d := sketched()
	got, err := ParseSketch(d.Sketch())
	if err != nil {
		t.Fatal(err)
	}
	d.Text.Words = nil // the words themselves are not kept
	if !reflect.DeepEqual(got, d) {
		t.Errorf("got  %+v\nwant %+v", got, d)
	}
}

func FuzzParseSketch(f *testing.F) {
	claims, shingles := sketched().Sketch()
	f.Add(claims, shingles)
	f.Add(claims[:len(claims)/2], shingles[:3])
	f.Fuzz(func(t *testing.T, claims, shingles []byte) {
		d, err := ParseSketch(claims, shingles)
		if err != nil {
			return
		}
		again, err := ParseSketch(d.Sketch())
		if err != nil || again.ID != d.ID || len(again.Reading.Figures) != len(d.Reading.Figures) {
			t.Errorf("%v: %+v becomes %+v", err, d, again)
		}
	})
}
