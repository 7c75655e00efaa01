package group

import (
	"maps"
	"slices"
	"time"
)

// Keeper adds documents to groups that stand. A document is compared with what
// its places in the index bring together, and only the groups that it touches are
// made again. What comes of it is what With makes of all documents at once,
// whatever the order in which they came.
type Keeper struct {
	shelf   Shelf
	persons *Persons
	id      func(Judgement) string
	now     time.Time
	docs    map[string]*kept
	touched map[string]bool // documents whose groups changed
}

// kept is a document with its nodes, which are made of it when they are first
// asked for: most documents at hand are compared at one level only.
type kept struct {
	doc     *Document
	texted  bool // its text is at hand
	text    []node
	persons *Persons // who stood when it was taken in hand
	made    bool
	nodes   []node
	happen  []happening
}

// keptDocuments bounds how many documents a Keeper holds at hand.
const keptDocuments = 4096

// NewKeeper is a keeper of the groups on a shelf, by the judgements of persons
// that stand. id names a judgement for good, and now is the time of the rules'.
func NewKeeper(shelf Shelf, persons *Persons, id func(Judgement) string, now time.Time) *Keeper {
	return &Keeper{shelf: shelf, persons: persons, id: id, now: now, docs: map[string]*kept{}, touched: map[string]bool{}}
}

// Touched are the documents that were put or taken, or whose family changed its
// first publisher, since the keeper was made; sorted.
func (k *Keeper) Touched() []string { return slices.Sorted(maps.Keys(k.touched)) }

// Put adds a document, or puts its new reading in the place of the old one.
func (k *Keeper) Put(d *Document) error {
	old, err := k.document(d.ID)
	if err != nil {
		return err
	}
	return k.replace(old, k.keep(d))
}

// Drop takes a document out.
func (k *Keeper) Drop(id string) error {
	old, err := k.document(id)
	if err != nil || old == nil {
		return err
	}
	return k.replace(old, nil)
}

// Again groups a document again after persons judged its claims; persons are
// those that stand now.
func (k *Keeper) Again(persons *Persons, ids ...string) error {
	var docs []*kept
	for _, id := range ids {
		old, err := k.document(id)
		if err != nil {
			return err
		}
		if old != nil {
			docs = append(docs, old)
		}
	}
	k.persons = persons
	for _, old := range docs {
		if err := k.replace(old, k.keep(old.doc)); err != nil {
			return err
		}
	}
	return nil
}

// replace puts one form of a document in the place of another; either may be nil.
func (k *Keeper) replace(old, fresh *kept) error {
	for _, lv := range []*level{textLevel, eventLevel} {
		s := settling{k: k, lv: lv, dirty: map[string]bool{}, cores: map[string]bool{}, groups: map[string]bool{}, mixed: map[string]bool{}, fresh: map[string][]string{}}
		if old != nil {
			delete(k.docs, old.doc.ID)
			nodes := old.of(lv)
			for i := range nodes {
				if err := s.take(&nodes[i]); err != nil {
					return err
				}
			}
		}
		if fresh != nil {
			if lv == textLevel {
				if err := k.shelf.PutDocument(fresh.doc); err != nil {
					return err
				}
			}
			k.docs[fresh.doc.ID] = fresh
			nodes := fresh.of(lv)
			for i := range nodes {
				if err := s.put(fresh.doc.ID, &nodes[i]); err != nil {
					return err
				}
			}
		}
		if err := s.settle(); err != nil {
			return err
		}
		if old != nil && fresh != nil {
			k.docs[old.doc.ID] = old // for the next level
		}
	}
	if old != nil && fresh == nil {
		k.touched[old.doc.ID] = true
		delete(k.docs, old.doc.ID)
		return k.shelf.DropDocument(old.doc.ID)
	}
	k.docs[fresh.doc.ID] = fresh
	k.touched[fresh.doc.ID] = true
	return nil
}

// document is a document at hand or from the shelf, with its text; nil where there
// is none.
func (k *Keeper) document(id string) (*kept, error) {
	if err := k.expect(textLevel, []string{id}); err != nil {
		return nil, err
	}
	return k.docs[id], nil
}

// expect has documents at hand, as far as a level looks at them.
func (k *Keeper) expect(lv *level, ids []string) error {
	if len(k.docs) >= keptDocuments {
		clear(k.docs)
	}
	var missing []string
	for _, id := range ids {
		if d := k.docs[id]; (d == nil || lv == textLevel && !d.texted) && !slices.Contains(missing, id) {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	docs, err := k.shelf.Documents(missing, lv == textLevel)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if have := k.docs[d.ID]; have != nil {
			have.doc.Text, have.texted = d.Text, true
			continue
		}
		k.docs[d.ID] = k.keep(d)
		k.docs[d.ID].texted = lv == textLevel
	}
	return nil
}

func (k *Keeper) keep(d *Document) *kept {
	return &kept{doc: d, texted: true, text: []node{textNode(d)}, persons: k.persons}
}

// localOrigin tells a document's sources apart before it is known whose they are.
func localOrigin(d *Document) func(Ref) string {
	return func(r Ref) string {
		if chain := d.Reading.Figures[r.Fig].Chain; len(chain) > 0 {
			return chain[len(chain)-1]
		}
		return ""
	}
}

// of are the nodes of a level.
func (d *kept) of(lv *level) []node {
	if lv == textLevel {
		return d.text
	}
	if !d.made {
		d.made = true
		docs := []Document{*d.doc}
		d.happen = within(mentions(docs, 0, localOrigin(d.doc)), docs, d.persons)
		for i := range d.happen {
			d.nodes = append(d.nodes, d.happen[i].node(d.doc))
		}
	}
	return d.nodes
}

// node is a node with its document.
func (k *Keeper) node(lv *level, s *State) (*kept, int, error) {
	if err := k.expect(lv, []string{s.Document}); err != nil {
		return nil, 0, err
	}
	d := k.docs[s.Document]
	if d == nil {
		return nil, 0, nil
	}
	i := slices.IndexFunc(d.of(lv), func(n node) bool { return n.id == s.Node })
	if i < 0 {
		return nil, 0, nil
	}
	return d, i, nil
}

// like is the likeness of two nodes.
func (k *Keeper) like(lv *level, a, b *State) (float64, error) {
	x, i, err := k.node(lv, a)
	if err != nil || x == nil {
		return 0, err
	}
	y, j, err := k.node(lv, b)
	if err != nil || y == nil {
		return 0, err
	}
	if lv == textLevel {
		covered, _ := carries(x.doc, y.doc)
		return covered, nil
	}
	return alike(&x.happen[i], &x.nodes[i], &y.happen[j], &y.nodes[j]), nil
}

func (k *Keeper) claims(lv *level, s *State) ([]string, error) {
	d, i, err := k.node(lv, s)
	if err != nil || d == nil {
		return nil, err
	}
	return d.of(lv)[i].claims, nil
}
