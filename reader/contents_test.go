package reader_test

import (
	"testing"

	"sayso"
	"sayso/reader"
)

// What one source says in one sentence with two cues is two attributions side by
// side: the first content ends where the second cue is joined on.
func TestContentsSideBySide(t *testing.T) {
	text := "Oren Vask, the mayor of Tessaly, said on Monday that the dam was safe and warned residents that looters had come back."
	_, r, err := reader.Read(sayso.Input{ID: "dam", Bytes: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range r.Attributions {
		for _, s := range a.Content {
			got = append(got, s.In(text))
		}
		if a.Parent != 0 {
			t.Errorf("%s lies in another's content", a.Content[0].In(text))
		}
	}
	want := []string{"that the dam was safe", "that looters had come back"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("contents %q, want %q", got, want)
	}
}

// A noun behind a comma, with a clause of its own, says no more of what is blamed.
func TestContentEndsBeforeAside(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Most people in Orvel strongly blame the Dal cabinet for not repairing the dam, anger that grew over the winter.", "the Dal cabinet for not repairing the dam"},
		{"Residents blame the council for not closing the bridge, a charge that its leaders deny.", "the council for not closing the bridge"},
	} {
		_, r, err := reader.Read(sayso.Input{ID: "aside", Bytes: []byte(c.text)})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Attributions) == 0 || r.Attributions[0].Content[0].In(c.text) != c.want {
			t.Errorf("%s\nread %v", c.text, r.Attributions)
		}
	}
}
