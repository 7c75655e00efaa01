package reader_test

import (
	"fmt"

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
