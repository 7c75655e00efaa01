package text

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode"

	"sayso"
	"sayso/internal/read/lexicon"
)

// titleBlock is the h1 that is the article's title: the one that the page's own
// title speaks of, else the first; -1 where there is none. Some sites put their
// own name in the first one.
func (p *page) titleBlock() int {
	said := string(letters(nil, []byte(p.head.title+" "+p.head.tag("og:title", "twitter:title")+" "+p.head.article().title)))
	best, length := -1, 0
	for i, b := range p.blocks {
		if b.place&inTitle == 0 || b.place&inHidden != 0 || b.text.Len() < 2 || b.text.Len() > 400 {
			continue
		}
		own := letters(nil, p.text[b.text.Start:b.text.End])
		switch {
		case len(own) > 0 && strings.Contains(said, string(own)) && len(own) > length && !p.siteName(own):
			best, length = i, len(own)
		case best < 0 && b.place&inChrome == 0 && !p.siteName(own):
			best = i
		}
	}
	return best
}

// siteName reports whether folded words are what the site calls itself.
func (p *page) siteName(own []byte) bool {
	for _, name := range []string{p.head.tag("og:site_name"), p.head.article().outlet, p.head.tag("application-name"), lastPart(p.head.title)} {
		if name != "" && string(letters(nil, []byte(name))) == string(own) {
			return true
		}
	}
	return false
}

// lastPart is what stands behind the last bar or dash of a page's title, mostly
// the site's name.
func lastPart(title string) string {
	_, at := cutTitle(title)
	return strings.Trim(title[at:], " |-–—·•»:")
}

// cutTitle cuts the site's name off a page's title.
func cutTitle(title string) (string, int) {
	for _, mark := range []string{" | ", " — ", " – ", " - ", " · ", " » ", " :: "} {
		i := strings.LastIndex(title, mark)
		if i > 0 && strings.Count(title[:i], " ") >= 2 && strings.Count(title[i+len(mark):], " ") <= 4 {
			return strings.TrimSpace(title[:i]), i
		}
	}
	return title, len(title)
}

// describe fills what is not known of the document from what the page says of
// itself: its JSON-LD, its meta tags, its first h1, and what an extractor found.
func (p *page) describe(m *sayso.Meta, x *extracted, title int, near nearby, lex *lexicon.Lexicon) {
	ld := p.head.article()
	if m.Title == "" {
		h1, own := "", ""
		if title >= 0 {
			h1 = oneLine(string(p.text[p.blocks[title].text.Start:p.blocks[title].text.End]))
		}
		if own, _ = cutTitle(p.head.tag("og:title", "twitter:title")); own == "" {
			own, _ = cutTitle(p.head.title)
		}
		m.Title = first(h1, ld.title, own, x.meta.Title)
	}
	m.Published = Date(m.Published)
	if m.Published == "" {
		m.Published = first(isoDate(ld.published), isoDate(p.head.tag("article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "sailthru.date", "date", "dc.date", "pubdate", "publish-date", "dc.date.issued", "dcterms.created")),
			near.date, p.timeTag(), addressDate(first(m.URL, p.head.canonical, p.head.tag("og:url"))), x.date)
	}
	for _, names := range [][]string{ld.authors, names(p.head.tag("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")), near.authors, names(x.meta.Author)} {
		if len(m.Authors) == 0 {
			m.Authors = persons(names, lex)
		}
	}
	if m.Outlet == "" {
		m.Outlet = first(p.head.tag("og:site_name"), ld.outlet, p.head.tag("application-name"))
	}
	if m.URL == "" {
		m.URL = webAddress(p.head.canonical, p.head.tag("og:url"))
	}
	if m.Language == "" {
		m.Language = p.language()
	}
}

// nearby is what the lines about the title say.
type nearby struct {
	date    string
	authors []string
	blocks  []int // the byline and the date line among them
}

// near reads the byline and the date line that stand by the title.
func (p *page) near(title int, lex *lexicon.Lexicon) nearby {
	var n nearby
	if title < 0 {
		return n
	}
	const above, below = 4, 14
	for i := max(0, title-above); i < min(len(p.blocks), title+below); i++ {
		b := p.blocks[i]
		if b.place&(inHidden|inList) != 0 || b.text.Len() > 120 || i == title {
			continue
		}
		text := string(p.text[b.text.Start:b.text.End])
		u := unit{span: sayso.Span{End: len(text)}}
		t := typing{text: text, lex: lex, meta: &sayso.Meta{}, words: words{lex: lex}}
		t.words.look(text, &u)
		if !t.byline(&u) && !t.dateLine(&u) {
			continue
		}
		if i > title {
			n.blocks = append(n.blocks, i)
		}
		n.date = first(n.date, t.meta.Published)
		if len(n.authors) == 0 {
			n.authors = t.meta.Authors
		}
	}
	return n
}

// timeTag is the date that the page's time elements agree on.
func (p *page) timeTag() string {
	found := ""
	for _, t := range p.head.times {
		iso := isoDate(t)
		if len(iso) < 10 || found != "" && iso[:10] != found[:10] {
			return ""
		}
		found = iso
	}
	return found
}

// addressDate is the day in a page's address: ".../2031/07/05/ferry-sinks".
func addressDate(address string) string {
	for i := strings.IndexByte(address, '/'); i >= 0 && i+11 <= len(address); {
		if s := address[i+1 : i+11]; (s[4] == '/' || s[4] == '-') && s[7] == s[4] {
			if iso := Date(strings.ReplaceAll(s, "/", "-")); len(iso) == 10 {
				return iso
			}
		}
		k := strings.IndexByte(address[i+1:], '/')
		if k < 0 {
			break
		}
		i += 1 + k
	}
	return ""
}

// persons keeps the names of people among a page's authors, without their
// offices: "Oro Velk Senior Reporter", "Marrow Weekly Staff".
func persons(parts []string, lex *lexicon.Lexicon) []string {
	t := typing{lex: lex, words: words{lex: lex}}
	var out []string
	for _, p := range parts {
		if p = t.withoutRole(p); p != "" {
			out = append(out, p)
		}
	}
	return t.people(out)
}

// withoutRole cuts a name before the first word of an office, and that word
// where it comes first: "Author Mara Ode".
func (t *typing) withoutRole(s string) string {
	t.words.read(s, sayso.Span{End: len(s)})
	start := 0
	for i, w := range t.words.word {
		if !t.lex.Blocks.Role.Has(w) {
			continue
		}
		if span := t.words.span[i]; strings.TrimSpace(s[start:span.Start]) == "" {
			start = span.End
		} else {
			return strings.Trim(s[start:span.Start], " .,|-–—:")
		}
	}
	return strings.Trim(s[start:], " .,|-–—:")
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// isoDate is a machine's date to the day; what is after it is the time of the
// outlet's server.
func isoDate(s string) string {
	s = strings.TrimSpace(s)
	if iso := Date(s); iso != "" {
		return iso
	}
	if len(s) > 10 {
		if iso := Date(s[:10]); len(iso) == 10 {
			return iso
		}
	}
	return ""
}

func webAddress(values ...string) string {
	for _, v := range values {
		if u, err := url.Parse(v); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return v
		}
	}
	return ""
}

// tag is the content of the first of the meta tags, in the order of the names.
func (h *head) tag(names ...string) string {
	for _, name := range names {
		for _, m := range h.meta {
			if m.name == name && m.content != "" {
				return m.content
			}
		}
	}
	return ""
}

// names are the persons in a page's word for its authors; addresses are none.
func names(s string) []string {
	s = strings.TrimSpace(s)
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		s = s[3:]
	}
	if s == "" || !strings.ContainsFunc(s, unicode.IsLetter) || strings.Contains(s, "://") || strings.HasPrefix(s, "@") || len(s) > 200 {
		return nil
	}
	return splitNames(s)
}

// language is the page's own word, else what its first thousand bytes look like.
func (p *page) language() string {
	lang := strings.ToLower(strings.TrimSpace(p.head.lang))
	if i := strings.IndexAny(lang, "-_"); i > 0 {
		lang = lang[:i]
	}
	if len(lang) == 2 && lang[0] >= 'a' && lang[0] <= 'z' && lang[1] >= 'a' && lang[1] <= 'z' {
		return lang
	}
	return guessLanguage(p.sample(1024))
}

// sample is the beginning of the page's longer blocks.
func (p *page) sample(n int) string {
	var b strings.Builder
	for _, block := range p.blocks {
		if block.text.Len() > 60 && block.place&inHidden == 0 {
			b.Write(p.text[block.text.Start:block.text.End])
			b.WriteByte(' ')
		}
		if b.Len() >= n {
			break
		}
	}
	return b.String()
}

// ldArticle is what a page's JSON-LD says of its article.
type ldArticle struct {
	title, published, outlet, body string
	authors                        []string
}

// article is the first object of an article's type in the JSON-LD.
func (h *head) article() *ldArticle {
	if h.ld == nil {
		a := h.readArticle()
		h.ld = &a
	}
	return h.ld
}

func (h *head) readArticle() ldArticle {
	for _, s := range h.json {
		var v any
		if json.Unmarshal([]byte(s), &v) != nil {
			continue
		}
		if o := findArticle(v, 0); o != nil {
			a := ldArticle{title: text1(o["headline"]), published: text1(o["datePublished"]), body: text1(o["articleBody"])}
			a.authors = people(o["author"])
			if pub, ok := o["publisher"].(map[string]any); ok {
				a.outlet = text1(pub["name"])
			}
			return a
		}
	}
	return ldArticle{}
}

func findArticle(v any, depth int) map[string]any {
	if depth > 6 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if o := findArticle(x, depth+1); o != nil {
				return o
			}
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			return v
		}
		return findArticle(v["@graph"], depth+1)
	}
	return nil
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || v == "BlogPosting" || v == "Report" || v == "LiveBlogPosting"
	case []any:
		for _, x := range v {
			if isArticle(x) {
				return true
			}
		}
	}
	return false
}

// text1 is a string, or the first of several.
func text1(v any) string {
	switch v := v.(type) {
	case string:
		return oneLine(plainText(v))
	case []any:
		if len(v) > 0 {
			return text1(v[0])
		}
	}
	return ""
}

// people are the names of JSON-LD's authors, as strings or objects.
func people(v any) []string {
	switch v := v.(type) {
	case string:
		return names(plainText(v))
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, people(x)...)
		}
		return out
	case map[string]any:
		if t, _ := v["@type"].(string); t == "Organization" || t == "NewsMediaOrganization" {
			return nil
		}
		return people(v["name"])
	}
	return nil
}
