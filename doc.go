// Package sayso holds the values that the program is about: documents,
// attributions, figures and what is made of them. It imports the standard
// library only, and nothing of its own house.
//
// The tour, in the order the data moves:
//
//		bytes ──in──► Input ──read/text──► Document ──read──► Reading ──keep──► ledger ──out──► people and programs
//
//	  - An Input is bytes as they came, with what was known of them.
//	  - A Document is one published piece as text with typed blocks. Every
//	    character of the text can be led back to its bytes.
//	  - A Reading is what the reader finds in a document: attributions (who
//	    says what), figures (how many people, what happened to them, where,
//	    when, on whose word) and places. Same bytes in, same reading out.
//	  - The ledger keeps captures, revisions and readings, and never overwrites.
//
// A Span is a half-open range of bytes in a document's text and always lies on
// rune borders. What a span points at is what stands in the source. Only the
// machine format (docs/format.md) counts in code points.
package sayso
