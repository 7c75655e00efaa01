package sayso

// Reading is all that the reader finds in one document.
type Reading struct {
	Attributions []Attribution // by the place of their first piece
	Figures      []Figure      // by the place of their number
	Places       []Place       // every place named, in text order
	Reader       string        // version of rules, lexicon and weights
}
