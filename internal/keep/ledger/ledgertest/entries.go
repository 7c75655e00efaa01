package ledgertest

import (
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
)

var day = time.Date(2024, 3, 5, 10, 30, 0, 0, time.UTC)

// Text is an entry of plain text in which nothing is read.
func Text(id, text string, m sayso.Meta) ledger.Entry {
	doc := &sayso.Document{ID: id, Meta: m, Text: text}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if n := len(strings.TrimRight(line, "\n")); n > 0 {
			doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: at, End: at + n}, Joins: -1})
		}
		at += len(line)
	}
	return ledger.Entry{
		Input:    sayso.Input{ID: id, Place: "week.jsonl:1", Bytes: []byte(text), Meta: m},
		Captured: day, Tool: "sayso test", Document: doc, Reading: &sayso.Reading{Reader: "reader 1"},
	}
}

// at is the n-th place of the words in the entry's text, from 0.
func at(e *ledger.Entry, words string, n int) sayso.Span {
	start := 0
	for {
		i := strings.Index(e.Document.Text[start:], words)
		if i < 0 {
			panic("ledgertest: no " + words)
		}
		if start += i; n == 0 {
			return sayso.Span{Start: start, End: start + len(words)}
		}
		n--
		start += len(words)
	}
}

// Bridge is an article with every field of a reading filled.
func Bridge() ledger.Entry {
	e := Text("bridge", "A bridge failed\nThe bridge collapsed, the health ministry said: “At least twelve people died in Tessaly.” It said a doctor had counted three wounded on Thursday.\nGive today.\n",
		sayso.Meta{Title: "A bridge failed", Authors: []string{"Ana Ruiz", "B. Ondo"}, Outlet: "Veld Post", Published: "2024-03-01T08:00:00Z", URL: "https://veld.example/bridge", Language: "en"})
	b := e.Document.Blocks
	b[0].Kind, b[2].Kind = sayso.Headline, sayso.Boilerplate
	b[1].Raw, b[2].Joins = sayso.Span{Start: 40, End: 220}, 1
	span := func(words string, n int) []sayso.Span { return []sayso.Span{at(&e, words, n)} }
	place := sayso.Place{Text: "Tessaly", Span: at(&e, "Tessaly", 0), Name: "Tessaly", Country: "Ruvania", Lat: 12.125, Lon: -3.1, Resolved: true, Precision: "city"}
	e.Reading = &sayso.Reading{
		Reader: "reader 1",
		Attributions: []sayso.Attribution{
			{ID: 1, Source: span("the health ministry", 0), Cue: span("said", 0), Content: []sayso.Span{at(&e, "The bridge collapsed", 0), at(&e, "“At least twelve people died in Tessaly.”", 0)},
				Kind: sayso.Mixed, Speaker: &sayso.Speaker{Name: "the health ministry", Role: "ministry", Type: sayso.Organisation}, Confidence: .93, Rule: "said-after"},
			{ID: 2, Source: span("a doctor", 0), Cue: span("had counted", 0), Content: span("three wounded on Thursday", 0), Class: sayso.Other, Parent: 1, Confidence: .5, Rule: "counted"},
		},
		Figures: []sayso.Figure{
			{Number: at(&e, "twelve", 0), Quantifier: sayso.AtLeast, Low: sayso.At(12), Category: sayso.Killed, Term: at(&e, "died", 0),
				Victims: &sayso.Victims{Text: "people", Span: at(&e, "people", 0), Tags: []string{"age:child", "role:medic"}}, Voices: []string{"a nurse in Halden"}, DisputedBy: []int{1}, Place: &place, Scope: sayso.Cumulative,
				Attribution: 1, Chain: []string{"the health ministry"}, PartOf: -1, Confidence: .91, Rule: "died"},
			{Number: at(&e, "three", 0), Low: sayso.At(3), High: sayso.At(3), Category: sayso.Injured, Term: at(&e, "wounded", 0),
				When:        &sayso.When{Start: "2024-02-29", End: "2024-02-29", Span: at(&e, "Thursday", 0), Precision: "day"},
				Attribution: 2, Chain: []string{"the health ministry", "a doctor"}, PartOf: 0, Article: true, Confidence: .7, Rule: "wounded"},
		},
		Places: []sayso.Place{place},
	}
	return e
}

// Market is an article with a denied figure.
func Market() ledger.Entry {
	e := Text("market", "Orén Vale denied that seven were killed at the market.\n",
		sayso.Meta{Title: "Official denies a toll", Outlet: "Karu Daily", Published: "2024-03-02"})
	e.Reading = &sayso.Reading{
		Reader: "reader 1",
		Attributions: []sayso.Attribution{{ID: 1, Source: []sayso.Span{at(&e, "Orén Vale", 0)}, Cue: []sayso.Span{at(&e, "denied", 0)},
			Content: []sayso.Span{at(&e, "seven were killed at the market", 0)}, Speaker: &sayso.Speaker{Name: "Orén Vale", Type: sayso.Person}, Confidence: .95, Rule: "denied-that"}},
		Figures: []sayso.Figure{{Number: at(&e, "seven", 0), Low: sayso.At(7), High: sayso.At(7), Category: sayso.Killed, Term: at(&e, "killed", 0), Status: sayso.Denied,
			Attribution: 1, Chain: []string{"Orén Vale"}, PartOf: -1, Confidence: .8, Rule: "passive-killed"}},
	}
	return e
}
