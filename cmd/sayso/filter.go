package main

import (
	"fmt"
	"strings"

	"sayso"
	"sayso/internal/keep/query"
)

// filterFlags are the flags by which lists are narrowed. All that are given must
// hold.
type filterFlags struct {
	Words []string `arg:"" optional:"" help:"Words that must all stand in the passage (of a document: anywhere in it). \"Words in a row\" go in quotation marks; hosp* finds hospital."`

	Document string   `short:"d" placeholder:"DOC" help:"Of this document: the beginning of its ID, its address or its name."`
	Outlet   string   `placeholder:"NAME" help:"Published by an outlet of this name."`
	Source   string   `placeholder:"NAME" help:"On the word of a source of this name, at any place in the chain."`
	Place    string   `placeholder:"NAME" help:"In this place or country."`
	Since    string   `placeholder:"DAY" help:"Published on this day or later: 2031-04-02, 2031-04 or 2031."`
	Until    string   `placeholder:"DAY" help:"Published on this day or before."`
	When     string   `placeholder:"DAYS" help:"Figures of what happened then: 2031-04-02, 2031-04, 2031 or two of them with .. between."`
	Category []string `short:"c" placeholder:"WHAT" help:"Figures of people killed, injured, missing, displaced, ... Several with commas."`
	Status   []string `placeholder:"HOW" help:"Figures that are asserted, disputed, denied, possible, planned or hypothetical."`
	Scope    []string `placeholder:"SPAN" help:"Figures of an incident, a period, cumulative (running tolls) or future."`
	Kind     []string `placeholder:"KIND" help:"Said in direct, indirect or mixed speech."`
	Class    []string `placeholder:"CLASS" help:"Attributions of speech, or of other (thoughts, intentions)."`
	AtLeast  int64    `placeholder:"N" help:"Figures of N people or more."`
	AtMost   int64    `placeholder:"N" help:"Figures of N people or fewer."`

	Confidence float64 `placeholder:"0..1" help:"Claims of this confidence or more."`
}

// filter turns the flags into the ledger's filter; an error is one of usage.
func (f *filterFlags) filter() (query.Filter, error) {
	q := query.Filter{
		Words: typed(f.Words), Document: f.Document, Outlet: f.Outlet, Source: f.Source, Place: f.Place,
		AtLeast: f.AtLeast, AtMost: f.AtMost, Confidence: f.Confidence,
	}
	var err error
	check := func(e error) {
		if err == nil && e != nil {
			err = usageError{e}
		}
	}
	var e error
	if f.Since != "" {
		q.Since, _, e = query.Day(f.Since)
		check(e)
	}
	if f.Until != "" {
		_, q.Until, e = query.Day(f.Until)
		check(e)
	}
	if f.When != "" {
		from, to, both := strings.Cut(f.When, "..")
		if !both {
			to = from
		}
		q.From, _, e = query.Day(from)
		check(e)
		_, q.To, e = query.Day(to)
		check(e)
	}
	q.Categories, e = named[sayso.Category]("category", f.Category)
	check(e)
	q.Statuses, e = named[sayso.Status]("status", f.Status)
	check(e)
	q.Scopes, e = named[sayso.Scope]("scope", f.Scope)
	check(e)
	q.Kinds, e = named[sayso.QuoteKind]("kind", f.Kind)
	check(e)
	q.Classes, e = named[sayso.Class]("class", f.Class)
	check(e)
	return q, err
}

// typed joins the arguments as they were typed: one with a space in it was in
// quotation marks, which the shell took.
func typed(args []string) string {
	var out []string
	for _, a := range args {
		if strings.ContainsAny(a, " \t") && !strings.ContainsAny(a, `"“”`) {
			a = `"` + a + `"`
		}
		out = append(out, a)
	}
	return strings.Join(out, " ")
}

// named reads the names of an enumeration's values.
func named[T interface {
	~uint8
	fmt.Stringer
}, P interface {
	*T
	UnmarshalText([]byte) error
}](what string, in []string) ([]T, error) {
	var out []T
	for _, s := range in {
		var v T
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "-", "_")
		if name == "" || P(&v).UnmarshalText([]byte(name)) != nil {
			return nil, fmt.Errorf("no %s %q: want %s", what, s, strings.Join(values[T](P(&v)), ", "))
		}
		out = append(out, v)
	}
	return out, nil
}

// values are the names of an enumeration that have one.
func values[T interface {
	~uint8
	fmt.Stringer
}](valid interface{ UnmarshalText([]byte) error }) []string {
	var out []string
	for v := range 64 {
		if name := T(v).String(); name != "" && valid.UnmarshalText([]byte(name)) == nil {
			out = append(out, name)
		}
	}
	return out
}
