package eval

import (
	"bytes"
	"strings"
	"testing"

	"sayso"
)

const text = "Mira Toll said the well is dry. “It is empty,” Jon Abe added. Nobody drinks."

// at is the span of words in text.
func at(words string) []sayso.Span {
	i := strings.Index(text, words)
	return []sayso.Span{{Start: i, End: i + len(words)}}
}

var gold = []Said{
	{Source: at("Mira Toll"), Cue: at("said"), Content: at("the well is dry"), Kind: "indirect"},
	{Source: at("Jon Abe"), Cue: at("added"), Content: at("“It is empty,”"), Kind: "direct"},
}

func f1(s Scores, m int) float64 { _, _, f := s[m].PRF(); return f }

func TestGoldAgainstItselfIsPerfect(t *testing.T) {
	s, pairs := Score(&Article{Text: text, Gold: gold, Pred: gold})
	for m := range s {
		if f1(s, m) != 1 {
			t.Errorf("%s: F1 %v", Names[m], f1(s, m))
		}
	}
	for i, p := range pairs {
		if p.Gold != i || p.Pred != i || !p.Linked {
			t.Errorf("pair %+v", p)
		}
	}
}

func TestScores(t *testing.T) {
	pred := []Said{
		// content half right in tokens (2 of 3 words shared: Jaccard .5 is not enough)
		{Source: at("Mira Toll"), Cue: at("said"), Content: at("well is")},
		// marks missing, source wrong: found, not linked
		{Source: at("Mira Toll"), Cue: at("added"), Content: at("It is empty")},
		{Cue: at("drinks")},
	}
	s, pairs := Score(&Article{Text: text, Gold: gold, Pred: pred})
	for m, want := range map[int]Tally{
		FragSource: {1, 1, 1, 2}, FragCue: {2, 3, 2, 2}, FragContent: {0, 2, 0, 2},
		Found: {1, 3, 1, 2}, Linked: {0, 3, 0, 2}, Exact: {0, 3, 0, 2},
	} {
		if s[m] != want {
			t.Errorf("%s: %+v, want %+v", Names[m], s[m], want)
		}
	}
	if pairs[0].Pred != -1 || pairs[1].Pred != 1 || pairs[1].Linked {
		t.Errorf("pairs %+v", pairs)
	}
	// "well is" covers 2 of 4 words, "It is empty" 3 of 6 tokens
	if got := s[SoftContent]; got.RightP != 2 || got.RightG != 1 {
		t.Errorf("covered content %+v", got)
	}
}

func TestReportAndCompare(t *testing.T) {
	old := NewRun([]Article{{ID: "a", Text: text, Gold: gold, Pred: gold[:1]}})
	now := NewRun([]Article{{ID: "a", Text: text, Gold: gold, Pred: gold[1:]}})
	var b bytes.Buffer
	now.Report(&b)
	now.Compare(&b, old)
	for _, want := range []string{"linked, kind direct", "1.000 of 1", "linked, cue said", "GAIN a [Jon Abe] [added]", "LOSS a [Mira Toll] [said]", "gains 1, losses 1"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, b.String())
		}
	}
}

// Each tenth says how sure its predictions are, and how many of them are right.
func TestReliability(t *testing.T) {
	sure, unsure := gold[0], gold[1]
	sure.Confidence, unsure.Confidence = .93, .41
	unsure.Content = gold[0].Cue
	var b bytes.Buffer
	NewRun([]Article{{ID: "a", Text: text, Gold: gold, Pred: []Said{sure, unsure}}}).Report(&b)
	for _, want := range []string{"confidence >= 0.9: linked precision 1.000, 0.500 of all", "confidence >= 0.5: linked precision 1.000, 0.500 of all",
		"confidence from 0.9: mean 0.930, linked precision 1.000 of 1", "confidence from 0.4: mean 0.410, linked precision 0.000 of 1"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, b.String())
		}
	}
}

func TestIntervalHoldsTheScore(t *testing.T) {
	var docs []Scores
	for i := range 40 {
		var s Scores
		s[Linked] = Tally{float64(i % 3), 2, float64(i % 3), 2}
		docs = append(docs, s)
	}
	low, high := Interval(docs, Linked, 500)
	again, _ := Interval(docs, Linked, 500)
	if !(low < .4875 && .4875 < high) || high-low > .3 || low != again {
		t.Errorf("interval %v to %v", low, high)
	}
}
