package main

import (
	"context"
	"fmt"
	"time"

	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
)

type judgeCmd struct {
	Same    judgeSameCmd    `cmd:"" help:"Say that two figures count the same people, or that two documents carry one text."`
	NotSame judgeNotSameCmd `cmd:"" name:"not-same" help:"Say that they do not."`
	Unsure  judgeUnsureCmd  `cmd:"" help:"Say that it cannot be told: no rule ties the two then."`
	Undo    judgeUndoCmd    `cmd:"" help:"Take a judgement back."`
}

// Help is shown by "sayso judge --help".
func (judgeCmd) Help() string {
	return `Your word on what is the same goes before the rules' in every list and page, and survives a new reading, since it hangs on the words, and a new revision of the page, where it goes over to the figure that stands in the place of the old one. It is kept with your name, the time and the reason; "sayso judgements" lists such words, and "sayso judge undo" takes one back.

Two figures: that they count the same people; with --event, that they are of one happening. Two documents: that they carry one text.

Examples:

    sayso judge same f3k9v2m7x f8yzt2aa1 --why "one strike, two villages named"
    sayso judge not-same f3k9v2m7x f8yzt2aa1 --event
    sayso judge not-same d8yzt d2kq0 --why "same form, other week"
    sayso judge undo j5m2x`
}

// twoFlags are the two that a judgement is about.
type twoFlags struct {
	dbFlag
	byFlag
	A     string `arg:"" name:"id" help:"The ID of a figure (f...) or a document (d...), or its beginning."`
	B     string `arg:"" name:"other" help:"The other one's."`
	Why   string `help:"Why; it is kept with the judgement."`
	Event bool   `help:"About the happening of two figures, not the people counted."`
}

func (c *twoFlags) say(v group.Verdict) error {
	w := judge.Word{Verdict: v, Level: group.QuantityLevel, A: c.A, B: c.B, By: c.who(), Why: c.Why}
	id, _ := ledger.ParseID(c.A)
	other, _ := ledger.ParseID(c.B)
	switch {
	case id != "" && other != "" && id[0] == 'f' && other[0] == 'f':
		if c.Event {
			w.Level = group.EventLevel
		}
	case id != "" && other != "" && (id[0] == 'f' || other[0] == 'f'):
		return usageError{fmt.Errorf("%s and %s are two sorts of things: give two figures or two documents", c.A, c.B)}
	default:
		w.Level = group.TextLevel
	}
	return sayTo(&c.dbFlag, w)
}

// sayTo keeps a person's word in the ledger.
func sayTo(f *dbFlag, w judge.Word) error {
	return withGroups(f, func(ctx context.Context, l ledger.Ledger) error { return say(ctx, l, w) })
}

func say(ctx context.Context, l ledger.Ledger, w judge.Word) error {
	j, err := judge.Say(ctx, l, w, time.Now())
	if err != nil {
		return err
	}
	fmt.Printf("%s  %s\n", j.ID, judgeWords(&j))
	return nil
}

type judgeSameCmd struct{ twoFlags }

// Help is shown by "sayso judge same --help".
func (judgeSameCmd) Help() string {
	return `Example:

    sayso judge same f3k9v2m7x f8yzt2aa1 --why "one strike, two villages named"`
}

// Run keeps the judgement.
func (c *judgeSameCmd) Run() error { return c.say(group.Same) }

type judgeNotSameCmd struct{ twoFlags }

// Help is shown by "sayso judge not-same --help".
func (judgeNotSameCmd) Help() string {
	return `Example:

    sayso judge not-same f3k9v2m7x f8yzt2aa1 --event`
}

// Run keeps the judgement.
func (c *judgeNotSameCmd) Run() error { return c.say(group.NotSame) }

type judgeUnsureCmd struct{ twoFlags }

// Help is shown by "sayso judge unsure --help".
func (judgeUnsureCmd) Help() string {
	return `Example:

    sayso judge unsure f3k9v2m7x f8yzt2aa1`
}

// Run keeps the judgement.
func (c *judgeUnsureCmd) Run() error { return c.say(group.Unsure) }

type judgeUndoCmd struct {
	dbFlag
	byFlag
	ID  string `arg:"" help:"The ID of the judgement (j...), or its beginning."`
	Why string `help:"Why; it is kept with the act."`
}

// Help is shown by "sayso judge undo --help".
func (judgeUndoCmd) Help() string {
	return `Example:

    sayso judge undo j5m2x --why "looked again"`
}

// Run takes a judgement back.
func (c *judgeUndoCmd) Run() error {
	return withGroups(&c.dbFlag, func(ctx context.Context, l ledger.Ledger) error {
		j, err := judge.Undo(ctx, l, c.ID, c.who(), c.Why, time.Now())
		if err != nil {
			return err
		}
		fmt.Printf("%s  takes back %s\n", j.ID, j.Takes)
		return nil
	})
}

// judgeWords says a judgement in words.
func judgeWords(j *group.Judgement) string {
	switch {
	case j.Undo:
		return "takes back " + j.Takes
	case j.Verdict == group.Renamed:
		return fmt.Sprintf("%q is to be called %q", j.A, j.B)
	}
	about := map[group.Level]string{group.TextLevel: "carry one text", group.EventLevel: "are of one happening", group.QuantityLevel: "count the same people", group.OriginLevel: "are one origin"}[j.Level]
	not := map[group.Level]string{group.TextLevel: "carry two texts", group.EventLevel: "are of two happenings", group.QuantityLevel: "count other people", group.OriginLevel: "are two origins"}[j.Level]
	a, b := j.A, j.B
	if j.Level == group.OriginLevel {
		a, b = fmt.Sprintf("%q", a), fmt.Sprintf("%q", b)
	}
	switch j.Verdict {
	case group.Same:
		return fmt.Sprintf("%s and %s %s", a, b, about)
	case group.NotSame:
		return fmt.Sprintf("%s and %s %s", a, b, not)
	}
	return fmt.Sprintf("it cannot be told whether %s and %s %s", a, b, about)
}
