package archive

import (
	"sayso"
	"sayso/internal/keep/ledger"
)

// readingFormat names the encoding of a reading; another encoding has another
// name.
const readingFormat = "sayso-reading@v1"

// Reading is all that one version of the reader found in one revision, with the
// revision's facts and blocks: what a reading's leaf stands for.
type Reading struct {
	Document ledger.ID
	Revision int // its number
	Text     *sayso.Document
	Reading  *sayso.Reading

	// Parallel to the reading's attributions and figures.
	AttributionIDs, FigureIDs []ledger.ID
}

// ReadingOf is the reading that a record holds.
func ReadingOf(r *ledger.Record) *Reading {
	return &Reading{r.ID, r.Document.Revision, r.Text, r.Reading, r.AttributionIDs, r.FigureIDs}
}

// Append writes the reading as canonical JSON. Spans count bytes of the text,
// raw spans bytes of the capture.
func (r *Reading) Append(b []byte) []byte {
	return r.append(b, ContentOf([]byte(r.Text.Text)), func([]byte) {})
}

// append writes the reading and shows part the bytes of each of its parts, in the
// order of Parts.
func (r *Reading) append(b []byte, text Content, part func([]byte)) []byte {
	o := open(b)
	i := -1
	o.set(appendList(o.key("attributions"), r.Reading.Attributions, func(b []byte, a *sayso.Attribution) []byte {
		i++
		n := len(b)
		b = appendAttribution(b, r.AttributionIDs[i], a)
		part(b[n:])
		return b
	}))
	whole := func(k string, value func([]byte) []byte) {
		b := o.key(k)
		n := len(b)
		b = value(b)
		part(b[n:])
		o.set(b)
	}
	whole("blocks", func(b []byte) []byte { return appendList(b, r.Text.Blocks, appendBlock) })
	o.str("document", string(r.Document))
	whole("facts", func(b []byte) []byte { return appendMeta(b, &r.Text.Meta) })
	i = -1
	o.set(appendList(o.key("figures"), r.Reading.Figures, func(b []byte, f *sayso.Figure) []byte {
		i++
		n := len(b)
		b = appendFigure(b, r.FigureIDs[i], f)
		part(b[n:])
		return b
	}))
	o.str("format", readingFormat)
	whole("places", func(b []byte) []byte { return appendList(b, r.Reading.Places, appendPlace) })
	o.str("reader", r.Reading.Reader)
	o.num("revision", int64(r.Revision))
	o.set(text.append(o.key("text")))
	return o.close()
}

// Parts name the reading's parts: each attribution, "its blocks", "its facts",
// each figure, "its places".
func (r *Reading) Parts() []string {
	var out []string
	for _, id := range r.AttributionIDs {
		out = append(out, "attribution "+string(id))
	}
	out = append(out, "its blocks", "its facts")
	for _, id := range r.FigureIDs {
		out = append(out, "figure "+string(id))
	}
	return append(out, "its places")
}

// Content stands for bytes: how many, and their hash.
type Content struct {
	Bytes  int64
	SHA256 Hash
}

// ContentOf stands for b.
func ContentOf(b []byte) Content { return Content{int64(len(b)), ledger.Sum(b)} }

func (c Content) append(b []byte) []byte {
	o := open(b)
	o.num("bytes", c.Bytes)
	o.hash("sha256", c.SHA256)
	return o.close()
}

func appendMeta(b []byte, m *sayso.Meta) []byte {
	o := open(b)
	o.set(appendStrings(o.key("authors"), m.Authors))
	o.str("language", m.Language)
	o.str("outlet", m.Outlet)
	o.str("published", m.Published)
	o.str("title", m.Title)
	o.str("url", m.URL)
	return o.close()
}

func appendBlock(b []byte, k *sayso.Block) []byte {
	o := open(b)
	o.set(appendIntOr(o.key("joins"), k.Joins >= 0, k.Joins))
	o.str("kind", k.Kind.String())
	o.span("raw", k.Raw)
	o.span("span", k.Span)
	return o.close()
}

func appendAttribution(b []byte, id ledger.ID, a *sayso.Attribution) []byte {
	o := open(b)
	o.str("class", a.Class.String())
	o.set(appendFloat(o.key("confidence"), a.Confidence))
	o.set(appendSpans(o.key("content"), a.Content))
	o.set(appendSpans(o.key("cue"), a.Cue))
	o.str("id", string(id))
	o.str("kind", a.Kind.String())
	o.num("number", int64(a.ID))
	o.set(appendIntOr(o.key("parent"), a.Parent != 0, a.Parent))
	o.str("rule", a.Rule)
	o.set(appendSpans(o.key("source"), a.Source))
	if s := a.Speaker; s != nil {
		p := open(o.key("speaker"))
		p.str("name", s.Name)
		p.str("role", s.Role)
		p.str("type", s.Type.String())
		o.set(p.close())
	} else {
		o.null("speaker")
	}
	return o.close()
}

func appendFigure(b []byte, id ledger.ID, f *sayso.Figure) []byte {
	o := open(b)
	o.set(appendBool(o.key("article"), f.Article))
	o.set(appendIntOr(o.key("attribution"), f.Attribution != 0, f.Attribution))
	o.str("category", f.Category.String())
	o.set(appendStrings(o.key("chain"), f.Chain))
	o.set(appendFloat(o.key("confidence"), f.Confidence))
	if len(f.DisputedBy) > 0 { // readings from before there was the key are the same bytes still
		o.set(appendList(o.key("disputed_by"), f.DisputedBy, func(b []byte, id *int) []byte { return appendInt(b, *id) }))
	}
	o.set(appendIntOr(o.key("high"), f.High.Known, f.High.N))
	o.str("id", string(id))
	o.set(appendIntOr(o.key("low"), f.Low.Known, f.Low.N))
	o.span("number", f.Number)
	o.set(appendIntOr(o.key("part_of"), f.PartOf >= 0, f.PartOf))
	if f.Place != nil {
		o.set(appendPlace(o.key("place"), f.Place))
	} else {
		o.null("place")
	}
	o.str("quantifier", f.Quantifier.String())
	o.str("rule", f.Rule)
	o.str("scope", f.Scope.String())
	o.str("status", f.Status.String())
	o.span("term", f.Term)
	appendVictims(o, f.Victims)
	o.set(appendStrings(o.key("voices"), f.Voices))
	appendWhen(o, f.When)
	return o.close()
}

func appendVictims(o *object, v *sayso.Victims) {
	if v == nil {
		o.null("victims")
		return
	}
	p := open(o.key("victims"))
	p.span("span", v.Span)
	p.set(appendStrings(p.key("tags"), v.Tags))
	p.str("text", v.Text)
	p.str("unit", v.Unit.String())
	o.set(p.close())
}

func appendWhen(o *object, w *sayso.When) {
	if w == nil {
		o.null("when")
		return
	}
	p := open(o.key("when"))
	p.str("end", w.End)
	p.str("precision", string(w.Precision))
	p.span("span", w.Span)
	p.str("start", w.Start)
	o.set(p.close())
}

func appendPlace(b []byte, p *sayso.Place) []byte {
	o := open(b)
	o.str("country", p.Country)
	if p.Resolved {
		o.set(appendFloat(o.key("lat"), p.Lat))
		o.set(appendFloat(o.key("lon"), p.Lon))
	} else {
		o.null("lat")
		o.null("lon")
	}
	o.str("name", p.Name)
	o.str("precision", string(p.Precision))
	o.span("span", p.Span)
	o.str("text", p.Text)
	return o.close()
}
