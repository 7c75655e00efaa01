package corpus

import (
	"path/filepath"
)

// NamePart is a corpus of names, parted into what is learned from and what is
// measured on.
type NamePart struct {
	Name        string
	Train, Held []NamedText
}

// Names reads all corpora of names in a folder of corpora. Those that come in one
// piece hold every fifth document back; CrossNER and GUM have dev parts.
func Names(dir string) ([]NamePart, error) {
	ner := filepath.Join(dir, "ner")
	fifth := func(name string, all []NamedText, err error) (NamePart, error) {
		p := NamePart{Name: name}
		for i, t := range all {
			if i%5 == 4 {
				p.Held = append(p.Held, t)
			} else {
				p.Train = append(p.Train, t)
			}
		}
		return p, err
	}
	given := func(name string, read func(string) ([]NamedText, error), held string, train ...string) (p NamePart, err error) {
		p.Name = name
		if p.Held, err = read(held); err != nil {
			return p, err
		}
		for _, path := range train {
			list, err := read(path)
			if err != nil {
				return p, err
			}
			p.Train = append(p.Train, list...)
		}
		return p, nil
	}
	politics := filepath.Join(ner, "crossner-politics")
	var out []NamePart
	for _, read := range []func() (NamePart, error){
		func() (NamePart, error) {
			all, err := ReadColumns(filepath.Join(ner, "wikigold", "wikigold.conll.txt"))
			return fifth("wikigold", all, err)
		},
		func() (NamePart, error) {
			return given("crossner-politics", ReadColumns, filepath.Join(politics, "dev.txt"), filepath.Join(politics, "train.txt"), filepath.Join(politics, "test.txt"))
		},
		func() (NamePart, error) {
			all, err := ReadColumns(filepath.Join(ner, "wnut17", "train.conll"))
			return fifth("wnut17", all, err)
		},
		func() (NamePart, error) {
			var all []NamedText
			for _, part := range []string{"centcom", "uk-government", "us-state-department", "wikipedia"} {
				list, err := ReadSpans(filepath.Join(ner, "re3d", part))
				if err != nil {
					return NamePart{}, err
				}
				all = append(all, list...)
			}
			return fifth("re3d", all, nil)
		},
		func() (NamePart, error) {
			return given("gum", ReadMentions, filepath.Join(dir, "gum", "dev.conllu"), filepath.Join(dir, "gum", "train.conllu"))
		},
	} {
		p, err := read()
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}
