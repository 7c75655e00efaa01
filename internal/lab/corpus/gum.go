package corpus

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// ReadMentions reads the names of a treebank whose last column holds mentions of
// entities, as GUM's does: "(12-person-new-nnssn-cf3-2-sgl", closed by "12)".
func ReadMentions(path string) ([]NamedText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	defer f.Close()
	var out []NamedText
	g := gum{}
	s := bufio.NewScanner(f)
	s.Buffer(nil, 4<<20)
	for line := 1; s.Scan(); line++ {
		l := s.Text()
		if strings.HasPrefix(l, "# newdoc id = ") {
			out = append(out, g.end()...)
			g = gum{id: l[len("# newdoc id = "):]}
		}
		if l == "" || l[0] == '#' {
			continue
		}
		c := strings.Split(l, "\t")
		if len(c) != 10 {
			return nil, fmt.Errorf("corpus: %s:%d: %w: want 10 columns, have %d", path, line, sayso.ErrInvalid, len(c))
		}
		if _, err := strconv.Atoi(c[0]); err == nil {
			g.word(c)
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	return append(out, g.end()...), nil
}

// gum puts a document together.
type gum struct {
	id     string
	text   strings.Builder
	words  []gumWord
	open   []gumMention
	closed []gumMention
	glued  bool
}

type gumWord struct {
	sayso.Span
	form string
	name bool // tagged as one
}

type gumMention struct {
	id         string
	kind       annotate.NameKind
	first, end int
	least      []int // the words that are needed, counted from the mention's first
}

func (g *gum) word(c []string) {
	if g.text.Len() > 0 && !g.glued {
		g.text.WriteByte(' ')
	}
	g.glued = false
	start := g.text.Len()
	g.text.WriteString(c[1])
	i := len(g.words)
	g.words = append(g.words, gumWord{sayso.Span{Start: start, End: g.text.Len()}, c[1], strings.HasPrefix(c[4], "NNP")})
	for _, x := range strings.Split(c[9], "|") {
		if x == "SpaceAfter=No" {
			g.glued = true
		} else if list, ok := strings.CutPrefix(x, "Entity="); ok {
			g.mentions(list, i)
		}
	}
}

// mentions opens and closes what the column of word i says.
func (g *gum) mentions(list string, i int) {
	for list != "" {
		if list[0] == '(' {
			end := strings.IndexAny(list[1:], "()") + 1
			if end == 0 {
				end = len(list)
			}
			m := gumMention{first: i}
			p := strings.Split(list[1:end], "-")
			m.id = p[0]
			if len(p) > 5 {
				m.kind = nameTags[p[1]]
				for _, n := range strings.Split(p[5], ",") {
					if k, err := strconv.Atoi(n); err == nil {
						m.least = append(m.least, k-1)
					}
				}
			}
			g.open = append(g.open, m)
			if list = list[end:]; strings.HasPrefix(list, ")") {
				g.close(m.id, i)
				list = list[1:]
			}
			continue
		}
		id, rest, ok := strings.Cut(list, ")")
		if !ok {
			return
		}
		g.close(id, i)
		list = rest
	}
}

func (g *gum) close(id string, i int) {
	for k := len(g.open) - 1; k >= 0; k-- {
		if m := g.open[k]; m.id == id {
			m.end = i + 1
			g.open = append(g.open[:k], g.open[k+1:]...)
			if m.kind != annotate.NoName {
				g.closed = append(g.closed, m)
			}
			return
		}
	}
}

// end is the document, of whose mentions those are names whose needed words are
// tagged as such.
func (g *gum) end() []NamedText {
	if len(g.words) == 0 {
		return nil
	}
	var list []NameGold
	for _, m := range g.closed {
		if first, end := g.name(m); first < end {
			list = append(list, NameGold{sayso.Span{Start: g.words[first].Start, End: g.words[end-1].End}, m.kind})
		}
	}
	return []NamedText{{ID: g.id, Text: g.text.String(), Names: outermost(g.text.String(), list)}}
}

// name is the run of name words about what is needed of a mention, without the
// titles before a person's, and with "of" and "for" inside a body's.
func (g *gum) name(m gumMention) (first, end int) {
	for _, k := range m.least {
		if i := m.first + k; i >= m.end || !g.words[i].name {
			return 0, 0
		}
	}
	if len(m.least) == 0 {
		return 0, 0
	}
	first, end = m.first+m.least[0], m.first+m.least[len(m.least)-1]+1
	for first > m.first && g.words[first-1].name {
		first--
	}
	for end < m.end && (g.words[end].name || m.kind == annotate.BodyName && end+1 < m.end && (g.words[end].form == "of" || g.words[end].form == "for") && g.words[end+1].name) {
		end++
	}
	lex := lexicon.Default()
	for m.kind == annotate.PersonName && first+1 < end && lex.Nouns.Is(lex.Word(strings.TrimSuffix(g.words[first].form, ".")), lexicon.Title) && !lex.Nouns.Is(lex.Word(g.words[first].form), lexicon.Given) {
		first++
	}
	return first, end
}
