package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// TrustFacts is how many facts a learned attribution's confidence is made of.
const TrustFacts = 23

// facts are what its confidence is made of: how sure each pass was, and whether
// the passes and the rules agree.
func (x *Learner) facts(s *Scene, said *Said, margin int32, rule bool) (f [TrustFacts]int32) {
	cue := said.Cue[0]
	f[0] = clip(margin / 16)
	f[1] = flag(x.First[cue.First] == labelCue)
	f[2] = flag(x.First[cue.First] == labelCue || x.First[cue.First] == labelInCue)
	f[3] = clip(said.Score / 64)
	f[4] = flag(len(said.Source) > 0)
	f[5] = clip(said.Score / 16 / int32(max(1, tokensIn(said.Content)+tokensIn(said.Source))))
	in, all := 0, 0
	for _, r := range said.Content {
		for i := r.First; i < r.End; i++ {
			all++
			if y := x.Second[i]; y == labelContent || y == labelInContent {
				in++
			}
		}
	}
	f[6] = int32(10 * in / max(all, 1))
	first := said.Content[0].First
	f[7] = flag(x.Second[first] == labelContent)
	last := said.Content[len(said.Content)-1].End
	f[8] = flag(last == len(x.Second) || x.Second[last] != labelInContent)
	q := s.Facts[first].Quote
	f[9] = flag(q == quoteOpens || q == quoteInside)
	f[10] = int32(near(all))
	for _, r := range said.Source {
		f[11] = flag(x.Second[r.First] == labelSource)
		f[12] = flag(r.End == cue.First || r.First == cue.End)
		f[13] = flag(s.Facts[r.First].Rule == labelSource)
	}
	main := &s.Facts[s.mainWord(cue)]
	f[14] = flag(main.Sense == communication)
	f[15] = flag(main.Cue != 0)
	f[16] = flag(s.Facts[cue.First].Rule == labelCue || s.Facts[cue.First].Rule == labelInCue)
	f[17] = flag(s.Facts[first].Rule == labelContent)
	f[18] = flag(last == len(s.Facts) || s.Facts[last-1].Rule >= labelContent && s.Facts[last].Rule != labelInContent)
	f[19] = 10 // the constant
	y := x.Second[cue.First]
	f[20] = flag(rule && y == labelOut)
	f[21] = flag(rule && (y == labelContent || y == labelInContent))
	f[22] = flag(rule && (y == labelSource || y == labelInSource))
	return f
}

func tokensIn(list []annotate.Range) int {
	n := 0
	for _, r := range list {
		n += r.Len()
	}
	return n
}

func clip(v int32) int32 { return max(-60, min(60, v)) }

func flag(b bool) int32 {
	if b {
		return 10
	}
	return 0
}

// confidence is the chance that a learned attribution is right.
func (said *Said) confidence(t *model.Trust) float64 {
	if t == nil {
		return .5
	}
	return float64(t.Chance(said.Facts[:])) / 100
}
