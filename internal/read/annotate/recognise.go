package annotate

import (
	"slices"
	"strings"
	"sync"

	"sayso"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// NameKind is what a recognised name names.
type NameKind uint8

// The kinds of names.
const (
	NoName NameKind = iota
	PersonName
	BodyName // organisations, parties, companies, armed groups
	PlaceName
	NameKinds
)

func (k NameKind) String() string {
	return [NameKinds]string{"none", "person", "organisation", "place"}[k]
}

// NameLabels is how many labels the recogniser has: each kind begins with an odd
// label and goes on with the one behind it.
const NameLabels = 2*int(NameKinds) - 1

// Recognised is a name as the trained recogniser sees it.
type Recognised struct {
	Range
	Kind NameKind
}

// Recogniser finds names by what was learned of how names stand in a text: the
// words beside them, what else the text says of them, which kinds of common words
// are in them. Of a name itself it knows no letter.
type Recogniser struct {
	d     *Doc
	words *model.Words
	facts []nameFacts
	seen  []nameSeen // by hash: what the text tells of a name
	noted int
	some  [64]uint64 // a bit each for hashes that are noted: most are not
	fs    []uint64
	sums  []model.Sum
	label []uint8
	in    Range // the sentence that is looked at
	x     model.Lattice
}

// nameFacts are a token's facts for the recogniser.
type nameFacts struct {
	atom  model.Atom // the word; of a name that it is one
	kinds model.Atom // what the lexicon and WordNet say that it is
	tag   model.Atom
	look  model.Atom
	done  bool
}

// nameSeen is what the text tells of one name, wherever it stands.
type nameSeen struct {
	hash uint64
	told uint32
	used bool
}

// What may stand beside a name.
const (
	behindTitle uint32 = 1 << iota
	behindRole
	behindGiven
	behindIn   // "in", "near", "outside"
	behindFrom // "from", "to", "towards"
	behindThe
	behindOf
	behindName
	behindVerb
	beforeVerb
	beforeWho
	beforePossession
	beforeBody // "Dal | Council"
	beforeTown
	beforeRole // "Dal, the minister"
	beforeLand // "Sarn, Norland"
	beforeName
	beforeThing // "Orvin shares"
	beforeHe    // "Dal said he"
	beforeIt    // "Orvin said it", "Orvin and its"
	smallToo    // stands without a capital elsewhere

	personTold = behindTitle | behindRole | behindGiven | beforeWho | beforeRole | beforeHe
	placeTold  = behindIn | behindFrom | beforeLand | beforeTown
	otherTold  = behindThe | beforeBody | beforePossession | beforeVerb
	thingTold  = beforeThing | beforeIt | behindOf
)

// Atoms beside those of learn.go.
const (
	atomGiven model.Atom = 16 + iota
	atomLand
	atomPeople
	atomInitials
)

// NewRecogniser makes one for a document that has Tags and Places.
func NewRecogniser(d *Doc, words *model.Words) *Recogniser {
	r := new(Recogniser)
	r.begin(d, words)
	return r
}

// recognisers wait for the next document with the memory of one before.
var recognisers = sync.Pool{New: func() any { return new(Recogniser) }}

// begin turns to a document.
func (r *Recogniser) begin(d *Doc, words *model.Words) {
	r.d, r.words, r.noted, r.some = d, words, 0, [64]uint64{}
	r.facts = slices.Grow(r.facts[:0], len(d.Tokens))[:len(d.Tokens)]
	clear(r.facts)
	for i := range d.Places {
		p := &d.Places[i]
		a := model.Atom(0)
		switch {
		case p.Demonym:
			a = atomPeople
		case r.land(p):
			a = atomLand
		default:
			continue
		}
		for k := p.First; k < p.End; k++ {
			r.facts[k].atom = a
		}
	}
}

// land reports whether the place is a country: the list of those is whole, so
// that no text is read otherwise for the country that it tells of. Of towns the
// recogniser does not know which are listed.
func (r *Recogniser) land(p *Place) bool {
	return p.Location != nil && p.Location.Kind == sayso.Country
}

// Recognise finds the names of the document by what was learned. It needs Tags
// and Places and fills Recognised.
func Recognise(d *Doc, m *model.Model) {
	r := recognisers.Get().(*Recogniser)
	defer func() { r.d = nil; recognisers.Put(r) }()
	r.begin(d, m.Words)
	d.Recognised = d.Recognised[:0]
	r.Islands(func(island Range) {
		n := island.Len()
		for len(r.sums) < n {
			r.sums = append(r.sums, model.Sum{})
			r.label = append(r.label, 0)
		}
		for k := range n {
			r.sums[k] = model.Sum{}
			r.fs = r.Features(r.fs[:0], island.First+k, island)
			m.Names.Add(&r.sums[k], r.fs)
		}
		r.x.Best(m.Names, r.sums[:n], r.label[:n], model.Shut{})
		for k := 0; k < n; k++ {
			if l := r.label[k]; l&1 == 1 {
				e := k + 1
				for e < n && r.label[e] == l+1 {
					e++
				}
				d.Recognised = append(d.Recognised, Recognised{Range{island.First + k, island.First + e}, NameKind(l/2 + 1)})
				k = e - 1
			}
		}
	})
	d.votes = count(d)
}

// Islands are the stretches in which a name can stand: words with capitals and
// what may join them.
func (r *Recogniser) Islands(do func(Range)) {
	d := r.d
	r.gather()
	for n := range d.Sentences {
		s := d.Sentences[n].Range
		r.in = s
		for i := s.First; i < s.End; i++ {
			if !r.opens(i, s.End) {
				continue
			}
			end := i + 1
			for k := end; k < s.End && k < end+3; k++ {
				if r.capital(k) {
					end = k + 1
				} else if !r.joins(k) {
					break
				}
			}
			do(Range{i, end})
			i = end - 1
		}
	}
}

func (r *Recogniser) capital(i int) bool {
	return r.d.Tokens[i].Shape&(Capital|Alpha) == Capital|Alpha
}

// opens reports whether a name may begin at token i.
func (r *Recogniser) opens(i, end int) bool {
	d := r.d
	if !r.capital(i) { // "al-Sawari"
		return d.Lex.Nouns.Is(d.Words[i], lexicon.Particle) && i+2 < end && d.Tags[i+1] == lexicon.Hyph && r.capital(i+2)
	}
	if !d.Is(i, Starts) || d.Is(i, Upper) && d.Tokens[i].Len() > 1 {
		return true
	}
	switch d.Tags[i] {
	case lexicon.NNP, lexicon.NNPS, lexicon.NN, lexicon.NNS, lexicon.JJ, lexicon.VBG, lexicon.VBN:
		return true
	}
	return i+1 < end && r.capital(i+1) && d.Tags[i] != lexicon.DT && d.Tags[i] != lexicon.IN
}

// joins reports whether token i may stand inside a name without a capital.
func (r *Recogniser) joins(i int) bool {
	d, f := r.d, &r.d.Lex.Function
	switch d.Words[i] {
	case f.Of, f.For, f.The, f.And:
		return true
	}
	return d.Tags[i] == lexicon.Hyph || d.Tags[i] == lexicon.POS || d.Lex.Nouns.Is(d.Words[i], lexicon.Particle) || d.Form(i) == "&" || d.Tokens[i].Shape.Has(Digit)
}

// gather collects what stands beside each name, over the whole text.
func (r *Recogniser) gather() {
	d := r.d
	size := 64
	for size < len(d.Tokens)/4 {
		size *= 2
	}
	r.seen = slices.Grow(r.seen[:0], size)[:size]
	clear(r.seen)
	note := func(i int, told uint32) {
		x := r.slot(d.Tokens[i].Hash)
		if !x.used {
			if r.noted*2 > size {
				return
			}
			r.noted++
			x.hash, x.used = d.Tokens[i].Hash, true
			r.some[x.hash>>6&63] |= 1 << (x.hash & 63)
		}
		x.told |= told
	}
	for n := range d.Sentences {
		s := d.Sentences[n].Range
		for i := s.First; i < s.End; i++ {
			if r.capital(i) && r.isName(i) {
				note(i, r.tells(i, s))
			}
		}
	}
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Shape&(Capital|Alpha) == Alpha && r.some[t.Hash>>6&63]&(1<<(t.Hash&63)) != 0 {
			if x := r.slot(d.Tokens[i].Hash); x.used {
				x.told |= smallToo
			}
		}
	}
}

func (r *Recogniser) slot(hash uint64) *nameSeen {
	mask := uint64(len(r.seen) - 1)
	for i := hash >> 8 & mask; ; i = (i + 1) & mask {
		if x := &r.seen[i]; !x.used || x.hash == hash {
			return x
		}
	}
}

func (r *Recogniser) isName(i int) bool {
	switch r.at(i).atom {
	case AtomName, atomGiven, atomInitials:
		return true
	}
	return false
}

// tells is what stands beside the name at token i.
func (r *Recogniser) tells(i int, s Range) (told uint32) {
	d, f := r.d, &r.d.Lex.Function
	nouns := &d.Lex.Nouns
	if p := i - 1; p >= s.First {
		switch w, k := d.Words[p], nouns.Of(d.Words[p]); {
		case k&lexicon.Given != 0:
			told |= behindGiven
		case r.capital(p) && r.isName(p):
			told |= behindName
		case k&lexicon.Title != 0:
			told |= behindTitle
		case k&lexicon.Role != 0:
			told |= behindRole
		case w == f.In || w == f.At:
			told |= behindIn
		case w == f.Of:
			told |= behindOf
		case w == f.The:
			told |= behindThe
		case d.Tags[p] == lexicon.IN || d.Tags[p] == lexicon.TO:
			told |= behindFrom
		case IsVerb(d.Tags[p]):
			told |= behindVerb
		}
	}
	n := i + 1
	if n >= s.End {
		return told
	}
	for j := n; j < min(s.End, n+6); j++ {
		if w := d.Words[j]; d.Tags[j] == lexicon.PRP || d.Tags[j] == lexicon.PRPS {
			switch {
			case f.Masculine.Has(w) || f.Feminine.Has(w):
				told |= beforeHe
			case w == f.It || d.Form(j) == "its":
				told |= beforeIt
			}
			break
		}
	}
	k := nouns.Of(d.Words[n])
	switch t := d.Tags[n]; {
	case r.capital(n) && r.isName(n):
		told |= beforeName
	case k&lexicon.Org != 0:
		told |= beforeBody
	case k&lexicon.Town != 0:
		told |= beforeTown
	case t == lexicon.WP:
		told |= beforeWho
	case t == lexicon.POS:
		told |= beforePossession
	case t == lexicon.VBD || t == lexicon.VBZ:
		told |= beforeVerb
	case (t == lexicon.NN || t == lexicon.NNS) && !r.capital(n):
		told |= beforeThing
	case t == lexicon.Comma && n+1 < s.End:
		if r.at(n+1).atom == atomLand {
			told |= beforeLand
		}
		for j := n + 1; j < min(s.End, n+5); j++ {
			if nouns.Is(d.Words[j], lexicon.Role) {
				told |= beforeRole
			}
		}
	}
	return told
}

var outsideFacts = nameFacts{done: true}

// at is the facts of token i.
func (r *Recogniser) at(i int) *nameFacts {
	x := &r.facts[i]
	if x.done {
		return x
	}
	d := r.d
	t := &d.Tokens[i]
	w := d.Words[i]
	nouns := d.Lex.Nouns.Of(w)
	known := r.words.Find(t.Hash)
	switch {
	case x.atom != 0: // a country, a people
	case t.Shape.Has(Digit) && !t.Shape.Has(Alpha):
		x.atom = AtomNumber
	case !t.Shape.Has(Capital):
		x.atom = t.Hash | 1<<63
	case nouns&lexicon.Given != 0:
		x.atom = atomGiven
	case d.initials(i):
		x.atom = atomInitials
	case strings.Contains(d.Lex.People.Tags(w), "nation:"):
		x.atom = atomPeople // "Norlanders"
	case d.Lex.Names.Has(w), !known.Common() && d.Lex.Parts.Of(w) == 0 && nouns == 0 && !d.Lex.Abbreviations.Leading.Has(w):
		x.atom = AtomName
	default:
		x.atom = t.Hash | 1<<63
	}
	if x.atom > 1<<32 {
		x.kinds = model.Atom(nouns&^(lexicon.Male|lexicon.Female|lexicon.Time|lexicon.Unnamed|lexicon.Couple)) | known.Noun()<<32
	}
	if x.tag = model.Atom(d.Tags[i]); x.atom == AtomName || x.atom == atomGiven || x.atom == atomInitials {
		x.tag = 255 // the tag of a name depends on its letters
	}
	x.look = model.Atom(t.Shape & (Capital | Upper | Punct | Starts | Clitic | Dotted | Digit))
	x.done = true
	return x
}

func (r *Recogniser) within(i int, s Range) *nameFacts {
	if i < s.First || i >= s.End {
		return &outsideFacts
	}
	return r.at(i)
}

// toldOf is what the text tells of the name at token i.
func (r *Recogniser) toldOf(i int) model.Atom {
	if i < 0 || !r.capital(i) || !r.isName(i) {
		return 1 << 31
	}
	return model.Atom(r.slot(r.d.Tokens[i].Hash).told)
}

// Features appends the features of token i of the island that Islands is at.
func (r *Recogniser) Features(fs []uint64, i int, in Range) []uint64 {
	s := r.in
	z, a, aa, b, bb := r.at(i), r.within(i-1, s), r.within(i-2, s), r.within(i+1, s), r.within(i+2, s)
	l, ll, e, ee := r.within(in.First-1, s), r.within(in.First-2, s), r.within(in.End, s), r.within(in.End+1, s)
	head := r.at(in.End - 1)
	var pos model.Atom
	if i == in.First {
		pos |= 1
	}
	if i == in.End-1 {
		pos |= 2
	}
	size := model.Atom(min(in.Len(), 5))
	told := r.toldOf(i)
	var toldA model.Atom = 1 << 31
	if i > in.First {
		toldA = r.toldOf(i - 1)
	}
	f1, f2, f3 := model.F1, model.F2, model.F3
	return append(fs,
		f1(1, z.atom), f2(2, z.atom, z.look), f2(3, a.atom, z.atom), f2(4, z.atom, b.atom), f3(5, aa.atom, a.atom, z.look), f3(6, z.look, b.atom, bb.atom),
		f2(9, z.kinds, b.kinds), f2(10, z.kinds, head.kinds),
		f3(11, a.look, z.look, b.look), f2(12, z.tag, a.tag), f2(13, z.tag, b.tag),
		f3(16, ll.atom, l.atom, pos), f3(17, e.atom, pos, size), f3(18, e.atom, ee.tag, pos), f3(20, l.atom, e.atom, pos),
		f3(21, head.atom, pos, z.atom), f3(22, head.kinds, pos, z.look),
		f2(23, told&model.Atom(personTold), pos), f2(24, told&model.Atom(placeTold), pos),
		f3(36, told&model.Atom(personTold), told&model.Atom(thingTold), pos),
		f3(26, told&model.Atom(personTold), told&model.Atom(placeTold), told&model.Atom(otherTold)),
		f2(28, told&model.Atom(smallToo|behindName|beforeName), z.look), f3(29, toldA&model.Atom(personTold), told&model.Atom(personTold), pos),
		f2(30, b.atom, a.atom), f3(31, e.kinds, l.kinds, pos), f2(32, z.look, size<<2|pos), f2(33, a.kinds, z.atom), f2(34, b.kinds, z.atom),
	)
}

// votes count what the recogniser takes each name for, by the hash of its last
// word: one mention that tells little is outvoted by the others.
type votes []ballot

type ballot struct {
	hash uint64
	used bool
	n    [NameKinds]int32
}

func count(d *Doc) votes {
	if len(d.Recognised) == 0 {
		return nil
	}
	size := 16
	for size < 2*len(d.Recognised) {
		size *= 2
	}
	v := make(votes, size)
	for _, x := range d.Recognised {
		b := v.slot(d.Tokens[x.End-1].Hash)
		b.hash, b.used = d.Tokens[x.End-1].Hash, true
		b.n[x.Kind]++
	}
	return v
}

func (v votes) slot(hash uint64) *ballot {
	mask := uint64(len(v) - 1)
	for i := hash >> 8 & mask; ; i = (i + 1) & mask {
		if x := &v[i]; !x.used || x.hash == hash {
			return x
		}
	}
}

// of is what most mentions of a name are taken for; of as many the first kind.
func (v votes) of(hash uint64) NameKind {
	if len(v) == 0 {
		return NoName
	}
	best, n := NoName, v.slot(hash).n
	for k := PersonName; k < NameKinds; k++ {
		if n[k] > n[best] {
			best = k
		}
	}
	return best
}
