package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// described joins or makes the entity of a phrase without a name: "the ministry",
// "two residents", "the group's head".
func (n *namer) described(c, first int) int32 {
	d := n.d
	ch := &d.Chunks[c]
	kinds := d.Lex.Nouns.Of(d.Words[ch.Head])
	if kinds&(lexicon.Role|lexicon.Org|lexicon.Group|lexicon.Artefact|lexicon.Unnamed) == 0 {
		return -1
	}
	e := Entity{Name: Range{int(ch.First), int(ch.End)}, Last: int32(c), Plural: d.Tags[ch.Head] == lexicon.NNS}
	if at := n.apposed(c, kinds); at >= 0 {
		return at
	}
	definite := d.Words[ch.First] == n.f.The || d.Words[ch.First] == n.f.This || d.Tags[ch.First] == lexicon.PRPS
	switch {
	case kinds&lexicon.Unnamed != 0:
		e.Type = sayso.Unnamed
	case kinds&lexicon.Org != 0 && kinds&lexicon.Role == 0:
		e.Type = sayso.Organisation
		if c+2 < len(d.Chunks) && d.Chunks[c+1].Kind == Prep && d.Words[d.Chunks[c+1].First] == n.f.Of && d.Chunks[c+2].Kind == NP && d.Tags[d.Chunks[c+2].Head] == lexicon.NNP {
			e.Name.End = int(d.Chunks[c+2].End) // "the health ministry of Orvel"
		}
	case kinds&lexicon.Role != 0:
		if e.Type = sayso.Person; e.Plural {
			e.Type = sayso.Group
		}
		e.Gender = n.genderOf(Range{int(ch.Head), int(ch.Head)}, Range{int(ch.Head), int(ch.Head) + 1})
	case kinds&lexicon.Group != 0:
		e.Type = sayso.Group
	default:
		e.Type = sayso.Artefact
	}
	if definite && e.Type == sayso.Person && kinds&lexicon.Anaphor != 0 {
		// "the monitor" is a person or a body: the one that was named
		body := e
		body.Type = sayso.Organisation
		if at := n.antecedent(&body, c, int(ch.Head), first); at >= 0 && d.Entities[at].Named {
			d.Entities[at].Last = int32(c)
			return at
		}
	}
	if definite && d.Tags[ch.First] != lexicon.PRPS {
		if at := n.antecedent(&e, c, int(ch.Head), first); at >= 0 {
			d.Entities[at].Last = int32(c)
			return at
		}
	}
	e.tail = d.Tokens[ch.Head].Hash
	d.Entities = append(d.Entities, e)
	return int32(len(d.Entities) - 1)
}

// apposed is the named one beside whom noun phrase c stands as an explanation:
// "Ida Dal, | another miner," "the Halden Relief, | a charity that"; -1 where it
// stands for itself.
func (n *namer) apposed(c int, kinds lexicon.NounKind) int32 {
	d := n.d
	if c < 2 || d.Tags[d.Chunks[c-1].First] != lexicon.Comma || d.Chunks[c-2].Kind != NP || d.Tags[d.Chunks[c].Head] == lexicon.NNS {
		return -1
	}
	switch d.Words[d.Chunks[c].First] {
	case n.f.A, n.f.An, n.f.Another:
	default:
		return -1
	}
	at := d.Mentions[c-2]
	if at < 0 || d.Entities[at].Place || d.Entities[at].Plural {
		return -1
	}
	if !d.Entities[at].Named && (d.Entities[at].Type != sayso.Person || d.Tags[d.Chunks[c-2].First] != lexicon.PRPS) {
		return -1 // but "her husband, | a teacher,"
	}
	if person := d.Entities[at].Type == sayso.Person; person && kinds&lexicon.Role == 0 || !person && kinds&lexicon.Org == 0 {
		return -1
	}
	if k := c + 1; k < len(d.Chunks) && d.Chunks[k].Kind == VG && d.Chunks[k].Form&Finite != 0 {
		return -1 // "behind Dal, a miner | shouted"
	}
	return at
}

// backwards is how many chunks a definite description is looked up in, at most.
const backwards = 500

// antecedent is the entity that a definite description in chunk c means: of those
// that can be meant, the one that its words, its nearness and its weight in the
// text speak for most; -1 where none can.
func (n *namer) antecedent(e *Entity, c, head, first int) int32 {
	d := n.d
	best, most := int32(-1), 0
	var seen [64]int32
	kinds := 0
	for k := c - 1; k >= 0 && k >= c-backwards && kinds < len(seen); k-- {
		i := d.Mentions[k]
		if i < 0 {
			continue
		}
		known := false
		for _, j := range seen[:kinds] {
			known = known || j == i
		}
		if known {
			continue
		}
		seen[kinds] = i
		kinds++
		if s := n.means(e, &d.Entities[i], head, first); s > 0 {
			s = s*10 - (c-k)/8 + 2*int(min(d.Entities[i].Count, 6))
			if n.subject(k) {
				s += 3
			}
			if s > most {
				best, most = i, s
			}
		}
	}
	return best
}

// subject reports whether noun phrase k stands before a verb and behind none.
func (n *namer) subject(k int) bool {
	d := n.d
	if first := int(d.Chunks[k].First); first >= 2 && d.Words[first-2] == n.f.According {
		return true // "According to | the Courier"
	}
	return k+1 < len(d.Chunks) && d.Chunks[k+1].Kind == VG && (k == 0 || d.Chunks[k-1].Kind != Prep && d.Chunks[k-1].Kind != VG)
}

// means is how well the definite description e, whose noun is the token head,
// fits an entity: 0 = not at all.
func (n *namer) means(e, x *Entity, head, first int) int {
	d := n.d
	noun := d.Tokens[head].Hash
	switch {
	case x.Pair:
		if e.Plural && d.Lex.Nouns.Is(d.Words[head], lexicon.Role|lexicon.Group) && (d.Words[head-1] == d.Lex.Function.Two) || d.Lex.Nouns.Is(d.Words[head], lexicon.Couple) {
			return 8
		}
	case e.Type == sayso.Organisation && e.Plural == x.Plural && (x.Type == sayso.Organisation || x.Type == sayso.UnknownSpeaker && x.Named && x.Name.Len() == 1 && x.Count > 2):
		if !n.agree(x, first, head) || x.Place {
			if x.Place && x.Type == sayso.Organisation && n.holds(x.Name, noun) && n.agree(x, first, head) {
				return 6
			}
			return 0
		}
		switch {
		case x.Type == sayso.Organisation && n.holds(x.Name, noun):
			if n.another(x, first, head, true) {
				return 0
			}
			if !x.Named && d.Lex.Nouns.Is(d.Words[head], lexicon.Anaphor) {
				return 5 // "a monitoring group" will be named, and then be meant by the name
			}
			return 8
		case x.Named && x.Type == sayso.Organisation && n.calls(x, noun) && !n.another(x, first, head, true):
			return 8 // "state agency NNA": the agency
		case !x.Named || !d.Lex.Nouns.Is(d.Words[head], lexicon.Anaphor) || n.otherBody(x, head) || n.where(x):
			return 0
		case x.Type == sayso.Organisation:
			return 6 + n.echoes(x, first, head)
		}
		return 5 + n.echoes(x, first, head)
	case e.Type == sayso.Person && x.Type == sayso.Person && !x.Plural:
		if !n.agree(x, first, head) || !n.sameBody(x, head) {
			return 0
		}
		switch {
		case x.Named && n.holds(x.Role, noun):
			if n.another(x, first, head, false) {
				return 0
			}
			return 8
		case x.Named && d.Lex.Nouns.Is(d.Words[head], lexicon.Leads) && n.leads(x.Role) && d.Word(head+1) == n.f.Of:
			return 7 // "the observatory's director" is "the head of the group"
		case !x.Named && n.holds(x.Name, noun) && !n.fuller(x, first, head) && !n.another(x, first, head, true) && n.sameOwner(x, first):
			return 7
		}
	case e.Type == sayso.Group && x.Type == sayso.Group:
		if n.holds(x.Name, noun) && n.agree(x, first, head) {
			return 7
		}
	case e.Type == sayso.Unnamed && x.Type == sayso.Unnamed && e.Plural == x.Plural:
		if n.holds(x.Name, noun) && n.agree(x, first, head) && head == first+1 {
			return 7 // "the source added"
		}
	case e.Type == sayso.Artefact && x.Type == sayso.Artefact:
		if n.holds(x.Name, noun) {
			return 7
		}
	}
	return 0
}

// calls reports whether the noun stands before the entity's name where it was
// named first.
func (n *namer) calls(x *Entity, noun uint64) bool {
	ch := &n.d.Chunks[x.First]
	return x.Name.First >= int(ch.First) && x.Name.First < int(ch.End) && n.holds(Range{int(ch.First), x.Name.First}, noun)
}

// another reports whether what stands before the description's noun tells it from
// the entity: "the interior ministry" is not the health ministry, and "the
// finance minister" not Interior Minister Dal; any word does where adjectives count.
func (n *namer) another(x *Entity, first, head int, adjectives bool) bool {
	d := n.d
	for k := first; k < head; k++ {
		t := d.Tags[k]
		if t != lexicon.NN && t != lexicon.NNS && !(t == lexicon.JJ && adjectives) || d.Tags[k+1] == lexicon.Hyph || k > first && d.Tags[k-1] == lexicon.Hyph || d.Tags[k+1] == lexicon.POS {
			continue
		}
		if h := d.Tokens[k].Hash; !n.holds(x.Name, h) && !n.holds(x.Role, h) {
			return true
		}
	}
	return false
}

// sameOwner reports whether whoever owns the description, before the token that
// it proper begins with, is told of the entity: "the rebels' spokesman" is not "a
// spokesman for the army".
func (n *namer) sameOwner(x *Entity, first int) bool {
	d := n.d
	if first < 2 || d.Tags[first-1] != lexicon.POS {
		return true
	}
	r := x.Name
	if k := int(d.ChunkOf[x.Name.End-1]); k+2 < len(d.Chunks) && d.Chunks[k+1].Kind == Prep {
		r.End = int(d.Chunks[k+2].End)
	}
	return n.holds(r, d.Tokens[first-2].Hash)
}

// where reports whether a name of one word was read once, as where something
// was: "the strike on Bask" tells of no body that "the newspaper" could be.
func (n *namer) where(x *Entity) bool {
	d := n.d
	if x.Name.Len() != 1 || x.Count > 1 || x.First < 1 || d.Chunks[x.First-1].Kind != Prep {
		return false
	}
	at := int(d.Chunks[x.First-1].First)
	return !d.Is(at, Capital) && d.Lex.TextWords.Whereabouts.Has(d.Word(at))
}

// leads reports whether the role is that of who heads a body.
func (n *namer) leads(role Range) bool {
	for k := role.First; k < role.End; k++ {
		if n.d.Lex.Nouns.Is(n.d.Words[k], lexicon.Leads) {
			return true
		}
	}
	return false
}

// echoes is 2 where a word before the noun stands in the entity's name: "the
// rescue group" is the Halden Sea Rescue rather than the bakers' guild.
func (n *namer) echoes(x *Entity, first, head int) int {
	for k := first; k < head; k++ {
		if n.holds(x.Name, n.d.Tokens[k].Hash) {
			return 2
		}
	}
	return 0
}

// otherBody reports whether the entity's name says that it is another kind of
// body than the noun at head: "the company" is not "the Health Ministry".
func (n *namer) otherBody(x *Entity, head int) bool {
	d := n.d
	if d.Lex.Nouns.Is(d.Words[head], lexicon.Office) {
		return false
	}
	for k := x.Name.First; k < x.Name.End; k++ { // "the Department of Roads"
		if d.Lex.Nouns.Is(d.Words[k], lexicon.Office) {
			return true
		}
	}
	return false
}

// fuller reports whether a described person has a mark that the description
// lacks: "the Norland president" is not any president.
func (n *namer) fuller(x *Entity, first, head int) bool {
	d := n.d
	for k := x.Name.First; k < x.Name.End; k++ {
		if d.Tags[k] != lexicon.NNP && !n.adj[k] || d.Tokens[k].Hash == d.Tokens[head].Hash {
			continue
		}
		same := false
		for j := first; j < head; j++ {
			same = same || d.Tokens[j].Hash == d.Tokens[k].Hash
		}
		if !same {
			return true
		}
	}
	return false
}

// sameBody reports whether the "of" phrase behind a description does not name
// another body than the entity's office does: "the head | of the union".
func (n *namer) sameBody(x *Entity, head int) bool {
	d := n.d
	if head+1 >= len(d.Tokens) || d.Words[head+1] != n.f.Of {
		return true
	}
	c := int(d.ChunkOf[head]) + 2
	if c >= len(d.Chunks) || d.Chunks[c].Kind != NP {
		return true
	}
	if body := &d.Chunks[c]; d.Lex.Nouns.Is(d.Words[body.Head], lexicon.Anaphor) && x.Role.Len() > 0 && (body.End-body.First == 2 || d.Tags[body.Head-2] == lexicon.Hyph) {
		return true // "the head of the group", "of the Norland-based group"
	}
	last := d.Tokens[d.Chunks[c].Head].Hash
	return n.holds(x.Role, last) || n.holds(x.Name, last)
}

func (n *namer) holds(r Range, hash uint64) bool {
	for k := r.First; k < r.End; k++ {
		if n.d.Tokens[k].Hash == hash {
			return true
		}
	}
	return false
}

// agree reports whether the words before the noun do not speak against the
// entity: "the Turkish ministry" is not "the Orvel ministry".
func (n *namer) agree(x *Entity, first, head int) bool {
	d := n.d
	for k := first; k < head; k++ {
		if t := d.Tags[k]; t == lexicon.NNP && !n.holds(x.Name, d.Tokens[k].Hash) && !n.holds(x.Role, d.Tokens[k].Hash) && !d.Is(k+1, Punct) && d.Tags[k+1] != lexicon.Hyph {
			return false
		}
	}
	return true
}
