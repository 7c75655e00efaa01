package web_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/sqlite"
)

// The tests of the pages read by hand, so that they test the pages and nothing
// else: markup says which words play which part. The whole way, by the real
// reader, is tested in the browser tests.

var captured = time.Date(2026, 3, 16, 8, 0, 0, 0, time.UTC)

// find is the span of the n-th (from 1) occurrence of words in a text.
func find(t testing.TB, text, words string, n int) sayso.Span {
	t.Helper()
	at := 0
	for ; n > 0; n-- {
		i := strings.Index(text[at:], words)
		if i < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		at += i + len(words)
	}
	return sayso.Span{Start: at - len(words), End: at}
}

// paragraphs are the blocks of a text whose lines are paragraphs.
func paragraphs(text string) []sayso.Block {
	var out []sayso.Block
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			out = append(out, sayso.Block{Span: sayso.Span{Start: at, End: at + len(line)}, Joins: -1})
		}
		at += len(line) + 1
	}
	return out
}

const marketText = `At least nine people were killed at Dellin market, the ministry said.
The Tribune reported that an official said the army had told him of 15 deaths. Dozens were hurt.
Give to our paper: 500 readers did.`

// market is a document with a chain three deep, a vague figure and an appeal.
func market(t testing.TB) ledger.Entry {
	f := func(words string, n int) sayso.Span { return find(t, marketText, words, n) }
	doc := &sayso.Document{ID: "market", Text: marketText, Blocks: paragraphs(marketText),
		Meta: sayso.Meta{Title: "Nine killed at market", Outlet: "The Sarrow Courier", Published: "2026-03-03", URL: "https://sarrow-courier.example/market"}}
	doc.Blocks[2].Kind = sayso.Boilerplate
	reading := &sayso.Reading{Reader: "by hand",
		Attributions: []sayso.Attribution{
			{ID: 1, Source: []sayso.Span{f("the ministry", 1)}, Cue: []sayso.Span{f("said", 1)}, Content: []sayso.Span{f("At least nine people were killed at Dellin market", 1)}, Confidence: .97, Rule: "said-after", Speaker: &sayso.Speaker{Name: "Interior Ministry", Type: sayso.Organisation}},
			{ID: 2, Source: []sayso.Span{f("The Tribune", 1)}, Cue: []sayso.Span{f("reported", 1)}, Content: []sayso.Span{f("that an official said the army had told him of 15 deaths", 1)}, Confidence: .9, Rule: "said-before", Speaker: &sayso.Speaker{Name: "The Tribune", Type: sayso.Organisation}},
			{ID: 3, Parent: 2, Source: []sayso.Span{f("an official", 1)}, Cue: []sayso.Span{f("said", 2)}, Content: []sayso.Span{f("the army had told him of 15 deaths", 1)}, Confidence: .8, Rule: "said-before"},
			{ID: 4, Parent: 3, Source: []sayso.Span{f("the army", 1)}, Cue: []sayso.Span{f("had told", 1)}, Content: []sayso.Span{f("of 15 deaths", 1)}, Confidence: .6, Rule: "told"},
		},
		Figures: []sayso.Figure{
			{Number: f("nine", 1), Quantifier: sayso.AtLeast, Low: sayso.At(9), Category: sayso.Killed, Term: f("killed", 1), Victims: &sayso.Victims{Text: "people", Span: f("people", 1)},
				Place: &sayso.Place{Text: "Dellin", Span: f("Dellin", 1)}, When: &sayso.When{Start: "2026-03-03", End: "2026-03-03", Precision: "day"}, Attribution: 1, Chain: []string{"Interior Ministry"}, PartOf: -1, Confidence: .95, Rule: "passive"},
			{Number: f("15", 1), Low: sayso.At(15), High: sayso.At(15), Category: sayso.Killed, Term: f("deaths", 1), Attribution: 4, Chain: []string{"The Tribune", "an official", "the army"}, PartOf: -1, Status: sayso.Denied, Confidence: .5, Rule: "noun"},
			{Number: f("Dozens", 1), Quantifier: sayso.Vague, Low: sayso.At(24), Category: sayso.Injured, Term: f("hurt", 1), PartOf: -1, Confidence: .9, Rule: "passive"},
		}}
	return ledger.Entry{Input: sayso.Input{ID: "market", Place: "week.jsonl:1", Bytes: []byte(marketText), Meta: doc.Meta}, Captured: captured, Tool: "test", Document: doc, Reading: reading}
}

// open makes a ledger with the entries in it.
func open(t testing.TB, entries ...ledger.Entry) *sqlite.Ledger {
	t.Helper()
	l, err := sqlite.OpenOrCreate(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if len(entries) > 0 {
		if _, err := l.Add(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
	}
	return l
}
