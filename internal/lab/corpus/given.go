package corpus

import (
	"sayso"
	reader "sayso/internal/read"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/text"
)

// Doc is the sentence with the treebank's own words as tokens.
func (t *Tree) Doc() (*annotate.Doc, error) {
	doc, err := text.Read(sayso.Input{ID: "tree", Place: "tree", Bytes: []byte(t.Text)})
	if err != nil {
		return nil, err
	}
	spans := make([]sayso.Span, len(t.Words))
	for i, w := range t.Words {
		spans[i] = sayso.Span{Start: w.Start, End: w.End}
	}
	return annotate.Given(doc, lexicon.Default(), spans), nil
}

// Doc is the text, marked up as the reader does it.
func (t *NamedText) Doc() (*annotate.Doc, error) {
	doc, err := text.Read(sayso.Input{ID: t.ID, Place: t.ID, Bytes: []byte(t.Text)})
	if err != nil {
		return nil, err
	}
	return reader.Annotate(doc), nil
}
