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
// dam's director. | Ida Dal said". It reports whether somebody was named.
func (f *finder) namedLater() bool {
	lead := -1
	for i := range f.found {
		if int(f.found[i].sent) > leadSentences {
			return false
		}
		if f.described(i) {
			lead = i
			break
		}
	}
	if lead < 0 {
		return false
	}
	to := f.nameOf(lead)
	if !to.known() {
		return false
	}
	from := f.who[lead]
	for k := range f.who {
		if f.who[k] == from {
			f.who[k] = to
		}
	}
	noun := f.d.Words[f.d.Chunks[f.leadChunk(lead)].Head]
	if e := &f.d.Entities[to.entity]; e.Type == sayso.Person && e.Role.Len() <= 1 && !f.lex.Nouns.Is(noun, lexicon.Male|lexicon.Female) {
		e.Role = f.bare(f.d.Entities[f.d.Mentions[f.leadChunk(lead)]].Name)
	}
	return true
}

// nameOf is the one whom the sentences behind the lead name, if it can be who
// the lead describes.
func (f *finder) nameOf(lead int) who {
	if e := f.opensNext(int(f.found[lead].sent), f.leadChunk(lead)); e >= 0 {
		return who{entity: e, typ: sayso.Person}
	}
	x := &f.found[lead]
	if x.class != sayso.Speech || x.parent >= 0 || x.source.Len() < 2 {
		return who{entity: -1}
	}
	for j := range f.found {
		y := &f.found[j]
		if j == lead || y.sent <= x.sent || y.sent > x.sent+laterSentences || y.parent >= 0 || y.class != sayso.Speech || f.who[j].entity < 0 {
			continue
		}
		if f.names(lead, j) {
			return f.who[j]
		}
		if f.d.Entities[f.who[j].entity].Named {
			break // somebody else speaks first
		}
	}
	return who{entity: -1}
}

// leadChunk is the noun phrase that describes attribution i's speaker; -1 = none.
func (f *finder) leadChunk(i int) int32 {
	if w := f.who[i]; f.found[i].source.Len() == 1 { // "a man who said"
		switch {
		case w.entity >= 0:
			return f.d.Entities[w.entity].First
		case w.words.Len() > 0:
			return f.d.ChunkOf[w.words.First]
		}
		return -1
	}
	if f.found[i].source.Len() == 0 {
		return -1
	}
	return f.d.ChunkOf[f.found[i].source.First]
}

// described reports whether attribution i's speaker is a description of one
// person or body without a name.
func (f *finder) described(i int) bool {
	w := f.who[i]
	c := f.leadChunk(i)
	if c < 0 {
		return false
	}
	first := f.d.Chunks[c].First
	if t := f.d.Tags[first]; t != lexicon.DT && !f.possessed(c) || f.lex.Nouns.Is(f.d.Words[first], lexicon.Group) {
		return false
	}
	if e := f.d.Mentions[c]; e < 0 || f.d.Entities[e].Named || f.d.Entities[e].Plural || f.d.Entities[e].First != c {
		return false
	}
	return w.entity < 0 && w.words.Len() > 0 || w.entity >= 0 && !f.d.Entities[w.entity].Named
}

// possessed reports whether noun phrase c names somebody as another's: "Halden
// Salt's president".
func (f *finder) possessed(c int32) bool {
	for i := int(f.d.Chunks[c].First); i < int(f.d.Chunks[c].Head); i++ {
		if f.d.Tags[i] == lexicon.POS {
			return f.d.Tags[i-1] == lexicon.NNP
		}
	}
	return false
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
	if e < 0 || f.d.Entities[e].First != n || !f.d.Entities[e].Named || f.d.Entities[e].Type != sayso.Person || f.d.Entities[e].Name.Len() < 2 || f.d.Entities[e].Role.Len() > 0 && f.d.Entities[e].Role.First >= f.d.Sentences[sent].End {
		return -1
	}
	return e
}

// names reports whether the named speaker of attribution j, whom nothing named
// before, can be the one whom the source of the lead describes.
func (f *finder) names(lead, j int) bool {
	e := &f.d.Entities[f.who[j].entity]
	c := f.leadChunk(lead)
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
	return e.Role.Len() == 0 && f.d.Words[f.d.Chunks[c].First] == f.w.The || f.office(e.Role, noun)
}

// office reports whether the role is but a title that goes with any office.
func (f *finder) office(r annotate.Range, noun lexicon.Word) bool {
	return r.Len() == 1 && f.lex.Nouns.Is(f.d.Words[r.First], lexicon.Male|lexicon.Female) && !f.lex.Nouns.Is(noun, lexicon.Male|lexicon.Female)
}

// headlined gives a body that a headline calls by its kind alone the name that it
// has below: "Blast kills 17: ministry" is the Halven interior ministry's word
// where no other ministry speaks.
func (f *finder) headlined() {
	for i := range f.found {
		x := &f.found[i]
		if x.sent > 1 {
			return
		}
		first := x.source.First
		if s := f.d.Sentences[x.sent]; f.d.Blocks[s.Block].Kind != sayso.Headline && f.d.Tags[s.End-1] == lexicon.Stop {
			return
		}
		if x.source.Len() != 1 || !f.lex.Nouns.Is(f.d.Words[first], lexicon.Org|lexicon.Role) || f.d.Tags[first] == lexicon.NNS || f.who[i].entity >= 0 && f.d.Entities[f.who[i].entity].Named {
			continue
		}
		to := who{entity: -1}
		var name string
		for j := range f.who {
			n := f.nameRange(f.who[j])
			if n.Len() < 2 || !f.namesKind(n, first) && !f.holdsOffice(f.who[j], first) {
				continue
			}
			if text := f.text(n); name == "" {
				to, name = f.who[j], text
			} else if text != name {
				to, name = who{entity: -1}, "?"
			}
		}
		if name == "" {
			to = f.onlyBody(first)
		}
		if to.known() {
			f.who[i] = to
		}
	}
}

// onlyBody is the one named body of the text that the noun at token i can mean,
// where none that speaks can: "council says" above a text of the Orvel Council.
func (f *finder) onlyBody(i int) who {
	to := who{entity: -1}
	for e := range f.d.Entities {
		x := &f.d.Entities[e]
		if !x.Named || x.Type != sayso.Organisation || x.Name.Len() < 2 || !f.namesKind(x.Name, i) {
			continue
		}
		if to.known() {
			return who{entity: -1}
		}
		to = who{entity: int32(e), typ: x.Type}
	}
	return to
}

// holdsOffice reports whether the named person's role is the office that token i
// names: "says mayor" is Mayor Omar Dal's word.
func (f *finder) holdsOffice(w who, i int) bool {
	if w.entity < 0 || f.lex.Nouns.Is(f.d.Words[i], lexicon.Org) || !f.d.Entities[w.entity].Named || f.d.Entities[w.entity].Type != sayso.Person {
		return false
	}
	r := f.d.Entities[w.entity].Role
	for k := r.First; k < r.End; k++ {
		if f.d.Words[k] == f.d.Words[i] {
			return true
		}
	}
	return false
}

// nameRange is the words by which a speaker is shown.
func (f *finder) nameRange(w who) annotate.Range {
	if w.entity >= 0 {
		return f.bare(f.d.Entities[w.entity].Name)
	}
	return w.words
}

// namesKind reports whether a body's name ends with the kind that token i is, or
// has its "of" behind it: "health ministry of Orvel".
func (f *finder) namesKind(n annotate.Range, i int) bool {
	for k := n.First; k < n.End; k++ {
		if f.d.Words[k] == f.d.Words[i] {
			return k+1 == n.End || f.d.Words[k+1] == f.w.Of
		}
	}
	return false
}
