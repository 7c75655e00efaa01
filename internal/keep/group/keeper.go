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

// kept is a document with its nodes, as they were made of it.
type kept struct {
	doc    *Document
	text   node
	nodes  []node
	happen []happening
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
		s := settling{k: k, lv: lv, dirty: map[string]bool{}, cores: map[string]bool{}, groups: map[string]bool{}}
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

// document is a document at hand or from the shelf; nil where there is none.
func (k *Keeper) document(id string) (*kept, error) {
	if d := k.docs[id]; d != nil {
		return d, nil
	}
	d, err := k.shelf.Document(id)
	if d == nil || err != nil {
		return nil, err
	}
	if len(k.docs) >= keptDocuments {
		clear(k.docs)
	}
	k.docs[id] = k.keep(d)
	return k.docs[id], nil
}

func (k *Keeper) keep(d *Document) *kept {
	docs := []Document{*d}
	out := &kept{doc: d, text: textNode(d)}
	out.happen = within(mentions(docs, 0, localOrigin(d)), docs, k.persons)
	for i := range out.happen {
		out.nodes = append(out.nodes, out.happen[i].node(d))
	}
	return out
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

func (d *kept) of(lv *level) []node {
	if lv == textLevel {
		return []node{d.text}
	}
	return d.nodes
}

// node is a node with its document.
func (k *Keeper) node(lv *level, s *State) (*kept, int, error) {
	d, err := k.document(s.Document)
	if err != nil || d == nil {
		return nil, 0, err
	}
	if lv == textLevel {
		return d, 0, nil
	}
	i := slices.IndexFunc(d.nodes, func(n node) bool { return n.id == s.Node })
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
