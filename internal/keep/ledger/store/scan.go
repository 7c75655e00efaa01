package store

import (
	"database/sql"
	"encoding/json"

	"sayso"
)

func parseSpans(s string) ([]sayso.Span, error) {
	if s == "[]" {
		return nil, nil
	}
	var pairs [][2]int
	if err := json.Unmarshal([]byte(s), &pairs); err != nil {
		return nil, err
	}
	out := make([]sayso.Span, len(pairs))
	for i, p := range pairs {
		out[i] = sayso.Span{Start: p[0], End: p[1]}
	}
	return out, nil
}

// parseFacts reads what was known of an input beside its bytes.
func parseFacts(s string) (m sayso.Meta, err error) {
	return m, json.Unmarshal([]byte(s), &m)
}

// first is the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func scanAttribution(a *sayso.Attribution, source, cue, content, kind, class string) error {
	var e1, e2, e3 error
	a.Source, e1 = parseSpans(source)
	a.Cue, e2 = parseSpans(cue)
	a.Content, e3 = parseSpans(content)
	return first(e1, e2, e3, a.Kind.UnmarshalText([]byte(kind)), a.Class.UnmarshalText([]byte(class)))
}

func scanSpeaker(a *sayso.Attribution, name sql.NullString, role, typ string) error {
	if !name.Valid {
		return nil
	}
	a.Speaker = &sayso.Speaker{Name: name.String, Role: role}
	return a.Speaker.Type.UnmarshalText([]byte(typ))
}

// figureFields are the columns of a figure that need more than a plain scan, in
// the order of figureColumns from f.number_start to f.rule.
type figureFields struct {
	quantifier, category, scope, status, chain string
	unit, tags, voices, disputedBy             string
	low, high, attribution, partOf             sql.NullInt64
	victims                                    sql.NullString
	victimsStart, victimsEnd                   sql.NullInt64
	placeText, placeName, country              sql.NullString
	lat, lon                                   sql.NullFloat64
	placePrecision                             sql.NullString
	placeStart, placeEnd                       sql.NullInt64
	whenFirst, whenLast                        sql.NullString
	whenStart, whenEnd                         sql.NullInt64
	whenPrecision                              sql.NullString
}

func (s *figureFields) into(f *sayso.Figure) []any {
	return []any{&f.Number.Start, &f.Number.End, &s.quantifier, &s.low, &s.high, &s.category, &f.Term.Start, &f.Term.End,
		&s.victims, &s.victimsStart, &s.victimsEnd, &s.placeText, &s.placeName, &s.country, &s.lat, &s.lon, &s.placePrecision, &s.placeStart, &s.placeEnd,
		&s.whenFirst, &s.whenLast, &s.whenStart, &s.whenEnd, &s.whenPrecision, &s.scope, &s.status, &s.attribution, &s.chain, &s.partOf,
		&f.Article, &f.Confidence, &f.Rule, &s.unit, &s.tags, &s.voices, &s.disputedBy}
}

// fill turns the columns into the figure's fields.
func (s *figureFields) fill(f *sayso.Figure) error {
	f.Low, f.High = sayso.Bound{N: s.low.Int64, Known: s.low.Valid}, sayso.Bound{N: s.high.Int64, Known: s.high.Valid}
	f.Attribution, f.PartOf = int(s.attribution.Int64), -1
	if s.partOf.Valid {
		f.PartOf = int(s.partOf.Int64)
	}
	if s.victims.Valid {
		f.Victims = &sayso.Victims{Text: s.victims.String, Span: span(s.victimsStart, s.victimsEnd)}
	}
	if s.placeText.Valid {
		f.Place = &sayso.Place{Text: s.placeText.String, Span: span(s.placeStart, s.placeEnd), Name: s.placeName.String, Country: s.country.String,
			Lat: s.lat.Float64, Lon: s.lon.Float64, Resolved: s.lat.Valid, Precision: sayso.Precision(s.placePrecision.String)}
	}
	if s.whenFirst.Valid {
		f.When = &sayso.When{Start: s.whenFirst.String, End: s.whenLast.String, Span: span(s.whenStart, s.whenEnd), Precision: sayso.Precision(s.whenPrecision.String)}
	}
	err := names(s.chain, &f.Chain)
	if f.Victims != nil {
		err = first(err, f.Victims.Unit.UnmarshalText([]byte(s.unit)), names(s.tags, &f.Victims.Tags))
	}
	return first(err, names(s.voices, &f.Voices), names(s.disputedBy, &f.DisputedBy), f.Quantifier.UnmarshalText([]byte(s.quantifier)), f.Category.UnmarshalText([]byte(s.category)),
		f.Scope.UnmarshalText([]byte(s.scope)), f.Status.UnmarshalText([]byte(s.status)))
}

// names reads a JSON array of names or numbers; an empty one is nil.
func names[T any](column string, into *[]T) error {
	if column == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(column), into)
}

func span(start, end sql.NullInt64) sayso.Span {
	return sayso.Span{Start: int(start.Int64), End: int(end.Int64)}
}
