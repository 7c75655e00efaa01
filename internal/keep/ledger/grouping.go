package ledger

import (
	"context"
	"iter"
	"strconv"
	"time"

	"sayso/internal/keep/group"
)

// Grouper keeps the judgements and the groups that come of them.
type Grouper interface {
	// Judgements yields judgements in the order in which they were given: persons',
	// or the rules' as well.
	Judgements(ctx context.Context, rules bool) iter.Seq2[group.Judgement, error]
	// Judgement is one judgement by its ID or the beginning of one.
	Judgement(ctx context.Context, id string) (*group.Judgement, error)

	// Persons are all judgements of persons, and those on figures once more for the
	// figures that stand in their place in later revisions: see group.Carried.
	Persons(ctx context.Context) ([]group.Judgement, error)

	// Ungrouped are documents whose current reading is not in the groups yet, no
	// more than n, and how many there are in all: every one where the groups were made
	// of sketches of an older form.
	Ungrouped(ctx context.Context, n int) ([]ID, int, error)

	// GroupDocuments yields what groups need of documents: all where none is named.
	GroupDocuments(ctx context.Context, shingles bool, documents []ID) iter.Seq2[GroupDocument, error]
	// GroupFigures yields figures with the words that lists of groups show: a
	// document's, or all where none is named.
	GroupFigures(ctx context.Context, document ID) iter.Seq2[GroupFigure, error]
	// GroupNodes yields the nodes of a level with their groups: a group's, or all
	// where none is named.
	GroupNodes(ctx context.Context, level group.Level, g string) iter.Seq2[group.State, error]
	// GroupOf is the group of a node; "" where there is none.
	GroupOf(ctx context.Context, level group.Level, node string) (string, error)
}

// GroupTx is what grouping does within a transaction.
type GroupTx interface {
	// GroupForm is the form of the sketches that the groups were made of; 0 where
	// there are none. DropGroups forgets all groups, which are made of the record and
	// of persons' judgements, so that all documents are to be grouped.
	GroupForm() (int, error)
	DropGroups() error
	// Shelf is where the groups are kept.
	Shelf() group.Shelf
	// Judge appends judgements.
	Judge(all []group.Judgement) error
	// Persons are all judgements of persons, carried as those of Grouper are.
	Persons() ([]group.Judgement, error)
	// Current is a document's current reading, and its number for GroupedAs.
	Current(document ID) (*Record, int64, error)
	// Grouped keeps the words of a document's figures, before it is put on the shelf,
	// and GroupedAs notes which reading it is of, afterwards.
	Grouped(document ID, reading int64, figures []GroupFigure) error
	GroupedAs(document ID, reading int64) error
}

// GroupDocument is what groups need of a document, without its text.
type GroupDocument struct{ group.Document }

// GroupFigure is a figure with the words that lists of groups show.
type GroupFigure struct {
	ID       ID
	Document ID
	N        int // in its reading
	Words    string
	Points   [2]int // in code points
	Sentence string // the words around it
}

// JudgementID names a judgement by what it says.
func JudgementID(j group.Judgement) string {
	return string(newID('j', sumOf("judgement", j.Level.String(), j.A, j.B, j.Verdict.String(), j.By, strconv.FormatBool(j.Person), j.Why,
		strconv.FormatFloat(j.Score, 'g', -1, 64), j.Time.UTC().Format(time.RFC3339Nano), j.Takes, strconv.FormatBool(j.Undo))))
}
