package group

import (
	"cmp"
	"maps"
	"slices"
)

// memoryShelf is a shelf for tests.
type memoryShelf struct {
	docs    map[string][2][]byte
	holder  map[string]string
	lists   map[uint64][]Filed
	pairs   map[Level]map[string]map[string]float64
	states  map[Level]map[string]State
	records []Judgement
}

func newMemoryShelf() *memoryShelf {
	return &memoryShelf{docs: map[string][2][]byte{}, holder: map[string]string{}, lists: map[uint64][]Filed{},
		pairs: map[Level]map[string]map[string]float64{}, states: map[Level]map[string]State{}}
}

func (m *memoryShelf) Document(id string) (*Document, error) {
	b, ok := m.docs[id]
	if !ok {
		return nil, nil
	}
	return ParseSketch(b[0], b[1])
}

func (m *memoryShelf) PutDocument(d *Document) error {
	claims, shingles := d.Sketch()
	m.docs[d.ID] = [2][]byte{claims, shingles}
	maps.DeleteFunc(m.holder, func(_, doc string) bool { return doc == d.ID })
	for i := range d.Reading.Figures {
		m.holder[d.figureID(i)] = d.ID
	}
	return nil
}

func (m *memoryShelf) DropDocument(id string) error {
	delete(m.docs, id)
	maps.DeleteFunc(m.holder, func(_, doc string) bool { return doc == id })
	return nil
}

func (m *memoryShelf) Holder(figure string) (string, error) { return m.holder[figure], nil }

func compareFiled(x, y Filed) int {
	return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Node, y.Node))
}

func (m *memoryShelf) Put(f File, node string) error {
	e := Filed{node, f.At}
	if i, ok := slices.BinarySearchFunc(m.lists[f.List], e, compareFiled); !ok {
		m.lists[f.List] = slices.Insert(m.lists[f.List], i, e)
	}
	return nil
}

func (m *memoryShelf) Take(f File, node string) error {
	if i, ok := slices.BinarySearchFunc(m.lists[f.List], Filed{node, f.At}, compareFiled); ok {
		m.lists[f.List] = slices.Delete(m.lists[f.List], i, i+1)
	}
	return nil
}

func (m *memoryShelf) Around(f File, node string, n int) (before, after []Filed, err error) {
	list := m.lists[f.List]
	i, ok := slices.BinarySearchFunc(list, Filed{node, f.At}, compareFiled)
	for k := i - 1; k >= 0 && len(before) < n && f.At-list[k].At <= f.Slack; k-- {
		before = append(before, list[k])
	}
	if ok {
		i++
	}
	for k := i; k < len(list) && len(after) < n && list[k].At-f.At <= f.Slack; k++ {
		after = append(after, list[k])
	}
	return before, after, nil
}

func (m *memoryShelf) Pair(l Level, a, b string, score float64) error {
	for _, p := range [][2]string{{a, b}, {b, a}} {
		if m.pairs[l] == nil {
			m.pairs[l] = map[string]map[string]float64{}
		}
		if m.pairs[l][p[0]] == nil {
			m.pairs[l][p[0]] = map[string]float64{}
		}
		m.pairs[l][p[0]][p[1]] = score
	}
	return nil
}

func (m *memoryShelf) Part(l Level, a, b string) error {
	delete(m.pairs[l][a], b)
	delete(m.pairs[l][b], a)
	return nil
}

func (m *memoryShelf) Pairs(l Level, node string) ([]Pair, error) {
	var out []Pair
	for _, to := range slices.Sorted(maps.Keys(m.pairs[l][node])) {
		out = append(out, Pair{to, m.pairs[l][node][to]})
	}
	return out, nil
}

func (m *memoryShelf) State(l Level, node string) (*State, error) {
	if s, ok := m.states[l][node]; ok {
		return &s, nil
	}
	return nil, nil
}

func (m *memoryShelf) PutState(l Level, s *State) error {
	if m.states[l] == nil {
		m.states[l] = map[string]State{}
	}
	m.states[l][s.Node] = *s
	return nil
}

func (m *memoryShelf) DropState(l Level, node string) error {
	delete(m.states[l], node)
	return nil
}

func (m *memoryShelf) where(l Level, keep func(*State) bool) []*State {
	var out []*State
	for _, s := range m.states[l] {
		if keep(&s) {
			out = append(out, &s)
		}
	}
	slices.SortFunc(out, func(x, y *State) int { return cmp.Compare(x.Order, y.Order) })
	return out
}

func (m *memoryShelf) Core(l Level, core string, n int) ([]*State, error) {
	out := m.where(l, func(s *State) bool { return s.Core == core })
	if n > 0 && len(out) > n {
		out = out[:n]
	}
	return out, nil
}

func (m *memoryShelf) Group(l Level, group string) ([]*State, error) {
	return m.where(l, func(s *State) bool { return s.Group == group }), nil
}

func (m *memoryShelf) Heads(l Level, group string) ([]*State, error) {
	return m.where(l, func(s *State) bool { return s.Group == group && s.Core == s.Node }), nil
}

func (m *memoryShelf) Tied(l Level, node string) ([]*State, error) {
	return m.where(l, func(s *State) bool { return s.Tie.To == node || s.Whole.To == node }), nil
}

func (m *memoryShelf) SetGroup(l Level, core, group string) error {
	for id, s := range m.states[l] {
		if s.Core == core {
			s.Group = group
			m.states[l][id] = s
		}
	}
	return nil
}

func (m *memoryShelf) Record(j []Judgement) error {
	m.records = append(m.records, j...)
	return nil
}
