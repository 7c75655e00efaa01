package reader_test

import (
	"fmt"
	"sync"

	"sayso"
	"sayso/reader"
)

func ExampleRead() {
	doc, reading, err := reader.Read(sayso.Input{ID: "osk", Bytes: []byte("At least 17 people were killed in Veskar, the mayor said.")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range reading.Figures {
		fmt.Println(f.Quantifier, f.Number.In(doc.Text), f.Category, f.Chain)
	}
	// Output: at_least 17 killed [mayor]
}

// Who says what, and in whose words: an attribution that lies in the content of
// another names it as its parent.
func ExampleRead_attributions() {
	doc, reading, err := reader.Read(sayso.Input{ID: "dam", Bytes: []byte(
		"Interior Minister Ida Lindh said the rebels had claimed that the dam was mined.")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range reading.Attributions {
		fmt.Printf("%d in %d, %s, %s: %q\n", a.ID, a.Parent, a.Speaker.Name, a.Kind, a.Content[0].In(doc.Text))
	}
	// Output:
	// 1 in 0, Ida Lindh, indirect: "the rebels had claimed that the dam was mined"
	// 2 in 1, rebels, indirect: "that the dam was mined"
}

// A reader with a team's own profile: here "dozens" are at least twelve.
func ExampleWith() {
	profile, err := reader.NewProfile("our.profile", []byte("[numbers.tsv]\ndozens\tvague\t12\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	read := reader.With(reader.Options{Profile: profile})
	_, reading, err := read(sayso.Input{ID: "sarn", Bytes: []byte("Dozens of people were killed in Sarn, police said.")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range reading.Figures {
		fmt.Println(f.Quantifier, f.Low, f.Category, f.Chain)
	}
	// Output: vague {12 true} killed [police]
}

// Readings do not depend on each other: read as many texts at once as there are
// processors.
func ExampleRead_atOnce() {
	texts := []string{"Nine people were killed in Sarn, police said.", "Rebels said they had freed 12 hostages."}
	counts := make([]int, len(texts))
	var all sync.WaitGroup
	for i, text := range texts {
		all.Go(func() {
			if _, reading, err := reader.Read(sayso.Input{ID: fmt.Sprint(i), Bytes: []byte(text)}); err == nil {
				counts[i] = len(reading.Attributions)
			}
		})
	}
	all.Wait()
	fmt.Println(counts)
	// Output: [1 1]
}
