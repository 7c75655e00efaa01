// Package text turns bytes as they came into a Document: text with typed blocks,
// every character of which can be led back to its bytes.
package text

import (
	"fmt"

	"sayso"
	"sayso/internal/read/lexicon"
)

// Read makes a Document of an Input.
func Read(in sayso.Input) (*sayso.Document, error) {
	lex := lexicon.Default()
	var doc *sayso.Document
	var err error
	switch in.Form {
	case sayso.FormText:
		doc, err = plain(in, lex)
	case sayso.FormHTML:
		doc, err = fromHTML(in, lex, trafilate)
	default:
		err = fmt.Errorf("%w: form %d", sayso.ErrInvalid, in.Form)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.Place, err)
	}
	return doc, nil
}
