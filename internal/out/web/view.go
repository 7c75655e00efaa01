package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sayso/internal/keep/query"
)

// perPage is how many rows a list shows at once.
const perPage = 50

// maxPage keeps an invented page number from making the ledger walk for nothing.
const maxPage = 100_000

// view is what an address asks for: a filter, an order, a page. What it cannot
// be read as is a fault, told to the person who typed it.
type view struct {
	Path   string
	Values url.Values
	Filter query.Filter
	Page   int // from 1
	Faults []string
}

// field is one parameter of an address and how it enters the filter.
type field struct {
	name, label string
	many        bool // several values, each a box to tick
	set         func(f *query.Filter, value string) error
}

// fields are the parameters of the lists. Unknown ones are ignored, so that an
// address with a mail program's additions still opens.
var fields = []field{
	{name: "q", label: "words", set: func(f *query.Filter, v string) error { f.Words = v; return nil }},
	{name: "document", label: "document", set: func(f *query.Filter, v string) error { f.Document = v; return nil }},
	{name: "outlet", label: "outlet", set: func(f *query.Filter, v string) error { f.Outlet = v; return nil }},
	{name: "source", label: "source", set: func(f *query.Filter, v string) error { f.Source = v; return nil }},
	{name: "place", label: "place", set: func(f *query.Filter, v string) error { f.Place = v; return nil }},
	{name: "since", label: "published since", set: func(f *query.Filter, v string) error { return day(&f.Since, nil, v) }},
	{name: "until", label: "published until", set: func(f *query.Filter, v string) error { return day(nil, &f.Until, v) }},
	{name: "from", label: "happened from", set: func(f *query.Filter, v string) error { return day(&f.From, nil, v) }},
	{name: "to", label: "happened until", set: func(f *query.Filter, v string) error { return day(nil, &f.To, v) }},
	{name: "category", label: "category", many: true, set: func(f *query.Filter, v string) error { return named(&f.Categories, v) }},
	{name: "status", label: "status", many: true, set: func(f *query.Filter, v string) error { return named(&f.Statuses, v) }},
	{name: "scope", label: "scope", many: true, set: func(f *query.Filter, v string) error { return named(&f.Scopes, v) }},
	{name: "kind", label: "kind", many: true, set: func(f *query.Filter, v string) error { return named(&f.Kinds, v) }},
	{name: "class", label: "class", many: true, set: func(f *query.Filter, v string) error { return named(&f.Classes, v) }},
	{name: "min", label: "at least", set: func(f *query.Filter, v string) error { return people(&f.AtLeast, v) }},
	{name: "max", label: "at most", set: func(f *query.Filter, v string) error { return people(&f.AtMost, v) }},
	{name: "tolls", label: "running tolls", set: func(_ *query.Filter, v string) error { return only(v) }},
	{name: "origin", label: "origin", set: func(*query.Filter, string) error { return nil }},
	{name: "flagged", label: "flagged", set: func(_ *query.Filter, v string) error { return only(v) }},
	{name: "differ", label: "origins differ", set: func(_ *query.Filter, v string) error { return only(v) }},
	{name: "scale", label: "scale", set: func(_ *query.Filter, v string) error { return scale(v) }},
	{name: "confidence", label: "confidence from", set: confidence},
	{name: "sort", label: "order", set: func(f *query.Filter, v string) (err error) { f.Sort, err = query.ParseSort(v); return err }},
}

// maxValue bounds one value of a filter: no name is longer, and a fault quotes it.
const maxValue = 400

// readView reads the address of a list that knows the named fields.
func readView(r *http.Request, names ...string) *view {
	v := &view{Path: r.URL.Path, Values: url.Values{}, Page: 1}
	given := r.URL.Query()
	for _, f := range fields {
		if !slices.Contains(names, f.name) {
			continue
		}
		seen := map[string]bool{}
		for _, s := range given[f.name] {
			if s = valid(s); s == "" || seen[s] || !f.many && len(seen) > 0 {
				continue
			}
			seen[s] = true
			if err := check(f, &v.Filter, s); err != nil {
				v.Faults = append(v.Faults, fmt.Sprintf("%s: %s", f.label, fault(err)))
				s = clip(s, maxValue)
			}
			v.Values.Add(f.name, s)
		}
	}
	if s := given.Get("page"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > maxPage {
			v.Faults = append(v.Faults, fmt.Sprintf("page: %q is no page number", clip(s, 20)))
			n = 1
		}
		v.Page = n
	}
	v.Filter.Limit, v.Filter.Offset = perPage, (v.Page-1)*perPage
	return v
}

// valid is what a person typed, as text: an address can hold any bytes.
func valid(s string) string { return strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD")) }

func check(f field, into *query.Filter, s string) error {
	if len(s) > maxValue {
		return fmt.Errorf("longer than %d characters", maxValue)
	}
	return f.set(into, s)
}

// fault is an error without the rooms that it came through.
func fault(err error) string {
	s := err.Error()
	for _, prefix := range []string{"query: ", "invalid: "} {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}

func day(first, last *string, s string) error {
	a, z, err := query.Day(s)
	if err != nil {
		return err
	}
	if first != nil {
		*first = a
	}
	if last != nil {
		*last = z
	}
	return nil
}

func named[T any, P interface {
	*T
	UnmarshalText([]byte) error
}](into *[]T, s string) error {
	var v T
	if err := P(&v).UnmarshalText([]byte(s)); err != nil {
		return fmt.Errorf("%q is none of the choices", clip(s, 40))
	}
	*into = append(*into, v)
	return nil
}

func people(into *int64, s string) error {
	n, err := strconv.ParseInt(strings.ReplaceAll(s, ",", ""), 10, 64)
	if err != nil || n < 0 {
		return fmt.Errorf("%q is no number of people", clip(s, 40))
	}
	*into = n
	return nil
}

func only(s string) error {
	if s != "only" {
		return fmt.Errorf("%q is not \"only\"", clip(s, 40))
	}
	return nil
}

func scale(s string) error {
	if s != "log" {
		return fmt.Errorf("%q is not \"log\"", clip(s, 40))
	}
	return nil
}

func confidence(f *query.Filter, s string) error {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= 0 && n <= 1) {
		return fmt.Errorf("%q is not between 0 and 1", clip(s, 40))
	}
	f.Confidence = n
	return nil
}

// Get is the first value of a parameter.
func (v *view) Get(name string) string { return v.Values.Get(name) }

// Has reports whether a parameter has a value.
func (v *view) Has(name, value string) bool { return slices.Contains(v.Values[name], value) }

// Narrowed reports whether anything is filtered out.
func (v *view) Narrowed() bool {
	for name := range v.Values {
		if name != "sort" {
			return true
		}
	}
	return false
}

func (v *view) link(change func(url.Values)) string { return v.linkTo(v.Path, change) }

func (v *view) linkTo(path string, change func(url.Values)) string {
	q := url.Values{}
	for k, vs := range v.Values {
		q[k] = slices.Clone(vs)
	}
	if change != nil {
		change(q)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// To is the address of page n of this view.
func (v *view) To(n int) string {
	return v.link(func(q url.Values) {
		if n > 1 {
			q.Set("page", strconv.Itoa(n))
		}
	})
}

// As is the address of the same view, all its rows, in another form.
func (v *view) As(suffix string) string { return v.linkTo(v.Path+suffix, nil) }

// With is the address of this view with one parameter set.
func (v *view) With(name, value string) string {
	return v.link(func(q url.Values) { q.Set(name, value) })
}

// chip is one active part of a filter, with the address of the view without it.
type chip struct{ Label, Value, Without string }

// Chips are the active parts of the filter, in the order of the fields.
func (v *view) Chips() []chip {
	var out []chip
	for _, f := range fields {
		if f.name == "sort" {
			continue
		}
		for _, s := range v.Values[f.name] {
			shown := s
			if f.many {
				shown = plain(s)
			}
			out = append(out, chip{f.label, shown, v.link(func(q url.Values) {
				q[f.name] = slices.DeleteFunc(q[f.name], func(x string) bool { return x == s })
				if len(q[f.name]) == 0 {
					delete(q, f.name)
				}
			})})
		}
	}
	return out
}

// column is the head of a column that rows can be sorted by.
type column struct {
	Label, Link, Class string
	Aria               string // ascending, descending, none
	Next               string // what a click does
}

// Column is the head of a column. The first click sorts the way that is of use:
// downwards for numbers and days.
func (v *view) Column(key, label, class string) column {
	k := query.Key(key)
	now := v.Filter.Sort
	if now.By == "" {
		now = query.Sort{By: query.ByPublished, Down: true}
	}
	down := false
	switch k {
	case query.ByPublished, query.ByAdded, query.ByNumber, query.ByFigures, query.ByWhen, query.ByConfidence:
		down = true
	}
	c := column{Label: label, Class: class, Aria: "none"}
	if now.By == k {
		c.Aria = "ascending"
		if now.Down {
			c.Aria = "descending"
		}
		down = !now.Down
	}
	value, next := key, "ascending"
	if down {
		value, next = "-"+key, "descending"
	}
	c.Link, c.Next = v.With("sort", value), next
	return c
}

// pager tells where in a list the page is.
type pager struct {
	From, To, Total  int
	Previous, Follow string // addresses; "" at the ends
	Unit             string // "figures"
}

func (v *view) pager(rows, total int, unit string) pager {
	p := pager{From: v.Filter.Offset + 1, To: v.Filter.Offset + rows, Total: total, Unit: unit}
	if rows == 0 {
		p.From = 0
		p.To = 0
	}
	if v.Page > 1 {
		p.Previous = v.To(min(v.Page-1, max(1, (total+perPage-1)/perPage)))
	}
	if v.Filter.Offset+rows < total {
		p.Follow = v.To(v.Page + 1)
	}
	return p
}
