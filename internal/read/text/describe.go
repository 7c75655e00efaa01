package text

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/abadojack/whatlanggo"

	"sayso"
)

// titleBlock is the page's first h1 that says something; -1 where it has none.
func (p *page) titleBlock() int {
	for i, b := range p.blocks {
		if b.place&inTitle != 0 && b.place&(inHidden|inChrome) == 0 && b.text.Len() > 1 {
			return i
		}
	}
	return -1
}

// describe fills what is not known of the document from what the page says of
// itself: its JSON-LD, its meta tags, its first h1, and what an extractor found.
func (p *page) describe(m *sayso.Meta, x *extracted, title int) {
	ld := p.head.article()
	if m.Title == "" {
		h1 := ""
		if title >= 0 {
			h1 = oneLine(string(p.text[p.blocks[title].text.Start:p.blocks[title].text.End]))
		}
		m.Title = first(h1, ld.title, p.head.tag("og:title", "twitter:title"), x.meta.Title, p.head.title)
	}
	m.Published = Date(m.Published)
	if m.Published == "" {
		m.Published = first(isoDate(ld.published), isoDate(p.head.tag("article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "sailthru.date", "date", "dc.date", "pubdate", "publish-date", "dc.date.issued", "dcterms.created")), x.date)
	}
	if len(m.Authors) == 0 {
		m.Authors = ld.authors
	}
	if len(m.Authors) == 0 {
		m.Authors = names(first(p.head.tag("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "twitter:creator"), x.meta.Author))
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
	if s == "" || strings.Contains(s, "://") || strings.HasPrefix(s, "@") || len(s) > 200 {
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

func guessLanguage(s string) string {
	if len(s) < 200 {
		return ""
	}
	info := whatlanggo.Detect(s)
	if !info.IsReliable() {
		return ""
	}
	return info.Lang.Iso6391()
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

// article reads the first object of an article's type in the JSON-LD.
func (h *head) article() ldArticle {
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
