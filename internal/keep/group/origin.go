package group

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// Origin is whoever figures ultimately come from: the innermost source of their
// chain, else the first publisher of the text, else the outlet.
type Origin struct {
	Name     string
	Names    []string // as sources are named that stand under it, sorted
	Figures  []Ref
	Evidence []string // why figures of different words were put under one name
}

// Origins gives every figure its origin. families are those of Families.
func Origins(docs []Document, families []Family, persons *Persons) []Origin {
	b := originBuilder{docs: docs, first: firstPublishers(docs, families), called: publishers(docs), names: map[string]*nameForm{}, unnamed: map[string]bool{}}
	for i := range docs {
		for k := range docs[i].Reading.Figures {
			b.add(i, k)
		}
	}
	b.inherit()
	b.linkNames(persons)
	return b.origins(persons)
}

// firstPublisher says under whose name a document's own voice goes.
type firstPublisher struct {
	doc      int
	evidence string
}

func firstPublishers(docs []Document, families []Family) []firstPublisher {
	out := make([]firstPublisher, len(docs))
	for i := range out {
		out[i] = firstPublisher{doc: i}
	}
	for _, f := range families {
		first := f.Members[0]
		for _, m := range f.Members {
			out[m].doc = first
			if m != first {
				out[m].evidence = fmt.Sprintf("%s carries the text of %s", docs[m].label(), docs[first].label())
			}
		}
	}
	return out
}

// nameForm is one way in which an origin is named.
type nameForm struct {
	name  string
	key   key
	org   string // "" or the organisation for which the person speaks
	uses  int
	index int
}

type originBuilder struct {
	docs    []Document
	first   []firstPublisher
	called  []string // what each document's publisher is called
	names   map[string]*nameForm
	unnamed map[string]bool // names made up for sources that have none: no part of one is a name
	forms   []*nameForm
	of      []figureOrigin
	sets    *sets
	why     map[int][]string // by form index
}

type figureOrigin struct {
	ref      Ref
	form     int
	own      bool // the document's own voice
	evidence string
}

// add names the origin of one figure.
func (b *originBuilder) add(doc, fig int) {
	d := &b.docs[doc]
	f := &d.Reading.Figures[fig]
	fo := figureOrigin{ref: Ref{doc, fig}}
	if len(f.Chain) == 0 {
		fo.own = true
		first := b.first[doc]
		fo.evidence = first.evidence
		fo.form = b.form("outlet:"+b.publisher(doc), "")
	} else {
		name, org, evidence := b.source(doc, f)
		fo.form, fo.evidence = b.form(name, org), evidence
	}
	b.of = append(b.of, fo)
}

// publishers are what documents' publishers are called: the outlet, else the title,
// with the document's ID where another one of no outlet has the same.
func publishers(docs []Document) []string {
	titles := map[string]int{}
	for i := range docs {
		if docs[i].Outlet == "" {
			titles[docs[i].Name]++
		}
	}
	out := make([]string, len(docs))
	for i := range docs {
		switch d := &docs[i]; {
		case d.Outlet != "":
			out[i] = d.Outlet
		case d.Name == "":
			out[i] = d.ID
		case titles[d.Name] > 1:
			out[i] = fmt.Sprintf("“%s”, %s", d.Name, d.ID)
		default:
			out[i] = fmt.Sprintf("“%s”", d.Name)
		}
	}
	return out
}

// publisher is what the first publisher of a document's text is called.
func (b *originBuilder) publisher(doc int) string { return b.called[b.first[doc].doc] }

// source is the innermost source of a figure, and the organisation for which it
// speaks where its role says so. A source without a name of its own ("an
// official") is another one in every text family.
func (b *originBuilder) source(doc int, f *sayso.Figure) (name, org, evidence string) {
	d := &b.docs[doc]
	name = trimArticle(f.Chain[len(f.Chain)-1])
	if ownPage(name) {
		return "outlet:" + b.publisher(doc), "", fmt.Sprintf("%q is the outlet's own", name)
	}
	var s *sayso.Speaker
	at := -1
	for i := range d.Reading.Attributions {
		if a := &d.Reading.Attributions[i]; a.ID == f.Attribution {
			s, at = a.Speaker, i
		}
	}
	if org = spokenFor(name); org == "" && s != nil && s.Type == sayso.Person {
		if org = spokenFor(s.Role); org == "" {
			org, evidence = b.officeOf(doc, at)
		}
	}
	if org == "" && (!hasName(name) || unnamedAt(name)) {
		if named := b.namedKin(doc, name); named != "" && !unnamedAt(name) {
			return named, "", fmt.Sprintf("the text names one such body only: %q is %q", name, named)
		}
		name = fmt.Sprintf("%s (%s)", name, b.publisher(doc))
		b.unnamed[name] = true
	}
	return name, org, evidence
}

// officeOf is the body for which a person speaks whose role names it by its sort
// only: the "ministry spokeswoman" of a text that knows one ministry, "its
// director" after words of the Observatory.
func (b *originBuilder) officeOf(doc, at int) (org, evidence string) {
	all := b.docs[doc].Reading.Attributions
	s := all[at].Speaker
	body, head := office(s.Role)
	switch {
	case !head:
	case pronouns[strings.ToLower(body)]:
		if at == 0 || all[at-1].Speaker == nil {
			return "", ""
		}
		if before := all[at-1].Speaker; before.Type == sayso.Organisation && hasName(before.Name) && starts(&all[at])-starts(&all[at-1]) < contextBytes*2 {
			return trimArticle(before.Name), fmt.Sprintf("%q: %s is %q of %q", s.Role, s.Name, s.Role, before.Name)
		}
	case kinOf(body) != "":
		if org = b.namedKin(doc, body); org != "" {
			return org, fmt.Sprintf("%s is %q, and the text names one such body only: %q", s.Name, s.Role, org)
		}
	}
	return "", ""
}

// office parts a role into the body and the post in it: "ministry", of "ministry
// spokeswoman".
func office(role string) (body string, head bool) {
	words := strings.Fields(trimArticle(role))
	for i, w := range words {
		if known.headNoun[strings.ToLower(strings.Trim(w, ",.;"))] && i > 0 {
			return strings.TrimSuffix(strings.TrimSuffix(strings.Join(words[:i], " "), "'s"), "’s"), true
		}
	}
	return "", false
}

// starts is where an attribution begins; -1 where that is not known.
func starts(a *sayso.Attribution) int {
	least := -1
	for _, list := range [][]sayso.Span{a.Source, a.Cue, a.Content} {
		if len(list) > 0 && (least < 0 || list[0].Start < least) {
			least = list[0].Start
		}
	}
	return least
}

// pronouns stand before a post in the place of the body's name.
var pronouns = map[string]bool{"its": true, "his": true, "her": true, "their": true, "our": true, "my": true, "whose": true}

// unnamedAt reports whether a source is somebody without a name at a place or a
// body with one: "a doctor at Dellin General Hospital" is not the hospital, nor
// "an official of the Interior Ministry" the ministry.
func unnamedAt(name string) bool {
	words := strings.Fields(name)
	for i, w := range words {
		if r := []rune(w); unicode.IsUpper(r[0]) || known.headNoun[w] || known.kin[w] != "" {
			return false
		}
		switch w {
		case "of":
			if i > 0 && known.someone[words[i-1]] {
				return true
			}
		case "at", "in", "from", "near", "with", "on", "inside":
			return i > 0
		}
	}
	return false
}

// ownPage reports whether the words mean the page itself: "an earlier version of
// this article".
func ownPage(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i > 0 && words[i-1] == "this" && (w == "article" || w == "story" || w == "report" || w == "page") {
			return true
		}
	}
	return false
}

// namedKin is the one named source of a document that a mention without a name
// can mean: "a monitoring group" where all that is quoted of that sort is the
// Vesh Observatory. Where two could be meant it is none.
func (b *originBuilder) namedKin(doc int, mention string) string {
	kin := kinOf(mention)
	if kin == "" {
		return ""
	}
	found := ""
	consider := func(name string) bool {
		name = trimArticle(name)
		if org := spokenFor(name); org != "" {
			name = org
		}
		if body, head := office(name); head && !hasName(body) || unnamedAt(name) {
			return true // "police chief" names no police
		}
		if !hasName(name) || kinOf(name) != kin || slices.Equal(nameKey(found), nameKey(name)) {
			return true
		}
		if found != "" && !subset(nameKey(name), nameKey(found)) && !subset(nameKey(found), nameKey(name)) {
			return false
		}
		if len(name) > len(found) {
			found = name
		}
		return true
	}
	r := b.docs[doc].Reading
	for i := range r.Attributions {
		if s := r.Attributions[i].Speaker; s != nil && (!consider(s.Name) || !consider(s.Role)) {
			return ""
		}
	}
	for i := range r.Figures {
		for _, name := range r.Figures[i].Chain {
			if !consider(name) {
				return ""
			}
		}
	}
	return found
}

// kinOf is the sort of body that a name or mention speaks of.
func kinOf(name string) string {
	for _, w := range nameWords(name) {
		if k := known.kin[w]; k != "" {
			return k
		}
	}
	return ""
}

func trimArticle(name string) string {
	name = strings.TrimSpace(name)
	for _, a := range []string{"the ", "a ", "an "} {
		if len(name) > len(a) && strings.EqualFold(name[:len(a)], a) {
			return name[len(a):]
		}
	}
	return name
}

// hasName reports whether the words hold a proper name: a capital that is not
// the first letter of all, or capitals throughout ("WHO"). "Vesh-based monitor"
// has none, and neither has "the Ministry".
func hasName(name string) bool {
	words := strings.Fields(name)
	if len(words) == 1 && known.kin[strings.ToLower(words[0])] != "" {
		return false
	}
	for i, w := range words {
		r := []rune(w)
		if len(r) < 2 || !unicode.IsUpper(r[0]) || describes(w) {
			continue
		}
		if i > 0 || unicode.IsUpper(r[1]) || properFirst(name) {
			return true
		}
	}
	return false
}

// describes reports whether a capitalised word only says where from or whose:
// "Vesh-based", "army-run".
func describes(w string) bool {
	for _, end := range []string{"-based", "-run", "-backed", "-led", "-linked", "-held"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// properFirst reports whether the first word of a name is a name itself: it is
// capitalised and no plain noun of sourcing.
func properFirst(name string) bool {
	w := strings.ToLower(strings.Fields(name)[0])
	return unicode.IsUpper([]rune(name)[0]) && !known.sourceNoun[w]
}

// spokenFor is the organisation in "head of the X", "X spokesman", "X's
// director"; the head of a group stands for the group.
func spokenFor(role string) string {
	words := strings.Fields(role)
	for i, w := range words {
		if !known.headNoun[strings.ToLower(strings.Trim(w, ",.;"))] {
			continue
		}
		if i+2 < len(words) && (words[i+1] == "of" || words[i+1] == "for" || words[i+1] == "at" || words[i+1] == "in") {
			org := strings.Join(words[i+2:], " ")
			org = strings.TrimRight(cutPerson(trimArticle(org)), ",.; ")
			if hasName(org) {
				return org
			}
		}
		org := strings.TrimSuffix(strings.TrimSuffix(trimArticle(strings.Join(words[:i], " ")), "'s"), "’s")
		if hasName(org) && !pronouns[strings.ToLower(org)] && !isNationality(org) {
			return org
		}
	}
	return ""
}

// cutPerson ends an organisation's name at a comma: "the Observatory, Rabo Velk".
func cutPerson(org string) string {
	if i := strings.IndexAny(org, ",;("); i > 0 {
		return org[:i]
	}
	return org
}

// isNationality keeps "Turkish" of "Turkish president" from being taken for an
// organisation.
func isNationality(org string) bool {
	words := strings.Fields(org)
	if len(words) != 1 {
		return false
	}
	w := strings.ToLower(words[0])
	for _, end := range []string{"ian", "ish", "ese", "ean", "i", "an"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

func (b *originBuilder) form(name, org string) int {
	id := name + "\x00" + org
	if f, ok := b.names[id]; ok {
		f.uses++
		return f.index
	}
	key := nameKey(name)
	switch {
	case org != "":
		key = nameKey(org)
	case b.unnamed[name]:
		key = []string{"unnamed:" + strings.ToLower(name)}
	}
	f := &nameForm{name: name, org: org, key: key, uses: 1, index: len(b.forms)}
	b.names[id] = f
	b.forms = append(b.forms, f)
	return f.index
}

func nameKey(name string) key {
	if strings.HasPrefix(name, "outlet:") {
		return key{name}
	}
	var out key
	for _, w := range nameWords(name) {
		if !known.nameStop[w] {
			out = append(out, strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// inherit gives a figure in the document's own voice the origin of a sourced one
// that says the same: a headline's "16 killed" is the Observatory's where the
// text below says so.
func (b *originBuilder) inherit() {
	for i := range b.of {
		own := &b.of[i]
		if !own.own {
			continue
		}
		f := b.figure(own.ref)
		for j := range b.of {
			o := &b.of[j]
			if o.own || o.ref.Doc != own.ref.Doc {
				continue
			}
			g := b.figure(o.ref)
			if g.Category == f.Category && sameNumber(f, g) && (g.Scope == sayso.Cumulative) == (f.Scope == sayso.Cumulative) {
				own.form, own.own = o.form, false
				own.evidence = "the same number is sourced further on in the text"
				break
			}
		}
	}
}

func sameNumber(f, g *sayso.Figure) bool {
	a, b := mention{f: f}, mention{f: g}
	if a.number() == b.number() && a.number() > 0 {
		return true
	}
	return f.Quantifier == sayso.Vague && g.Quantifier == sayso.Vague && f.Low == g.Low
}

func (b *originBuilder) figure(r Ref) *sayso.Figure { return &b.docs[r.Doc].Reading.Figures[r.Fig] }

// linkNames joins the forms that name one origin: what persons hold to be one
// first, then what the names say, and never what a person holds to be two.
func (b *originBuilder) linkNames(persons *Persons) {
	b.sets = newSets(len(b.forms))
	b.why = map[int][]string{}
	g := nameJoiner{b: b}
	g.persons(persons)
	for _, t := range nameTies(b.forms) {
		g.join(t.a, t.b, t.why)
	}
	b.linkSpeakers(&g)
}

// nameJoiner joins forms and minds what persons hold apart.
type nameJoiner struct {
	b      *originBuilder
	cannot [][2]int
}

func (g *nameJoiner) persons(persons *Persons) {
	if persons == nil || len(persons.of[OriginLevel]) == 0 {
		return
	}
	called := map[string][]int{}
	for i, f := range g.b.forms {
		called[shown(f)] = append(called[shown(f)], i)
	}
	names := slices.Sorted(maps.Keys(persons.of[OriginLevel]))
	var same []Judgement
	for _, name := range names {
		for _, j := range persons.about(OriginLevel, name) {
			if j.A != name {
				continue
			}
			switch j.Verdict {
			case NotSame, Unsure:
				for _, x := range called[j.A] {
					for _, y := range called[j.B] {
						g.cannot = append(g.cannot, [2]int{x, y})
					}
				}
			case Same:
				same = append(same, j)
			}
		}
	}
	for _, forms := range called { // the same words are the same name
		for _, i := range forms[1:] {
			g.b.sets.join(forms[0], i)
		}
	}
	for _, j := range same {
		for _, x := range called[j.A] {
			for _, y := range called[j.B] {
				why := fmt.Sprintf("%s holds %q and %q to be one", j.By, j.A, j.B)
				if j.Why != "" {
					why += ": " + j.Why
				}
				g.join(x, y, why)
			}
		}
	}
}

// join makes two forms one origin, but where a person holds two of theirs apart.
func (g *nameJoiner) join(x, y int, why string) {
	s := g.b.sets
	a, c := s.root(x), s.root(y)
	for _, k := range g.cannot {
		if p, q := s.root(k[0]), s.root(k[1]); p == a && q == c || p == c && q == a {
			return
		}
	}
	s.join(a, c)
	g.b.why[x] = append(g.b.why[x], why)
}

// linkSpeakers gives a person whose office only some documents name the body of
// that office, where all of them name one body.
func (b *originBuilder) linkSpeakers(g *nameJoiner) {
	office := map[string]*nameForm{} // by the person's name; nil where two bodies are named
	for _, f := range b.forms {
		if f.org == "" || f.name == f.org || len(nameWords(f.name)) < 2 {
			continue
		}
		if known, ok := office[f.name]; ok && (known == nil || b.sets.root(known.index) != b.sets.root(f.index)) {
			office[f.name] = nil
		} else {
			office[f.name] = f
		}
	}
	for _, f := range b.forms {
		if o := office[f.name]; f.org == "" && o != nil && o != f {
			g.join(f.index, o.index, fmt.Sprintf("%q speaks for %q in another document", f.name, o.org))
		}
	}
}

func shown(f *nameForm) string {
	if f.org != "" {
		return f.org
	}
	return f.name
}

func subset(a, b key) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// initials are the capitals of a name of three words or more.
func initials(name string) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(name) {
		r := []rune(w)
		if unicode.IsUpper(r[0]) {
			b.WriteRune(r[0])
			n++
		}
	}
	if n < 3 {
		return ""
	}
	return b.String()
}

// origins gathers the figures under their origins, by name.
func (b *originBuilder) origins(persons *Persons) []Origin {
	at := map[int]int{}
	var out []Origin
	best := map[int]*nameForm{}
	names := map[int][]string{}
	for _, fo := range b.of {
		root := b.sets.root(fo.form)
		k, ok := at[root]
		if !ok {
			k = len(out)
			at[root] = k
			out = append(out, Origin{})
		}
		o := &out[k]
		o.Figures = append(o.Figures, fo.ref)
		if fo.evidence != "" {
			o.Evidence = append(o.Evidence, fo.evidence)
		}
		names[k] = append(names[k], shown(b.forms[fo.form]))
		if f := b.forms[fo.form]; best[k] == nil || better(f, best[k]) {
			best[k] = f
		}
	}
	for _, f := range b.forms {
		if k, ok := at[b.sets.root(f.index)]; ok {
			out[k].Evidence = append(out[k].Evidence, b.why[f.index]...)
		}
	}
	for k := range out {
		out[k].Name = shown(best[k])
		slices.Sort(names[k])
		out[k].Names = slices.Compact(names[k])
		if j := renamed(persons, names[k]); j != nil {
			out[k].Name = j.B
			out[k].Evidence = append(out[k].Evidence, fmt.Sprintf("%s calls %q so", j.By, j.A))
		}
		slices.Sort(out[k].Evidence)
		out[k].Evidence = slices.Compact(out[k].Evidence)
	}
	slices.SortStableFunc(out, func(x, y Origin) int { return cmp.Compare(x.Name, y.Name) })
	return out
}

// renamed is the latest word of a person on what to call an origin of these names.
func renamed(persons *Persons, names []string) *Judgement {
	if persons == nil || len(persons.of[OriginLevel]) == 0 {
		return nil
	}
	var last *Judgement
	for _, name := range names {
		for _, j := range persons.about(OriginLevel, name) {
			if j.Verdict == Renamed && j.A == name && (last == nil || j.Time.After(last.Time) || j.Time.Equal(last.Time) && j.ID > last.ID) {
				last = &j
			}
		}
	}
	return last
}

// better prefers the name that is used more, then the longer, then the earlier
// in the alphabet.
func better(f, g *nameForm) bool {
	return cmp.Or(-cmp.Compare(f.uses, g.uses), -cmp.Compare(len(shown(f)), len(shown(g))), cmp.Compare(shown(f), shown(g))) < 0
}
