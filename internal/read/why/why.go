// Package why says in words why the reader reads a claim as it does: by which
// rule, what speaks for and against it, and where each of its fields was found.
package why

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"sayso"
	"sayso/internal/read"
	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// Reason is what is said of one side of a claim.
type Reason struct {
	Of  string // "cue"; the same name may come twice
	Why string
}

// loudest is how many of what speaks for or against an attribution are told.
const loudest = 4

type explainer struct {
	d   *annotate.Doc
	r   *sayso.Reading
	out []Reason
}

func (x *explainer) say(of, format string, args ...any) {
	x.out = append(x.out, Reason{of, fmt.Sprintf(format, args...)})
}

// token is the first token that begins at a byte of the text or behind it.
func (x *explainer) token(at int) int {
	return sort.Search(len(x.d.Tokens), func(t int) bool { return x.d.Span(annotate.Range{First: t, End: t + 1}).Start >= at })
}

// words are the text's own at a span, on one line, in quotation marks.
func (x *explainer) words(s sayso.Span) string {
	return "“" + strings.Join(strings.Fields(s.In(x.d.Text)), " ") + "”"
}

// Attribution explains attribution i of a document's reading. Only with the
// version that made the reading can what the weights weighed be told.
func Attribution(doc *sayso.Document, r *sayso.Reading, i int) []Reason {
	a := &r.Attributions[i]
	x := &explainer{d: read.Annotate(doc), r: r}
	rule, known := x.d.Lex.Rules[a.Rule]
	if known {
		x.say("found", "%s", rule.Why)
	} else {
		x.say("found", "By a rule of another version: %s.", a.Rule)
	}
	learned := a.Rule == attribution.Learned
	if learned && len(a.Cue) > 0 {
		x.weights(a.Cue[0])
	}
	x.cue(a)
	x.grammar(a)
	x.speaker(a)
	if p := a.Parent; p > 0 && p <= len(r.Attributions) {
		x.say("within", "It stands in what %s is credited with.", x.named(&r.Attributions[p-1]))
	}
	x.kind(a)
	switch hundred := int(math.Round(a.Confidence * 100)); {
	case learned:
		x.say("confidence", "%.2f: of a hundred attributions with such marks, %d were right in articles that were kept from training.", a.Confidence, hundred)
	case known:
		x.say("confidence", "%.2f: of a hundred like it that rules found in articles read by people, %d were right.", a.Confidence, hundred)
	}
	return x.out
}

// weights tells what the learned parts weighed.
func (x *explainer) weights(cue sayso.Span) {
	m := model.Default()
	if m == nil || x.r.Reader != read.Version {
		return
	}
	x.d.Learn(m)
	var sides [2][]string
	for _, w := range attribution.Weigh(x.d, cue) {
		fact := x.d.Lex.TrustFacts[w.Fact]
		words, side := fact.Lacks, 0
		if w.Holds {
			words = fact.Holds
		}
		if w.Sum < 0 {
			side = 1
		}
		if words != "" && len(sides[side]) < loudest {
			sides[side] = append(sides[side], words)
		}
	}
	for side, list := range sides {
		for _, words := range list {
			x.say([]string{"for it", "against it"}[side], "%s%s.", strings.ToUpper(words[:1]), words[1:])
		}
	}
}

// cue tells what the lexicon knows of the cue's words.
func (x *explainer) cue(a *sayso.Attribution) {
	if len(a.Cue) == 0 {
		x.say("cue", "None: the words are credited without one.")
		return
	}
	first := x.token(a.Cue[0].Start)
	listed := false
	if n, _ := x.d.Lex.Cues.Prefix.Match(x.d.Words[first:]); n > 0 {
		x.say("cue", "%s is listed as words that name a source.", x.words(x.d.Span(annotate.Range{First: first, End: first + n})))
		return
	}
	for t := first; t < x.token(a.Cue[len(a.Cue)-1].End); t++ {
		w := x.d.Words[t]
		kind, cue := "verb", x.d.Lex.Cues.Verb(w)
		if cue == nil {
			kind, cue = "noun", x.d.Lex.Cues.Noun(w)
		}
		if cue == nil {
			continue
		}
		class := "saying"
		if cue.Speech == 0 && cue.SpeechPreps == 0 {
			class = "thought, attitude or will"
		}
		x.say("cue", "“%s” is listed as a %s of %s (“%s”).", x.d.Form(t), kind, class, cue.Lemma)
		listed = true
	}
	if !listed {
		x.say("cue", "%s is in no list of cues.", x.words(a.Cue[0]))
	}
}

// speaker tells how the source's words led to the speaker.
func (x *explainer) speaker(a *sayso.Attribution) {
	switch {
	case len(a.Source) == 0 && a.Speaker == nil:
		x.say("who", "Nobody is named.")
	case len(a.Source) == 0:
		x.say("who", "No words name a source: the last speaker, %s, goes on.", a.Speaker.Name)
	case a.Speaker == nil:
		x.say("who", "%s names nobody that the text before it decides on: not known.", x.words(a.Source[0]))
	case strings.Contains(fold(a.Source[0].In(x.d.Text)), fold(a.Speaker.Name)):
		x.say("who", "The source's own words name %s.", a.Speaker.Name)
	default:
		place := strings.Index(x.d.Text, a.Speaker.Name)
		how := "is taken to mean"
		if t := x.token(a.Source[0].Start); t < len(x.d.Tokens) && (x.d.Tags[t] == lexicon.PRP || x.d.Tags[t] == lexicon.PRPS) {
			how = "is a pronoun, taken to mean"
		}
		where := ""
		if place >= 0 && place < a.Source[0].Start {
			where = ", named before it"
		} else if place >= 0 {
			where = ", named after it"
		}
		x.say("who", "%s %s %s%s.", x.words(a.Source[0]), how, a.Speaker.Name, where)
	}
}

func (x *explainer) kind(a *sayso.Attribution) {
	switch a.Kind {
	case sayso.Direct:
		x.say("how", "All of the content stands as the source's own words.")
	case sayso.Mixed:
		x.say("how", "Part of the content stands in quotation marks.")
	case sayso.Indirect:
		x.say("how", "None of the content stands in quotation marks of its own.")
	}
}

// named is who is said to speak in an attribution.
func (x *explainer) named(a *sayso.Attribution) string {
	switch {
	case a.Speaker != nil:
		return a.Speaker.Name
	case len(a.Source) > 0:
		return x.words(a.Source[0])
	}
	return "somebody who is not named"
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
