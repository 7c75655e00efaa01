package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// Entity is somebody or something that the document names, with its mentions
// joined: "Rami Dal", "Dal", "the head of the observatory".
type Entity struct {
	Name   Range // the fullest mention's name
	Role   Range // words that tell the office: "Orvel's health minister"; may be empty
	Type   sayso.SpeakerType
	Gender Gender
	Plural bool
	Named  bool  // has a name, not only a description
	Place  bool  // the name is a place's, which may stand for its government
	Pair   bool  // two named persons together: "Omar Dal and Ida Lindh"
	Last   int32 // chunk of the last mention so far
	First  int32 // chunk of the first mention
	Count  int32 // how many mentions there are

	tail uint64 // hash of the name's last word
	next int32  // the entity before in the same bucket, plus one
}

// Gender is which pronoun answers a person.
type Gender uint8

// The genders that words tell.
const (
	NoGender Gender = iota
	Male
	Female
)

const buckets = 1 << 10

// namer joins mentions while it goes through the text.
type namer struct {
	d       *Doc
	f       *lexicon.Function
	bucket  [buckets]int32 // by hash of a name's last word: the latest entity, plus one
	acronym [buckets]int32 // by hash of an acronym: its entity, plus one
	place   []bool         // by token: part of a place's name
	adj     []bool         // by token: the adjective of a place
	states  [buckets]bool  // by hash of a name of one word: it has what only a state has
}

// Names finds who and what is named, and joins the mentions. It needs Chunks
// and, where Places ran before, Places; it fills Entities and Mentions.
func Names(d *Doc) {
	d.Mentions = make([]int32, len(d.Chunks))
	n := namer{d: d, f: &d.Lex.Function, place: make([]bool, len(d.Tokens)), adj: make([]bool, len(d.Tokens))}
	for i := range d.Places {
		for k := d.Places[i].First; k < d.Places[i].End; k++ {
			n.place[k], n.adj[k] = !d.Places[i].Demonym, d.Places[i].Demonym
		}
	}
	n.findStates()
	for c := range d.Chunks {
		d.Mentions[c] = -1
		if d.Chunks[c].Kind != NP {
			continue
		}
		i := n.mention(c)
		if d.Mentions[c] = i; i < 0 {
			continue
		}
		e := &d.Entities[i]
		if e.Count++; e.Count == 1 {
			e.First = int32(c)
		}
		n.pair(c)
	}
}

// findStates notes the names that own what only a state has: "Qarn's foreign
// minister".
func (n *namer) findStates() {
	d := n.d
	for i := 1; i+1 < len(d.Tokens); i++ {
		if d.Tags[i] != lexicon.POS || d.Tags[i-1] != lexicon.NNP || i > 1 && d.Tags[i-2] == lexicon.NNP {
			continue
		}
		if head := int(d.Chunks[d.ChunkOf[i+1]].Head); d.Lex.Nouns.Is(d.Words[head], lexicon.Realm) || d.Lex.Nouns.Is(d.Words[i+1], lexicon.Realm) {
			n.states[d.Tokens[i-1].Hash%buckets] = true
		}
	}
}

// pair makes an entity of two persons that "and" joins, and notes it at the "and".
func (n *namer) pair(c int) {
	d := n.d
	if c < 2 || d.Chunks[c-1].Kind != Conj || d.Words[d.Chunks[c-1].First] != n.f.And {
		return
	}
	a, b := d.Mentions[c-2], d.Mentions[c]
	if a < 0 || a == b || !n.person(a) || !n.person(b) {
		return
	}
	// "the heads of the union and of the guild", "told Dal and Lindh": the
	// first may be anything but a part of another phrase
	if c >= 4 && d.Chunks[c-3].Kind == Prep && d.Words[d.Chunks[c-3].First] == n.f.Of {
		return
	}
	name := Range{d.Entities[a].Name.First, d.Entities[b].Name.End}
	if first, end := int(d.Chunks[c-2].First), int(d.Chunks[c].End); name.First < first || name.End > end || name.Len() <= 0 {
		name = Range{first, end}
	}
	d.Entities = append(d.Entities, Entity{Name: name, Type: sayso.Group, Plural: true, Named: true, Pair: true, First: int32(c - 1), Last: int32(c - 1), Count: 1})
	d.Mentions[c-1] = int32(len(d.Entities) - 1)
}

// person reports whether the entity is a named person.
func (n *namer) person(i int32) bool {
	e := &n.d.Entities[i]
	return e.Named && !e.Place && e.Type == sayso.Person
}

// mention joins noun phrase c to an entity, or makes one; -1 where the phrase
// names nobody.
func (n *namer) mention(c int) int32 {
	d := n.d
	ch := &d.Chunks[c]
	head := int(ch.Head)
	switch d.Tags[head] {
	case lexicon.PRP, lexicon.EX, lexicon.CD, lexicon.DT, lexicon.SYM:
		return -1
	}
	first := int(ch.First)
	for k := first; k < head; k++ { // behind a possessive the phrase proper begins
		if d.Tags[k] == lexicon.POS && k+1 <= head {
			first = k + 1
		}
	}
	if !IsNoun(d.Tags[head]) {
		return -1
	}
	if ch.Noun&lexicon.Time != 0 && ch.Noun&lexicon.Given == 0 {
		return -1
	}
	if name := n.beforeOffice(first, head); name.Len() > 0 {
		i := n.named(c, first, name)
		if e := &d.Entities[i]; e.Role.Len() == 0 {
			e.Role = Range{head, n.endOfOffice(c)}
		}
		return i
	}
	name := n.trimmed(n.nameIn(first, head))
	if name.Len() == 1 && name.First > first && d.Tags[name.First-1] == lexicon.NN && d.Lex.Nouns.Is(d.Words[name.First], lexicon.Org) {
		name = Range{} // "State TV"
	}
	if name.Len() == 1 && n.adj[name.First] {
		return -1 // "Norlandish": a people's adjective names nobody
	}
	if name.Len() > 0 {
		return n.named(c, first, name)
	}
	return n.described(c, first)
}

// beforeOffice is a person's name before an office that lost its comma: "Rami Dal
// | head of the union".
func (n *namer) beforeOffice(first, head int) Range {
	d := n.d
	if d.Tags[head] != lexicon.NN || !d.Lex.Nouns.Is(d.Words[head], lexicon.PartOf) || head+1 >= len(d.Tokens) || d.Words[head+1] != n.f.Of || head-first < 2 {
		return Range{}
	}
	a := head
	for a > first && (n.nameWord(a-1) || n.link(a-1)) {
		a--
	}
	for k := a; k < head; k++ {
		if d.Lex.Nouns.Is(d.Words[k], lexicon.Org) || n.place[k] || n.adj[k] {
			return Range{}
		}
	}
	if head-a < 2 || n.link(a) || !d.Lex.Nouns.Is(d.Words[a], lexicon.Given|lexicon.Title|lexicon.Role) {
		return Range{}
	}
	return Range{a, head}
}

// endOfOffice is the token behind "of ..." and "for ..." phrases that follow the
// office with which noun phrase c ends.
func (n *namer) endOfOffice(c int) int {
	d := n.d
	for c+2 < len(d.Chunks) && d.Chunks[c+1].Kind == Prep && d.Chunks[c+2].Kind == NP && (d.Words[d.Chunks[c+1].First] == n.f.Of || d.Words[d.Chunks[c+1].First] == n.f.For) {
		c += 2
	}
	return int(d.Chunks[c].End)
}

// nameIn is the run of name words that ends the phrase at its head, or that the
// head noun closes ("Wafa news agency").
func (n *namer) nameIn(first, head int) Range {
	d := n.d
	k := head
	if !n.nameWord(head) {
		if !d.Lex.Nouns.Is(d.Words[head], lexicon.Org) {
			return Range{}
		}
		// "Otzma Yehudit party": the words before a body's noun
		k = head - 1
		for k >= first && d.Tags[k] == lexicon.NN {
			k--
		}
		if k < first || !n.nameWord(k) || d.Lex.Nouns.Is(d.Words[k], lexicon.Title) || n.demonym(k) {
			return Range{}
		}
	}
	a := k
	for a > first {
		b := a - 1
		for b > first && b > a-4 && n.link(b) && !n.nameWord(b) { // "Hamid | al | - | Sawari"
			b--
		}
		if !n.nameWord(b) {
			break
		}
		a = b
	}
	return Range{a, head + 1}
}

// trimmed takes off a name what is none of it: an office behind it ("Omar Dal
// Executive Director"), plural nouns before a given name where a comma was lost.
// An office with a capital is no name at all ("the President").
func (n *namer) trimmed(name Range) Range {
	d := n.d
	office := func(k int) bool {
		return d.Lex.Nouns.Is(d.Words[k], lexicon.Title|lexicon.Role) && !d.Lex.Nouns.Is(d.Words[k], lexicon.Given|lexicon.Org)
	}
	all := true
	for k := name.First; k < name.End; k++ {
		all = all && (office(k) || d.Tags[k] == lexicon.Hyph)
	}
	if all && name.Len() > 0 && (name.First == 0 || d.Tags[name.First-1] == lexicon.DT || n.adj[name.First-1] || d.Tags[name.First-1] == lexicon.POS) {
		return Range{}
	}
	if name.Len() > 2 && d.Lex.Nouns.Is(d.Words[name.First], lexicon.Org) && d.Is(name.First+1, Dotted) && d.Tokens[name.First+1].Len() == 2 {
		name.First++ // "Superintendent of Police R. Velan"
	}
	for k := name.First + 2; k < name.End; k++ {
		if office(k) && !office(name.First) && n.d.Lex.Nouns.Is(d.Words[name.First], lexicon.Given) {
			name.End = k
			break
		}
	}
	if k := name.End - 1; k > name.First+1 && d.Lex.Nouns.Is(d.Words[k], lexicon.Given) && !n.place[k] && d.Lex.Nouns.Is(d.Words[k-1], lexicon.Org) && d.Tags[name.First] == lexicon.NNP {
		name.First = k // "a doctor at the Halden University Omar"
	}
	for k := name.End - 2; k > name.First; k-- {
		if d.Lex.Nouns.Is(d.Words[k], lexicon.Given) && !n.place[k] && (d.Tags[k-1] == lexicon.NNS || d.Tags[k-1] == lexicon.NNPS) && !n.link(k-1) {
			name.First = k
			break
		}
	}
	return name
}

func (n *namer) nameWord(i int) bool {
	d := n.d
	t := d.Tags[i]
	return t == lexicon.NNP || t == lexicon.NNPS || d.Is(i, Capital) && IsNoun(t) && !d.Is(i, Starts)
}

// link reports whether token i joins the parts of a name: a hyphen, "al", "van",
// "&".
func (n *namer) link(i int) bool {
	d := n.d
	return d.Tags[i] == lexicon.Hyph || d.Lex.Nouns.Is(d.Words[i], lexicon.Particle) || d.Form(i) == "&"
}

func (n *namer) demonym(i int) bool { return n.adj[i] }

// named joins or makes the entity of a name. Titles and offices before it are
// the role: "army spokesman Brigadier General | Oro Velk".
func (n *namer) named(c, first int, name Range) int32 {
	d := n.d
	typ := n.kindOf(name)
	start := name.First
	title := false
	if typ != sayso.Organisation || d.Tags[name.End-1] == lexicon.NNP && !d.Lex.Nouns.Is(d.Words[name.End-1], lexicon.Org) {
		for k := name.First; k < name.End-1; k++ {
			if d.Lex.Nouns.Is(d.Words[k], lexicon.Title|lexicon.Role) && !d.Lex.Nouns.Is(d.Words[k], lexicon.Given) && d.Tags[k+1] != lexicon.Hyph {
				start, title = k+1, true
			}
		}
		if start > name.First {
			name.First = start
		}
		if k := name.First - 1; k >= first && d.Lex.Nouns.Is(d.Words[k], lexicon.Title|lexicon.Role) {
			title = true
		}
		for name.First < name.End-1 && d.Tags[name.First] == lexicon.Hyph {
			name.First++
		}
	}
	if title && name.Len() > 0 && !n.allied(name) {
		typ = sayso.Person
	}
	name = n.extend(c, name, typ)
	e := Entity{Name: name, Role: Range{int(d.Chunks[c].First), name.First}, Type: typ, Named: true, Last: int32(c)}
	if typ == sayso.Person {
		e.Gender = n.genderOf(e.Role, name)
	}
	body := e.Role.Len() > 0 && d.Tags[name.First-1] == lexicon.NNP && d.Lex.Nouns.Is(d.Words[name.First-1], lexicon.Org) && !d.Lex.Nouns.Is(d.Words[name.First-1], lexicon.Title|lexicon.Role)
	if typ != sayso.Person || body || e.Role.Len() == 1 && d.Tags[e.Role.First] == lexicon.DT {
		e.Role = Range{}
	}
	if typ == sayso.Person && e.Role.Len() == 0 {
		e.Role = n.apposition(c)
	}
	e.Plural = typ == sayso.Group || typ != sayso.Person && d.Tags[int(d.Chunks[c].Head)] == lexicon.NNS                                                                             // "Rania Voss" is one
	e.Place = typ != sayso.Person && (n.placeName(name) || name.Len() > 1 && n.place[name.End-2] && !d.Is(name.End-1, Capital) && d.Lex.Nouns.Is(d.Words[name.End-1], lexicon.Town)) // "Orvel city"
	return n.join(e)
}

// placeName reports whether the name is a place's and nothing else: "Radio
// Orvel" is none.
func (n *namer) placeName(name Range) bool {
	if !n.place[name.End-1] {
		return false
	}
	return name.Len() == 1 || n.place[name.First] || !n.d.Lex.Nouns.Is(n.d.Words[name.First], lexicon.Org)
}

// allied reports whether the name is a place's behind a part it plays: "key ally
// Norland" is no person.
func (n *namer) allied(name Range) bool {
	d := n.d
	if !n.place[name.End-1] || name.First == 0 {
		return false
	}
	for k := name.First; k < name.End; k++ {
		if d.Lex.Nouns.Is(d.Words[k], lexicon.Given) {
			return false
		}
	}
	return !d.Lex.Nouns.Is(d.Words[name.First-1], lexicon.Title)
}

// apposition is the office that stands beside the name in noun phrase c: "Rami
// Dal, | head of the union" or "the union's head, | Rami Dal".
func (n *namer) apposition(c int) Range {
	d := n.d
	if c+2 < len(d.Chunks) && d.Tags[d.Chunks[c+1].First] == lexicon.Comma && n.office(c+2) && !n.secondNamed(c) {
		return Range{int(d.Chunks[c+2].First), n.endOfOffice(c + 2)}
	}
	if c >= 2 && d.Tags[d.Chunks[c-1].First] == lexicon.Comma && n.office(c-2) && !(c >= 3 && (d.Chunks[c-3].Kind == Prep || d.Chunks[c-3].Kind == VG)) {
		return Range{int(d.Chunks[c-2].First), int(d.Chunks[c-2].End)}
	}
	return Range{}
}

// secondNamed reports whether the office behind the name in chunk c is that of a second
// one who is named behind it: "Posting on Halden Wire, the mayor, Omar Dal, wrote".
func (n *namer) secondNamed(c int) bool {
	d := n.d
	if c == 0 || d.Chunks[c-1].Kind != Prep {
		return false
	}
	k := int(d.ChunkOf[n.endOfOffice(c+2)-1]) + 1
	if k+2 >= len(d.Chunks) || d.Tags[d.Chunks[k].First] != lexicon.Comma || d.Chunks[k+1].Kind != NP || d.Tags[d.Chunks[k+2].First] != lexicon.Comma {
		return false
	}
	r := d.Chunks[k+1].Range()
	return d.Tags[r.First] == lexicon.NNP && d.Tags[r.End-1] == lexicon.NNP
}

// office reports whether noun phrase c names one person by office, not by name.
func (n *namer) office(c int) bool {
	ch := &n.d.Chunks[c]
	return ch.Kind == NP && ch.Noun&lexicon.Role != 0 && n.d.Tags[ch.Head] == lexicon.NN
}

// extend takes "of ..." and "for ..." phrases that belong to a body's name:
// "the Syrian Observatory | for Human Rights".
func (n *namer) extend(c int, name Range, typ sayso.SpeakerType) Range {
	d := n.d
	if typ != sayso.Organisation || !d.Lex.Nouns.Is(d.Words[name.End-1], lexicon.Org) {
		return name
	}
	for c+2 < len(d.Chunks) && d.Chunks[c+1].Kind == Prep && d.Chunks[c+2].Kind == NP && int(d.Chunks[c+1].First) == name.End {
		w := d.Words[d.Chunks[c+1].First]
		if w != n.f.Of && w != n.f.For || !n.nameWord(int(d.Chunks[c+2].Head)) {
			break
		}
		first := int(d.Chunks[c+2].First)
		for name.End = first + 1; name.End < int(d.Chunks[c+2].End) && !(d.Lex.Nouns.Is(d.Words[name.End], lexicon.Given) && !n.place[name.End]); {
			name.End++
		}
		c += 2
	}
	return name
}

// kindOf tells a person's name from a body's.
func (n *namer) kindOf(name Range) sayso.SpeakerType {
	d := n.d
	nouns := &d.Lex.Nouns
	last := d.Words[name.End-1]
	if nouns.Is(last, lexicon.Org) {
		return sayso.Organisation
	}
	if nouns.Is(last, lexicon.Artefact) {
		return sayso.Artefact
	}
	if nouns.Is(last, lexicon.Group) && name.Len() == 1 {
		return sayso.Group // "Norlanders"
	}
	if nouns.Is(last, lexicon.Role) && name.Len() == 1 {
		return sayso.Person
	}
	if name.Len() == 1 && d.Is(name.First, Upper) && !d.Is(name.First-1, Upper) && !d.Is(name.First+1, Upper) && d.FormAt(name.End) != ":" {
		return sayso.Organisation // initials, though they may spell a name
	}
	for k := name.First; k < name.End; k++ {
		if nouns.Is(d.Words[k], lexicon.Given) && !n.place[k] {
			return sayso.Person
		}
		if nouns.Is(d.Words[k], lexicon.Org) || k > name.First && d.Lex.Parts.Of(d.Words[k]) == 1<<lexicon.IN && !nouns.Is(d.Words[k], lexicon.Particle) {
			return sayso.Organisation // "Relief Without Frontiers"
		}
	}
	if n.place[name.End-1] {
		return sayso.Organisation
	}
	if d.Is(name.End-1, Upper) {
		return sayso.Organisation
	}
	if name.Len() == 1 && n.states[d.Tokens[name.First].Hash%buckets] {
		return sayso.Organisation // whose foreign minister spoke
	}
	switch d.votes.of(d.Tokens[name.End-1].Hash) {
	case PersonName:
		return sayso.Person
	case BodyName, PlaceName:
		return sayso.Organisation
	}
	if name.Len() >= 2 && name.Len() <= 5 && !d.Is(name.First, Upper) && !n.demonym(name.First) && d.Lex.Parts.Of(last) == 0 {
		return sayso.Person
	}
	return sayso.UnknownSpeaker
}

func (n *namer) genderOf(role, name Range) Gender {
	d := n.d
	first := role.First
	for k := role.First; k < role.End; k++ {
		if d.Tags[k] == lexicon.POS {
			first = k + 1 // "Ida's father": not Ida's gender
		}
	}
	for k := first; k < name.End; k++ {
		switch w := d.Lex.Nouns.Of(d.Words[k]); {
		case w&lexicon.Male != 0 && w&lexicon.Female == 0:
			return Male
		case w&lexicon.Female != 0 && w&lexicon.Male == 0:
			return Female
		}
	}
	return NoGender
}

// join looks for the entity that the new mention names and merges the two.
func (n *namer) join(e Entity) int32 {
	d := n.d
	e.tail = d.Tokens[e.Name.End-1].Hash
	b := &n.bucket[e.tail%buckets]
	for at, steps := *b, 0; at > 0 && steps < 32; steps++ {
		old := &d.Entities[at-1]
		if old.tail == e.tail && n.same(old, &e) {
			if n.merge(old, &e); old.Name == e.Name {
				n.noteAcronym(at, old)
			}
			return at - 1
		}
		at = old.next
	}
	if e.Name.Len() == 1 {
		if at := n.acronym[e.tail%buckets]; at > 0 && n.initials(&d.Entities[at-1], e.Name.First) {
			d.Entities[at-1].Last = e.Last
			return at - 1
		}
	}
	if at := n.spelled(&e); at >= 0 {
		return at
	}
	d.Entities = append(d.Entities, e)
	i := int32(len(d.Entities))
	d.Entities[i-1].next = *b
	*b = i
	n.noteAcronym(i, &d.Entities[i-1])
	return i - 1
}

// spelled joins a full name to its initials, where they stood before it, as in a
// headline; -1 where they did not.
func (n *namer) spelled(e *Entity) int32 {
	d := n.d
	if e.Name.Len() < 3 || e.Type == sayso.Person {
		return -1
	}
	for i, steps := len(d.Entities)-1, 0; i >= 0 && steps < 40; i, steps = i-1, steps+1 {
		x := &d.Entities[i]
		if x.Named && x.Name.Len() == 1 && x.Type != sayso.Person && n.initials(e, x.Name.First) {
			b := &n.bucket[e.tail%buckets]
			if e.tail%buckets != x.tail%buckets {
				x.next, *b = *b, int32(i+1)
			}
			n.acronym[x.tail%buckets] = int32(i + 1)
			x.Name, x.Type, x.Last, x.tail = e.Name, e.Type, e.Last, e.tail
			return int32(i)
		}
	}
	return -1
}

// same reports whether a new mention with the same last word is the old entity:
// "Dal" is "Omar Dal"; "Nadia Dal" is not.
func (n *namer) same(old, e *Entity) bool {
	if old.Type != e.Type && (old.Type == sayso.Person || e.Type == sayso.Person) && e.Name.Len() > 1 && old.Name.Len() > 1 {
		return false
	}
	if old.Gender != NoGender && e.Gender != NoGender && old.Gender != e.Gender {
		return false
	}
	a, b := old.Name, e.Name
	if a.Len() > b.Len() {
		a, b = b, a
	}
	// every word of the shorter name stands in the longer one
next:
	for i := a.First; i < a.End; i++ {
		for k := b.First; k < b.End; k++ {
			if n.d.Tokens[i].Hash == n.d.Tokens[k].Hash {
				continue next
			}
		}
		// an initial: "J. Dal"
		if n.d.Is(i, Dotted) && a.Len() > 1 {
			continue
		}
		return false
	}
	if !old.Named || !e.Named {
		return old.Named == e.Named && a.Len() == b.Len()
	}
	// "the ministry" of one body is not that of another
	if old.Type == sayso.Organisation && a.Len() == 1 && b.Len() > 1 && n.d.Lex.Nouns.Is(n.d.Words[a.First], lexicon.Org) {
		return old.Name.Len() >= e.Name.Len()
	}
	return true
}

// EntityOf is the entity that a phrase inside a chunk names: the possessor of
// "the ministry's claim"; -1 where none.
func (d *Doc) EntityOf(r Range) int32 {
	tail := d.Tokens[r.End-1].Hash
	for i, steps := len(d.Entities)-1, 0; i >= 0 && steps < 200; i, steps = i-1, steps+1 {
		e := &d.Entities[i]
		if e.tail == tail && int(d.Chunks[e.Last].First) <= r.End {
			return int32(i)
		}
	}
	return -1
}

// merge takes the fuller name, the first role and what else the new mention
// tells.
func (n *namer) merge(old, e *Entity) {
	if e.Name.Len() > old.Name.Len() {
		old.Name = e.Name
	}
	if old.Role.Len() == 0 || old.Role.Len() == 1 && e.Role.Len() > 1 { // more than "Mr"
		old.Role = e.Role
	}
	if old.Type == sayso.UnknownSpeaker {
		old.Type = e.Type
	}
	if old.Gender == NoGender {
		old.Gender = e.Gender
	}
	old.Last = e.Last
}

// noteAcronym lists the acronym that stands in brackets behind the name: "the
// Orvel Defence Front (ODF)"; the initials themselves serve too.
func (n *namer) noteAcronym(i int32, e *Entity) {
	d := n.d
	if e.Type == sayso.Person {
		return
	}
	if k := e.Name.End; k+2 < len(d.Tokens) && d.Tags[k] == lexicon.LParen && d.Tags[k+2] == lexicon.RParen && d.Is(k+1, Upper) {
		n.acronym[d.Tokens[k+1].Hash%buckets] = i
		return
	}
	if e.Name.Len() < 3 {
		return
	}
	var lower [12]byte
	m := 0
	for k := e.Name.First; k < e.Name.End && m < len(lower); k++ {
		if d.Is(k, Capital) {
			lower[m] = d.Text[d.Tokens[k].Start] | 0x20
			m++
		}
	}
	if m >= 3 {
		n.acronym[lexicon.Hash(lower[:m])%buckets] = i
	}
}

// initials reports whether the one-word name at token k is the entity's acronym.
func (n *namer) initials(e *Entity, k int) bool {
	d := n.d
	if !d.Is(k, Upper) {
		return false
	}
	if at := e.Name.End; at+1 < len(d.Tokens) && d.Tags[at] == lexicon.LParen && d.Tokens[at+1].Hash == d.Tokens[k].Hash {
		return true
	}
	form := d.Form(k)
	m := 0
	for i := e.Name.First; i < e.Name.End; i++ {
		if !d.Is(i, Capital) {
			continue
		}
		if m >= len(form) || form[m] != d.Text[d.Tokens[i].Start] {
			return false
		}
		m++
	}
	return m == len(form)
}
