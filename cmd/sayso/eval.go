package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sayso"
	"sayso/internal/lab/corpus"
	"sayso/internal/lab/eval"
	"sayso/internal/read/model"
)

type evalCmd struct {
	Gold  string   `arg:"" help:"Annotated articles: a folder with text/ and attributions/ in brat's standoff format, or JSON Lines as sayso read --json prints them; or a treebank (.conllu); or a folder of corpora with names (ner/)."`
	Preds []string `arg:"" optional:"" name:"pred" help:"Readings of the same articles (sayso read --json). Of several, each is compared with the one before it."`
}

// Help is shown by "sayso eval --help".
func (evalCmd) Help() string {
	return `Scores readings against what people annotated: each role by exact runs of words and by the share covered, attributions by found (contents pair), linked (source and cue too) and all exact, each with the 95 % interval of its F1; then by kind, class and cue, and how right each confidence is.

A treebank in CoNLL-U scores the built-in tagger and parser on its own words, by genre: tags (XPOS), heads (UAS), heads and relations (LAS).

A folder of corpora that has a folder ner scores the names that the built-in recogniser finds in what no training sees: persons, organisations and places by corpus, and extents alone.

A folder in brat's format is annotated at the outermost level only: attributions with a parent do not count there.

Examples:

    sayso read --json articles/text > now.jsonl
    sayso eval articles now.jsonl
    sayso eval articles before.jsonl now.jsonl
    sayso eval treebank/dev.conllu
    sayso eval ../shared/corpora`
}

// Run scores each reading and lists what it gains and loses.
func (c *evalCmd) Run() error {
	if strings.HasSuffix(c.Gold, ".conllu") {
		return eval.ReportTrees(os.Stdout, model.Grammar(), c.Gold)
	}
	if _, err := os.Stat(filepath.Join(c.Gold, "ner")); err == nil {
		parts, err := corpus.Names(c.Gold)
		if err != nil {
			return err
		}
		return eval.ReportNames(os.Stdout, model.Names(), parts)
	}
	if len(c.Preds) == 0 {
		return fmt.Errorf("eval: %w: give at least one reading of %s", sayso.ErrInvalid, c.Gold)
	}
	gold, outermost, err := eval.Gold(c.Gold)
	if err != nil {
		return err
	}
	var last *eval.Run
	for _, path := range c.Preds {
		articles, unknown, missing, err := eval.Predict(path, gold, outermost)
		if err != nil {
			return err
		}
		fmt.Println("==", path)
		if unknown+missing > 0 {
			fmt.Fprintf(os.Stderr, "sayso: %s: %d documents are not in %s; %d of its articles are not read\n", path, unknown, c.Gold, missing)
		}
		run := eval.NewRun(articles)
		run.Report(os.Stdout)
		if last != nil {
			run.Compare(os.Stdout, last)
		}
		last = run
	}
	return nil
}
