package terminal

import (
	"slices"
	"strings"

	"sayso"
)

// mark is a stretch of the text to be shown as a layer. note is put behind it.
type mark struct {
	sayso.Span
	layer layer
	note  string
}

// marks are all stretches that a reading marks, outer ones first.
func marks(r *sayso.Reading) []mark {
	var all []mark
	add := func(l layer, spans ...sayso.Span) {
		for _, s := range spans {
			if !s.Empty() {
				all = append(all, mark{Span: s, layer: l})
			}
		}
	}
	for i := range r.Attributions {
		a := &r.Attributions[i]
		in := content
		if a.Parent != 0 {
			in = nested
		}
		add(in, a.Content...)
		add(source, a.Source...)
		add(cue, a.Cue...)
	}
	terms := map[sayso.Span]bool{}
	for i := range r.Figures {
		f := &r.Figures[i]
		if !terms[f.Term] { // coordinated figures share theirs
			terms[f.Term] = true
			add(effect, f.Term)
		}
		if !f.Number.Empty() {
			all = append(all, mark{f.Number, number, superscript(i + 1)})
		}
	}
	slices.SortStableFunc(all, func(a, b mark) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		if a.End != b.End {
			return b.End - a.End
		}
		return int(a.layer) - int(b.layer)
	})
	// "The ministry says this and says that": one source, two attributions.
	return slices.Compact(all)
}

var superscripts = []string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}

// superscript is the number that leads from the text to the table's row.
func superscript(n int) string {
	if n < 10 {
		return superscripts[n]
	}
	return superscript(n/10) + superscripts[n%10]
}

// marker writes a text with its marks, block by block.
type marker struct {
	text string
	all  []mark // still to come
	open []mark // begun and not ended
}

// block writes the words of a span. base is the layer of unmarked words.
func (m *marker) block(f *flow, s sayso.Span, base layer) {
	m.end(f, s.Start)
	for at := s.Start; at < s.End; {
		m.begin(f, at)
		next := m.next(at, s.End)
		f.text(m.text[at:next], m.layer(base))
		at = next
		m.end(f, at)
	}
}

// next is the nearest place after at where a mark begins or ends.
func (m *marker) next(at, end int) int {
	for _, o := range m.open {
		if o.End > at {
			end = min(end, o.End)
		}
	}
	if len(m.all) > 0 && m.all[0].Start > at {
		end = min(end, m.all[0].Start)
	}
	return end
}

// begin opens the marks that begin at a place.
func (m *marker) begin(f *flow, at int) {
	for len(m.all) > 0 && m.all[0].Start <= at {
		o := m.all[0]
		m.all = m.all[1:]
		if o.End <= at {
			continue
		}
		m.open = append(m.open, o)
		if !f.color && looks[o.layer].open != "" {
			f.open(looks[o.layer].open, plain)
		}
	}
}

// end closes the marks that end at a place, inner ones first. Marks may cross
// each other.
func (m *marker) end(f *flow, at int) {
	for i := len(m.open) - 1; i >= 0; i-- {
		o := m.open[i]
		if o.End > at {
			continue
		}
		m.open = slices.Delete(m.open, i, i+1)
		if !f.color && looks[o.layer].close != "" {
			f.tie(looks[o.layer].close, plain)
		}
		if o.note != "" {
			f.tie(o.note, bold)
		}
	}
}

// layer is the highest of the open marks.
func (m *marker) layer(base layer) layer {
	top := base
	for _, o := range m.open {
		top = max(top, o.layer)
	}
	return top
}

// legend is one line that shows each look by its name.
func legend(s Style) string {
	var b strings.Builder
	f := newFlow(&b, s, min(s.width(), textWidth), indent)
	for i, part := range []struct {
		layer layer
		name  string
	}{{source, "source"}, {cue, "cue"}, {content, "content"}, {nested, "content within content"}, {number, "figure"}, {effect, "what happened"}} {
		l := looks[part.layer]
		switch {
		case s.Color:
			if i > 0 {
				f.text(" · ", dim)
			}
			f.text(part.name, part.layer)
		case l.open != "" && part.layer != nested:
			f.text(l.open+part.name+l.close+" ", plain)
		}
	}
	f.end()
	return b.String()
}
