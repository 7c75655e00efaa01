package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// How far a news lead's description may stand before its name.
const (
	leadSentences  = 3 // sentences of the document in which a lead describes
	laterSentences = 4 // sentences behind it in which the name follows
)

// namedLater gives those whom the lead only describes the name that the next
// sentences give them: "A monitor said ... The Halden Observatory said", "says the
// dam's director. | Ida Dal said".
func (f *finder) namedLater() {
	lead := -1
	for i := range f.found {
		x := &f.found[i]
		if int(x.sent) >= leadSentences+1 {
			break
		}
		if x.class == sayso.Speech && x.parent < 0 && x.source.Len() > 1 && f.described(i) {
			lead = i
			break
		}
	}
	if lead < 0 {
		return
	}
	from := f.who[lead]
	rename := func(to who) {
		for k := range f.who {
			if f.who[k] == from {
				f.who[k] = to
			}
		}
	}
	if e := f.opensNext(int(f.found[lead].sent), f.d.ChunkOf[f.found[lead].source.First]); e >= 0 {
		rename(who{entity: e, typ: sayso.Person})
		return
	}
	for j := range f.found {
		y := &f.found[j]
		if j == lead || y.sent <= f.found[lead].sent || y.sent > f.found[lead].sent+laterSentences || y.parent >= 0 || y.class != sayso.Speech || f.who[j].entity < 0 {
			continue
		}
		if !f.names(lead, j) {
			if f.d.Entities[f.who[j].entity].Named {
				return // somebody else speaks first
			}
			continue
		}
		rename(f.who[j])
		return
	}
}

// opensNext is the person with whose name, never read before, the sentence
// behind the lead begins: "The man known as the Baron says he is well. | Omar
// Dal, who". -1 where none does, or the lead's chunk c describes no person.
func (f *finder) opensNext(sent int, c int32) int32 {
	if sent+1 >= len(f.d.Sentences) || f.d.Entities[f.d.Mentions[c]].Type != sayso.Person {
		return -1
	}
	n := f.d.ChunkOf[f.d.Sentences[sent+1].First]
	e := f.d.Mentions[n]
	if e < 0 || f.d.Entities[e].First != n || !f.d.Entities[e].Named || f.d.Entities[e].Type != sayso.Person || f.d.Entities[e].Name.Len() < 2 || f.d.Entities[e].Role.Len() > 0 {
		return -1
	}
	return e
}

// described reports whether attribution i's speaker is a description of one
// person or body without a name.
func (f *finder) described(i int) bool {
	w := f.who[i]
	first := f.found[i].source.First
	if t := f.d.Tags[first]; t != lexicon.DT || f.lex.Nouns.Is(f.d.Words[first], lexicon.Group) {
		return false
	}
	c := f.d.ChunkOf[first]
	if e := f.d.Mentions[c]; e < 0 || f.d.Entities[e].Named || f.d.Entities[e].Plural || int(f.d.Entities[e].First) != int(c) {
		return false
	}
	return w.entity < 0 && w.words.Len() > 0 || w.entity >= 0 && !f.d.Entities[w.entity].Named
}

// names reports whether the named speaker of attribution j, whom nothing named
// before, can be the one whom the source of the lead describes.
func (f *finder) names(lead, j int) bool {
	e := &f.d.Entities[f.who[j].entity]
	c := f.d.ChunkOf[f.found[lead].source.First]
	if !e.Named || e.Place || e.Pair || e.First < c {
		return false
	}
	noun := f.d.Words[f.d.Chunks[c].Head]
	body := e.Type == sayso.Organisation && f.lex.Nouns.Is(noun, lexicon.Anaphor) && !f.lex.Nouns.Is(f.d.Words[e.Name.End-1], lexicon.Office)
	if body || f.d.Entities[f.d.Mentions[c]].Type != sayso.Person {
		return body
	}
	if e.Type != sayso.Person || e.Name.Len() < 2 {
		return false
	}
	for k := e.Role.First; k < e.Role.End; k++ {
		if f.d.Words[k] == noun {
			return true
		}
	}
	// the very next to speak, of whom nothing else is told
	return e.Role.Len() == 0 && f.d.Words[f.found[lead].source.First] == f.w.The || f.office(e.Role, noun)
}

// office reports whether the role is but a title that goes with any office.
func (f *finder) office(r annotate.Range, noun lexicon.Word) bool {
	return r.Len() == 1 && f.lex.Nouns.Is(f.d.Words[r.First], lexicon.Male|lexicon.Female) && !f.lex.Nouns.Is(noun, lexicon.Male|lexicon.Female)
}
