package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"sayso/internal/keep/changes"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// Persons are all judgements of persons, in the order in which they were given,
// carried to later revisions.
func (t *Tx) Persons() ([]group.Judgement, error) {
	if t.waiting != nil { // of one that only reads, nothing waits
		if err := t.flush(); err != nil {
			return nil, t.l.fail("persons' judgements", err)
		}
	}
	out, err := personsIn(t.query)
	return out, t.l.fail("persons' judgements", err)
}

// Persons are those of a transaction that only reads.
func (l *Ledger) Persons(ctx context.Context) ([]group.Judgement, error) {
	tx, err := l.read.BeginTx(ctx, &l.d.Snapshot)
	if err != nil {
		return nil, l.fail("persons' judgements", err)
	}
	defer tx.Rollback()
	out, err := personsIn(func(q string, args []any) (*sql.Rows, error) {
		return tx.QueryContext(ctx, l.d.SQL(q), clean(args)...)
	})
	return out, l.fail("persons' judgements", err)
}

func personsIn(query func(string, []any) (*sql.Rows, error)) ([]group.Judgement, error) {
	q := &recordReader{query: query}
	var out []group.Judgement
	onFigures := false
	if err := q.each("SELECT "+judgementColumns+" FROM judgements WHERE person = 1 ORDER BY id", func(rs *sql.Rows) error {
		j, err := scanJudgement(rs)
		onFigures = onFigures || j.Level == group.EventLevel || j.Level == group.QuantityLevel
		out = append(out, j)
		return err
	}); err != nil || !onFigures {
		return out, err
	}
	lines, err := q.lines()
	if err != nil || len(lines) == 0 {
		return out, err
	}
	return group.Carried(out, func(figure string) []string {
		for i := range lines {
			if heirs := lines[i].heirs(figure); heirs != nil {
				return heirs
			}
		}
		return nil
	}), nil
}

// judgedBefore are documents with a figure that a person judged, and of which there
// is a later revision.
const judgedBefore = `SELECT DISTINCT r.document FROM (SELECT a AS figure FROM judgements WHERE person = 1 AND level IN ('event', 'quantity')
	UNION SELECT b FROM judgements WHERE person = 1 AND level IN ('event', 'quantity')) j
	JOIN figures f ON f.public = j.figure JOIN readings g ON g.id = f.reading JOIN revisions r ON r.id = g.revision
	WHERE r.number < (SELECT max(x.number) FROM revisions x WHERE x.document = r.document) ORDER BY 1`

// line is a document's revisions, the oldest first. They are compared by the first
// reading of each: so who stands in whose place never changes, whatever is read
// again or promoted, and groups that stand need not be made again for it.
type line struct {
	figures [][]ledger.ID
	to      [][]int // from each revision to the next
}

func (q *recordReader) lines() ([]line, error) {
	var documents []int64
	if err := q.each(judgedBefore, func(rs *sql.Rows) error {
		var id int64
		err := rs.Scan(&id)
		documents = append(documents, id)
		return err
	}); err != nil {
		return nil, err
	}
	var out []line
	for _, id := range documents {
		l, err := q.line(id)
		if errors.Is(err, ledger.ErrDamaged) {
			continue // "sayso verify" tells; nobody else's document is held up by it
		}
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func (q *recordReader) line(document int64) (l line, err error) {
	var readings []int64
	if err := q.each("SELECT min(g.id) FROM revisions r JOIN readings g ON g.revision = r.id WHERE r.document = ? GROUP BY r.number ORDER BY r.number", func(rs *sql.Rows) error {
		var id int64
		err := rs.Scan(&id)
		readings = append(readings, id)
		return err
	}, document); err != nil {
		return l, err
	}
	var last *ledger.Record
	for _, id := range readings {
		r, err := readRecord(id, q.query)
		if err != nil {
			return l, err
		}
		l.figures = append(l.figures, r.FigureIDs)
		if last != nil {
			l.to = append(l.to, changes.Heirs(last, r))
		}
		last = r
	}
	return l, nil
}

// heirs are those of a figure in the revisions after the first that has it. Of a page
// that was put back as it was, the figure itself is its heir.
func (l *line) heirs(figure string) []string {
	var out []string
	at, known := -1, false
	for n, ids := range l.figures {
		if known && at >= 0 {
			at = l.to[n-1][at]
		}
		if i := slices.Index(ids, ledger.ID(figure)); i >= 0 {
			at, known = i, true
		}
		if at < 0 {
			continue
		}
		if id := string(ids[at]); id != figure && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
