// Package text turns bytes as they came into a Document: text with typed blocks,
// every character of which can be led back to its bytes.
package text

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sayso"
)

// Read makes a Document of an Input.
func Read(in sayso.Input) (*sayso.Document, error) {
	switch in.Form {
	case sayso.FormText:
		return plain(in)
	default:
		return nil, fmt.Errorf("text: %s: %w: form %d", in.Place, sayso.ErrInvalid, in.Form)
	}
}

// plain takes the file as it stands: its blocks are what blank lines part.
func plain(in sayso.Input) (*sayso.Document, error) {
	if !utf8.Valid(in.Bytes) {
		return nil, fmt.Errorf("text: %s: %w: not UTF-8", in.Place, sayso.ErrInvalid)
	}
	doc := &sayso.Document{ID: in.ID, Meta: in.Meta, Text: string(in.Bytes)}
	at := 0
	for _, line := range strings.SplitAfter(doc.Text, "\n") {
		body := strings.TrimSpace(line)
		if body != "" {
			start := at + strings.Index(line, body)
			doc.Blocks = append(doc.Blocks, sayso.Block{Kind: sayso.Paragraph, Span: sayso.Span{Start: start, End: start + len(body)}, Joins: -1})
		}
		at += len(line)
	}
	return doc, nil
}
