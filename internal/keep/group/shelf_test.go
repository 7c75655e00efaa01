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

func (m *memoryShelf) Documents(ids []string, texts bool) ([]*Document, error) {
	var out []*Document
	for _, id := range ids {
		b, ok := m.docs[id]
		if !ok {
			continue
		}
		if !texts {
			b[1] = nil
		}
		d, err := ParseSketch(b[0], b[1])
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

func (m *memoryShelf) Expect(Level, Held, []string) error { return nil }

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

func (m *memoryShelf) Put(files []File, node string) error {
	for _, f := range files {
		e := Filed{node, f.At}
		if i, ok := slices.BinarySearchFunc(m.lists[f.List], e, compareFiled); !ok {
			m.lists[f.List] = slices.Insert(m.lists[f.List], i, e)
		}
	}
	return nil
}

func (m *memoryShelf) Take(files []File, node string) error {
	for _, f := range files {
		if i, ok := slices.BinarySearchFunc(m.lists[f.List], Filed{node, f.At}, compareFiled); ok {
			m.lists[f.List] = slices.Delete(m.lists[f.List], i, i+1)
		}
	}
	return nil
}

func (m *memoryShelf) Around(files []File, node string, n int) ([]Near, error) {
	out := make([]Near, len(files))
	for i, f := range files {
		list := slices.DeleteFunc(slices.Clone(m.lists[f.List]), func(e Filed) bool { return e.Node == node })
		at, _ := slices.BinarySearchFunc(list, Filed{node, f.At}, compareFiled)
		for k := at - 1; k >= 0 && len(out[i].Before) < n && f.At-list[k].At <= f.Slack; k-- {
			out[i].Before = append(out[i].Before, list[k])
		}
		for k := at; k < len(list) && len(out[i].After) < n && list[k].At-f.At <= f.Slack; k++ {
			out[i].After = append(out[i].After, list[k])
		}
	}
	return out, nil
}

func (m *memoryShelf) Close(sets [][]Stretch, n int) ([]bool, error) {
	out := make([]bool, len(sets))
	for k, stretches := range sets {
		out[k] = slices.ContainsFunc(stretches, func(s Stretch) bool {
			i, _ := slices.BinarySearchFunc(m.lists[s.List], s.First, compareFiled)
			j, _ := slices.BinarySearchFunc(m.lists[s.List], s.Last, compareFiled)
			return j-i-1 < n
		})
	}
	return out, nil
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
