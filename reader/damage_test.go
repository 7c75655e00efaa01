package reader_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/lab/golden"
	"sayso/reader"
)

// marks are what damage puts between words: what opens, closes, tags or counts.
var marks = []string{",", ".", "\"", "“", "”", "'", ":", ";", "—", "(", ")", "\n", "\n\n", "said", "who", "that", "according to", "he", "the", "12", "killed", "and", "to", "?", "U+202E\u202e", "of"}

// Texts that were cut, mixed up and mended badly are read without a panic, and the
// reading holds together. A fuzzer that changes bytes seldom gets as far as rules:
// here whole words are lost, doubled and moved. SAYSO_ROUNDS takes more of them,
// SAYSO_SEED others.
func TestDamagedTexts(t *testing.T) {
	rounds, seed := 3000, uint64(1)
	if testing.Short() {
		rounds = 300
	}
	if n, err := strconv.Atoi(os.Getenv("SAYSO_ROUNDS")); err == nil {
		rounds = n
	}
	if n, err := strconv.ParseUint(os.Getenv("SAYSO_SEED"), 10, 64); err == nil {
		seed = n
	}
	paragraphs := wholeParagraphs(t)
	r := rand.New(rand.NewPCG(seed, 0))
	var text string
	defer func() {
		if fault := recover(); fault != nil {
			t.Fatalf("%v, by %q\n%s", fault, text, debug.Stack())
		}
	}()
	for range rounds {
		text = damaged(r, paragraphs)
		doc, reading, err := reader.Read(sayso.Input{ID: "damaged", Bytes: []byte(text), Meta: sayso.Meta{Published: "2031-05-03"}})
		if err != nil {
			continue // nothing was left
		}
		if err := check(doc, reading); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	}
}

// wholeParagraphs are those of the articles and of the golden texts, which have
// every turn of phrase that a rule was written for.
func wholeParagraphs(t *testing.T) (out []string) {
	for _, in := range articles(t) {
		if in.Form == sayso.FormText {
			out = append(out, strings.Split(string(in.Bytes), "\n\n")...)
		}
	}
	files, err := filepath.Glob("../internal/read/claims/*/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden texts", err)
	}
	for _, file := range files {
		for _, c := range golden.Cases(t, file) {
			out = append(out, strings.Split(string(c.Input().Bytes), "\n\n")...)
		}
	}
	return out
}

// damaged is a few paragraphs with words lost, doubled, moved and put between.
func damaged(r *rand.Rand, paragraphs []string) string {
	var words []string
	for range 1 + r.IntN(3) {
		words = append(append(words, strings.Fields(paragraphs[r.IntN(len(paragraphs))])...), "\n\n")
	}
	for range r.IntN(12) {
		i, j := r.IntN(len(words)), r.IntN(len(words))
		switch r.IntN(5) {
		case 0:
			words[i] = marks[r.IntN(len(marks))]
		case 1:
			words[i], words[j] = words[j], words[i]
		case 2:
			words[i] += words[j]
		case 3:
			if i < j {
				words = append(words[:i:i], words[j:]...)
			}
		case 4:
			words = append(words[:i:i], append([]string{marks[r.IntN(len(marks))]}, words[i:]...)...)
		}
	}
	text := strings.Join(words, " ")
	return text[:1+r.IntN(len(text))]
}
