package model

import "math/bits"

// Atom is a fact about a token in the form in which features are made of it.
type Atom = uint64

// Feature hashes: a template's number and one to three atoms.

// F1 is the feature of template t with one atom.
func F1(t uint64, a Atom) uint64 { return mix(a^t*0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93) }

// F2 is the feature of template t with two atoms, in this order.
func F2(t uint64, a, b Atom) uint64 {
	return mix(a^t*0x9E3779B97F4A7C15, b^0xE7037ED1A0B428DB)
}

// F3 is the feature of template t with three atoms, in this order.
func F3(t uint64, a, b, c Atom) uint64 {
	return mix(mix(a^t*0x9E3779B97F4A7C15, b^0xE7037ED1A0B428DB)^c, 0xA0761D6478BD642F)
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo ^ a>>32
}
