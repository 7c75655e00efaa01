package why

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// parts are how a word hangs on another, in words.
var parts = map[model.Rel]string{
	model.Nsubj: "the subject of", model.Csubj: "the subject of", model.Obj: "the object of", model.Iobj: "the object of",
	model.Ccomp: "the clause that belongs to", model.Xcomp: "the clause that belongs to", model.Advcl: "a clause added to", model.Acl: "a clause that describes",
	model.Obl: "added by a preposition to", model.Nmod: "added by a preposition to", model.Parataxis: "set beside", model.Conj: "joined to",
	model.Compound: "part of the name or noun of", model.Amod: "an adjective of", model.Appos: "another word for",
}

// grammar tells how source and content hang on the cue by the parser, which had
// no part in the finding: a second opinion.
func (x *explainer) grammar(a *sayso.Attribution) {
	if len(a.Cue) == 0 {
		return
	}
	g := x.d.Grammar()
	if g == nil {
		return
	}
	cue := mainVerb(g, x.within(a.Cue[0]))
	if cue < 0 {
		return
	}
	for _, s := range a.Source[:min(1, len(a.Source))] {
		x.hangs(g, "the source", x.within(s), cue)
	}
	for _, s := range a.Content[:min(1, len(a.Content))] {
		x.hangs(g, "the content", x.within(s), cue)
	}
}

// within is the tokens of a span.
func (x *explainer) within(s sayso.Span) annotate.Range {
	return annotate.Range{First: x.token(s.Start), End: x.token(s.End)}
}

// mainVerb is the last verb of the range, or its last word; -1 where it is empty.
func mainVerb(g *annotate.Doc, r annotate.Range) int {
	for i := r.End - 1; i >= r.First; i-- {
		if g.Parts[i].Verb() {
			return i
		}
	}
	return r.End - 1
}

// hangs says how the range's top word in the cue's sentence hangs on the cue, or
// the cue on it. What the parser sees otherwise is said too.
func (x *explainer) hangs(g *annotate.Doc, what string, r annotate.Range, cue int) {
	for i := r.First; i < r.End; i++ {
		h := int(g.Heads[i])
		if h >= 0 && r.Has(h) || !sameSentence(g, i, cue) || g.Rels[i] == model.PunctRel {
			continue
		}
		switch {
		case h == cue && parts[g.Rels[i]] != "":
			x.say("grammar", "“%s” of %s is %s “%s”.", g.Form(i), what, parts[g.Rels[i]], g.Form(cue))
		case int(g.Heads[cue]) == i && parts[g.Rels[cue]] != "":
			x.say("grammar", "“%s” is %s “%s” of %s.", g.Form(cue), parts[g.Rels[cue]], g.Form(i), what)
		default:
			continue
		}
		return
	}
}

func sameSentence(g *annotate.Doc, i, j int) bool {
	for _, s := range g.Sentences {
		if s.Has(i) {
			return s.Has(j)
		}
	}
	return false
}
