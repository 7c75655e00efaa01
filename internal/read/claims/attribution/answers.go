package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// answersOf is which pronoun answers each entity: by its name and its office, or
// else by whose children, arm or house the text tells of ("Dost fled with | her |
// children", "Amsel runs the office. | His | mother"). Given names of most of the
// world are on no list.
func (f *finder) answersOf() []annotate.Gender {
	out := make([]annotate.Gender, len(f.d.Entities))
	votes := make([]int8, len(f.d.Entities))
	for e := range out {
		out[e] = f.d.Entities[e].Gender
	}
	before := int32(-1) // the only person of the sentence before, and its subject
	for n := range f.d.Sentences {
		s := f.d.Sentences[n].Range
		for i := s.First; i < s.End; i++ {
			if f.d.Tags[i] != lexicon.PRPS || f.d.InQuote[i] != 0 {
				continue
			}
			vote := int8(0)
			switch w := f.d.Words[i]; {
			case f.w.Masculine.Has(w) || f.d.Form(i) == "his" || f.d.Form(i) == "His":
				vote = 1
			case f.w.Feminine.Has(w) || f.w.Her == w:
				vote = -1
			default:
				continue
			}
			e := before
			if i > s.First {
				e = f.possessor(s.First, i)
			}
			if e >= 0 && out[e] == annotate.NoGender && votes[e] != -2*vote {
				votes[e] = max(-1, min(1, votes[e]+vote))
			}
		}
		before = f.possessor(s.First, s.End)
	}
	for e, v := range votes {
		switch {
		case out[e] != annotate.NoGender:
		case v > 0:
			out[e] = annotate.Male
		case v < 0:
			out[e] = annotate.Female
		}
	}
	return out
}

// possessor is the person whose "his" or "her" stands at token end: the only one
// named from token first on, who does what the one verb between tells; -1 where it
// may be another. Of whom somebody says something is not known.
func (f *finder) possessor(first, end int) int32 {
	who, verbs := int32(-1), 0
	last := int(f.d.ChunkOf[end-1])
	for c := int(f.d.ChunkOf[first]); c <= last; c++ {
		if f.d.Chunks[c].Kind == annotate.VG {
			if verbs++; f.lex.Cues.Verb(f.d.Words[f.d.Chunks[c].Head]) != nil {
				return -1
			}
		}
		e := f.d.Mentions[c]
		if e < 0 || e == who {
			continue
		}
		x := &f.d.Entities[e]
		switch {
		case x.Type != sayso.Person && (x.Type != sayso.UnknownSpeaker || x.Place):
		case who >= 0 || !x.Named || x.Plural || x.Pair || !f.subjectAt(c):
			return -1
		default:
			who = e
		}
	}
	if verbs != 1 {
		return -1
	}
	return who
}
