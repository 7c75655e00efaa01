package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// A Table is one that rows are put into in great number, none of which is looked
// for before the transaction stores what it has waiting (flush).
type Table struct {
	name, columns string
	width         int
	one           string // the statement that adds one row
	unnumbered    string // the one that leaves its number to the engine
}

func newTable(name, columns string) *Table {
	t := &Table{name: name, columns: columns, width: strings.Count(columns, ",") + 1}
	t.one = t.insert(1)
	return t
}

// newNumbered is a table whose rows have numbers, which the columns do not name.
func newNumbered(name, columns string) *Table {
	t := newTable(name, "id, "+columns)
	t.unnumbered = newTable(name, columns).one
	return t
}

// The tables of what comes, of documents and of a reading. PassageWords is the index that has no engine for
// itself.
var (
	blobsTable         = newNumbered("blobs", "hash, size, coding, data")
	arrivalsTable      = newNumbered("arrivals", "fingerprint, blob, form, charset, given, place, file, facts, time, tool")
	waitingTable       = newTable("waiting", "arrival, job, lane, failed, kills")
	documentsTable     = newNumbered("documents", "public, key, given, added")
	revisionsTable     = newNumbered("revisions", "document, number, hash, text_hash, title, authors, outlet, published, url, language")
	capturesTable      = newNumbered("captures", "fingerprint, document, revision, blob, media_type, given, url, place, file, facts, time, tool")
	textsTable         = newNumbered("texts", "hash, text_hash, text")
	readingsTable      = newNumbered("readings", "revision, reader, text, time")
	namesTable         = newNumbered("names", "name, folded")
	toponymsTable      = newNumbered("toponyms", "hash, text, name, country, lat, lon, precision, folded")
	headsTable         = newTable("heads", "document, public, revision, reading, published, outlet, changed, bytes, attributions, figures")
	passagesTable      = newTable("passages", `id, text, n, kind, start, "end", raw_start, raw_end, joins`)
	PassageWords       = newTable("passage_words", "rowid, part, words")
	attributionsTable  = newTable("attributions", `public, reading, n, number, passage, start, "end", source, cue, content, kind, class, speaker, role, type, parent, confidence, rule`)
	figuresTable       = newTable("figures", `id, public, reading, n, passage, start, "end", number_start, number_end, quantifier, low, high, category, term_start, term_end, victims, victims_start, victims_end, place, place_start, place_end, when_first, when_last, when_start, when_end, when_precision, scope, status, attribution, chain, part_of, article, confidence, rule, unit, tags, voices, disputed_by`)
	figureSourcesTable = newTable("figure_sources", "name, figure, link")
	placesTable        = newTable("places", `reading, n, toponym, start, "end"`)
	groupFiguresTable  = newTable("group_figures", "figure, document, n, words, point_start, point_end, sentence")
	logTable           = newTable("log_leaves", "n, subject, data, nodes")
)

// putOrder is the order in which waiting rows are stored: each table points back
// only.
var putOrder = []*Table{blobsTable, arrivalsTable, waitingTable, documentsTable, revisionsTable, capturesTable, textsTable, readingsTable, namesTable, toponymsTable, headsTable,
	passagesTable, PassageWords, attributionsTable, figuresTable, figureSourcesTable, placesTable, groupFiguresTable, logTable}

// insert is the statement that adds n rows.
func (t *Table) insert(n int) string {
	row := "(?" + strings.Repeat(", ?", t.width-1) + ")"
	return "INSERT INTO " + t.name + " (" + t.columns + ") VALUES " + row + strings.Repeat(", "+row, n-1)
}

// A batch of rows goes to the engine at once; the sizes of statements are powers
// of two, so that there are few to prepare.
const batch = 64

// batchBytes bounds what waits to be written.
const batchBytes = 4 << 20

// Put adds a row. Where each statement travels to a server, rows wait until there
// are many.
func (t *Tx) Put(to *Table, args ...any) error {
	if len(args) != to.width {
		return fmt.Errorf("%d values for a row of %s, which has %d", len(args), to.name, to.width)
	}
	if !t.l.d.bulk() {
		_, err := t.exec(to.one, args...)
		return err
	}
	t.waiting[to] = append(t.waiting[to], args...)
	for _, v := range args {
		switch v := v.(type) {
		case []byte:
			t.weight += len(v)
		case string:
			t.weight += len(v)
		}
	}
	if t.weight > batchBytes || len(t.waiting[to]) >= 16*batch*to.width {
		return t.flush()
	}
	return nil
}

// settle stores the rows that wait, before a query that looks at their tables.
func (t *Tx) settle(q string) error {
	if s := t.shelf; s != nil && (len(s.unsaved) > 0 && strings.Contains(q, "FROM group_nodes") || len(s.paired) > 0 && strings.Contains(q, "FROM group_pairs")) {
		if err := s.save(); err != nil {
			return err
		}
	}
	for to, args := range t.waiting {
		if len(args) > 0 && (strings.Contains(q, "FROM "+to.name) || strings.Contains(q, "JOIN "+to.name)) {
			return t.flush()
		}
	}
	return nil
}

// flush stores the rows that wait.
func (t *Tx) flush() error {
	for _, to := range putOrder {
		args := t.waiting[to]
		if err := t.send(to, args); err != nil {
			return err
		}
		clear(t.waiting[to])
		t.waiting[to] = t.waiting[to][:0]
	}
	t.weight = 0
	return nil
}

// send stores many rows at once.
func (t *Tx) send(to *Table, rows []any) error {
	if len(rows) == 0 {
		return nil
	}
	return t.l.d.Copy(t.ctx, t.conn, to.name, to.columns, to.width, clean(rows))
}

// among are the sizes in which things are asked for together, so that there are few
// statements to prepare.
var among = [...]int{1, 4, 16, 64}

func padded(n int) int {
	for _, size := range among {
		if n <= size {
			return size
		}
	}
	return among[len(among)-1]
}

// among runs a query that ends in IN for some names at a time.
func (t *Tx) among(q string, args []any, names []string, row func(*sql.Rows) error) error {
	return t.amongAny(q, args, anyOf(names), row)
}

func anyOf[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

func (t *Tx) amongAny(q string, args, names []any, row func(*sql.Rows) error) error {
	for len(names) > 0 {
		part := names[:min(among[len(among)-1], len(names))]
		names = names[len(part):]
		size := padded(len(part))
		all := slices.Clone(args)
		for i := range size {
			all = append(all, part[min(i, len(part)-1)])
		}
		if err := t.each(q+"(?"+strings.Repeat(", ?", size-1)+")", row, all...); err != nil {
			return err
		}
	}
	return nil
}

// insertAll adds rows of so many columns, many in a statement.
func (t *Tx) insertAll(insert string, columns int, rows []any, conflict string) error {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	for n := batch; len(rows) > 0; {
		for n*columns > len(rows) {
			n /= 2
		}
		if _, err := t.exec(insert+row+strings.Repeat(", "+row, n-1)+conflict, rows[:n*columns]...); err != nil {
			return err
		}
		rows = rows[n*columns:]
	}
	return nil
}

// add adds a row to a table with numbered rows and returns its number.
func (t *Tx) add(to *Table, args ...any) (int64, error) {
	if !t.l.d.bulk() {
		return t.insert(to.unnumbered, args...)
	}
	id, err := t.numbers(to.name, 1)
	if err != nil {
		return 0, err
	}
	return id, t.Put(to, append([]any{id}, args...)...)
}

// ahead is how many numbers are set aside at once where asking for them travels;
// those that are left over when the transaction ends are nobody's.
const ahead = 128

// numbers are so many numbers from the first on.
type numbers struct {
	first int64
	n     int
}

// numbers sets n numbers of a table's rows aside, and returns the first.
func (t *Tx) numbers(table string, n int) (int64, error) {
	if n == 0 {
		return 0, nil
	}
	aside := n
	if t.l.d.bulk() {
		if s := t.aside[table]; s.n >= n {
			t.aside[table] = numbers{s.first + int64(n), s.n - n}
			return s.first, nil
		}
		aside = max(n, ahead)
	}
	var last int64
	_, err := t.find(strings.ReplaceAll(t.l.d.LastNumber, "%s", table), []any{aside}, &last)
	first := last - int64(aside) + 1
	if aside > n {
		if t.aside == nil {
			t.aside = map[string]numbers{}
		}
		t.aside[table] = numbers{first + int64(n), aside - n}
	}
	return first, err
}
