package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
)

// turn reads a turn of an interview or a transcript: "MARSK: The dam will hold."
// opens the paragraph, which is all hers.
func (f *finder) turn() {
	if !f.d.Is(f.a, annotate.Opens) {
		return
	}
	if f.post() || f.d.Blocks[f.d.Tokens[f.a].Block].Kind == sayso.Headline {
		return
	}
	k := f.a + 1
	for k < f.b && k < f.a+7 && f.d.Form(k) != ":" {
		k++
	}
	if k+1 >= f.b || k >= f.a+7 || f.d.Form(k) != ":" || !f.turnName(f.a, k) {
		return
	}
	f.turnOf(annotate.Range{First: f.a, End: k}, k)
}

// post reads "@sarnwatch: The bridge is down." and, passed on, "RT @sarnwatch: ...":
// the handle speaks. It reports whether the paragraph is one.
func (f *finder) post() bool {
	k := f.a
	if k+3 < f.b && f.d.Form(k) == "RT" {
		k++
	}
	if k+2 >= f.b || f.d.Form(k)[0] != '@' || f.d.Form(k+1) != ":" {
		return false
	}
	f.turnOf(annotate.Range{First: k, End: k + 1}, k+1)
	return true
}

// turnOf gives the quotation behind the colon at token k, or else all to the
// paragraph's end, to the source.
func (f *finder) turnOf(src annotate.Range, k int) {
	end := k + 1
	if q := f.d.Quoted(end); q != nil && q.First == end && q.Closed {
		end = q.End
	} else {
		for end < len(f.d.Tokens) && f.d.Tokens[end].Block == f.d.Tokens[f.a].Block {
			end++
		}
	}
	x := found{rule: ruleTurn, class: sayso.Speech, head: -1, firm: true, source: src}
	x.cue.add(annotate.Range{First: k, End: k + 1})
	x.content.add(annotate.Range{First: k + 1, End: end})
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}

// turnName reports whether the tokens are the name of a person whom the text
// names: "UPDATE:", "Photo:" and "WASHINGTON:" open no turn.
func (f *finder) turnName(a, b int) bool {
	c := f.d.ChunkOf[a]
	m := f.d.Mentions[c]
	if m < 0 || int(f.d.Chunks[c].End) != b {
		return false
	}
	e := &f.d.Entities[m]
	return e.Named && !e.Place && e.Type == sayso.Person
}
