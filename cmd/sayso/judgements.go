package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type judgementsCmd struct {
	dbFlag
	Rules bool   `help:"The rules' judgements as well; there is at least one a document."`
	JSON  bool   `help:"Print JSON Lines for machines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso judgements --help".
func (judgementsCmd) Help() string {
	return `Lists what persons said on what is the same: who, when, about what, and why, the newest last. What was taken back stays in the list, and so does the taking back.

Examples:

    sayso judgements
    sayso judgements --rules --json`
}

// Run lists judgements.
func (c *judgementsCmd) Run() error {
	return withGroups(&c.dbFlag, func(ctx context.Context, l ledger.Ledger) error {
		out := bufio.NewWriter(os.Stdout)
		taken := map[string]bool{}
		var all []group.Judgement
		for j, err := range l.Judgements(ctx, c.Rules) {
			if err != nil {
				return err
			}
			if c.JSON {
				if err := export.WriteJudgement(out, &j); err != nil {
					return err
				}
				continue
			}
			if j.Takes != "" {
				taken[j.Takes] = true
			}
			all = append(all, j)
		}
		if c.JSON {
			return out.Flush()
		}
		if len(all) == 0 {
			fmt.Fprintln(os.Stderr, "nobody judged anything yet: \"sayso judge --help\" says how")
			return nil
		}
		t := terminal.Table{Columns: []terminal.Column{{Title: "id"}, {Title: "when"}, {Title: "who", Least: 6}, {Title: "what", Least: 24, Below: true}, {Title: "why", Least: 12, Below: true}}}
		changed, err := judge.Changed(ctx, l)
		if err != nil {
			return err
		}
		for i := range all {
			j := &all[i]
			what := judgeWords(j)
			if h, ok := changed[j.ID]; ok {
				what += "; " + h.Note()
			}
			if taken[j.ID] {
				what += " (taken back)"
			}
			t.Rows = append(t.Rows, []string{ledger.ID(j.ID).Short(), j.Time.Format("2006-01-02 15:04"), j.By, what, j.Why})
		}
		if err := terminal.WriteTable(out, t, terminal.For(os.Stdout, c.Color)); err != nil {
			return err
		}
		return out.Flush()
	})
}

// earlierWords tell of a judgement that was made on a page's earlier revision.
func earlierWords(j *group.Judgement) string {
	if len(j.Earlier()) == 0 {
		return ""
	}
	return fmt.Sprintf(" (said of %s, as an earlier revision of its page has it)", strings.Join(j.Earlier(), " and "))
}
