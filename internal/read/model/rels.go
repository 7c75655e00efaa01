package model

// Rel is a relation of Universal Dependencies, without subtypes. The zero Rel is
// none.
type Rel uint8

// The relations.
const (
	NoRel Rel = iota
	Root
	Acl
	Advcl
	Advmod
	Amod
	Appos
	Aux
	Case
	CCRel // cc
	Ccomp
	Clf
	Compound
	Conj
	Cop
	Csubj
	Dep
	Det
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	Nsubj
	Nummod
	Obj
	Obl
	Orphan
	Parataxis
	PunctRel // punct
	Reparandum
	Vocative
	Xcomp
	rels // how many
)

var relNames = [rels]string{"", "root", "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound",
	"conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
	"nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp"}

// Rels is the number of relations, NoRel included.
const Rels = int(rels)

func (r Rel) String() string { return relNames[r] }

// RelNamed is the relation of that name, or NoRel.
func RelNamed(name string) Rel {
	for r, n := range relNames {
		if n == name {
			return Rel(r)
		}
	}
	return NoRel
}
