package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// derivedRows looks at what is made of a reading for lists and filters: what is
// shown around each claim, and the links of the chains.
func (v *verifier) derivedRows(name string, id int64, rec *ledger.Record) error {
	for _, list := range []struct {
		table string
		ids   []ledger.ID
		spans func(i int) []sayso.Span
	}{
		{"attributions", rec.AttributionIDs, func(i int) []sayso.Span {
			a := &rec.Reading.Attributions[i]
			return slices.Concat(a.Cue, a.Content, a.Source)
		}},
		{"figures", rec.FigureIDs, func(i int) []sayso.Span {
			f := &rec.Reading.Figures[i]
			return []sayso.Span{f.Number, f.Term}
		}},
	} {
		i := 0
		err := v.each(`SELECT c.n, c.start, c."end", coalesce(p.n, -1), coalesce(p.text = g.text, c.passage IS NULL)
			FROM `+list.table+` c JOIN readings g ON g.id = c.reading LEFT JOIN passages p ON p.id = c.passage WHERE c.reading = ? ORDER BY c.n`, func(rs *sql.Rows) error {
			var n, block int
			var extent sayso.Span
			var ours bool
			if err := rs.Scan(&n, &extent.Start, &extent.End, &block, &ours); err != nil {
				return err
			}
			if i >= len(list.ids) {
				return nil
			}
			want, at := sayso.Span{}, -1
			if inside(rec.Text.Text, list.spans(i)) {
				want, at = ledger.Extent(rec.Text, list.spans(i)...)
			}
			claim := fmt.Sprintf("%s %s, in %s", strings.TrimSuffix(list.table, "s"), list.ids[i], name)
			if n != i {
				v.found(claim, fmt.Sprintf("its place in the reading is %d, and %d are before it", n, i), changed)
			}
			if want != extent || at != block || !ours {
				v.found(claim, "the passage that lists show it in is not the one it stands in", derived)
			}
			i++
			return nil
		}, id)
		if err != nil {
			return err
		}
	}
	return first(v.leftovers(name, id), v.chains(name, id, rec))
}

// leftovers looks at the columns of what a claim does not have.
func (v *verifier) leftovers(name string, id int64) error {
	for _, q := range []string{
		"SELECT 'a place' FROM (SELECT count(*) AS c, coalesce(max(n) + 1, 0) AS m FROM places WHERE reading = ?) x WHERE c <> m",
		"SELECT 'a block' FROM (SELECT count(*) AS c, coalesce(max(p.n) + 1, 0) AS m FROM passages p JOIN readings g ON g.text = p.text WHERE g.id = ?) x WHERE c <> m",
		"SELECT 'attribution ' || public FROM attributions WHERE reading = ? AND speaker IS NULL AND (role <> '' OR type <> '')",
		`SELECT 'figure ' || public FROM figures WHERE reading = ? AND (victims IS NULL AND (unit <> 'people' OR tags <> '[]' OR victims_start IS NOT NULL OR victims_end IS NOT NULL)
			OR place IS NULL AND (place_start IS NOT NULL OR place_end IS NOT NULL)
			OR when_first IS NULL AND (when_last IS NOT NULL OR when_start IS NOT NULL OR when_end IS NOT NULL OR when_precision IS NOT NULL))`,
	} {
		if err := v.each(q, func(rs *sql.Rows) error {
			var claim string
			err := rs.Scan(&claim)
			found := "there are parts of what it has not"
			if strings.HasPrefix(claim, "a ") {
				found = "its place among the others is wrong"
			}
			v.found(claim+", in "+name, found, changed)
			return err
		}, id); err != nil {
			return err
		}
	}
	return nil
}

// inside reports whether the spans lie in the text; where not, that was found
// already.
func inside(text string, spans []sayso.Span) bool {
	for _, s := range spans {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End {
			return false
		}
	}
	return true
}

// chains looks whether figures are found by all sources of their chains.
func (v *verifier) chains(name string, id int64, rec *ledger.Record) error {
	have := map[int][]string{}
	err := v.each(`SELECT f.n, n.name FROM figure_sources s JOIN figures f ON f.id = s.figure JOIN names n ON n.id = s.name
		WHERE f.reading = ? ORDER BY f.n, s.link`, func(rs *sql.Rows) error {
		var n int
		var source string
		err := rs.Scan(&n, &source)
		have[n] = append(have[n], source)
		return err
	}, id)
	for i := range rec.Reading.Figures {
		if !slices.Equal(have[i], rec.Reading.Figures[i].Chain) {
			v.found(fmt.Sprintf("figure %s, in %s", rec.FigureIDs[i], name), "the sources that it is found by are not those of its chain", derived)
		}
	}
	return err
}

// documentRow is a document with what its head must be.
type documentRow struct {
	id                     int64
	public, key            string
	given, added           string
	firstGiven, firstAdded sql.NullString
	have                   headRow
}

type headRow struct {
	public                       sql.NullString
	revision, reading            sql.NullInt64
	published, outlet, changed   sql.NullString
	bytes, attributions, figures sql.NullInt64
}

// documents looks at the documents: what they are known by, and which state of
// them is shown.
func (v *verifier) documents() error {
	const most = 500
	for last := int64(0); ; {
		var page []documentRow
		err := v.each(`SELECT d.id, d.public, d.key, d.given, d.added,
			(SELECT c.given FROM captures c WHERE c.document = d.id ORDER BY c.id LIMIT 1), (SELECT c.time FROM captures c WHERE c.document = d.id ORDER BY c.id LIMIT 1),
			h.public, h.revision, h.reading, h.published, h.outlet, h.changed, h.bytes, h.attributions, h.figures
			FROM documents d LEFT JOIN heads h ON h.document = d.id WHERE d.id > ? ORDER BY d.id LIMIT ?`, func(rs *sql.Rows) error {
			var d documentRow
			h := &d.have
			err := rs.Scan(&d.id, &d.public, &d.key, &d.given, &d.added, &d.firstGiven, &d.firstAdded,
				&h.public, &h.revision, &h.reading, &h.published, &h.outlet, &h.changed, &h.bytes, &h.attributions, &h.figures)
			page = append(page, d)
			return err
		}, last, most)
		if err != nil {
			return err
		}
		for i := range page {
			if err := v.document(&page[i]); err != nil {
				return err
			}
			last = page[i].id
		}
		if len(page) < most {
			return nil
		}
	}
}

func (v *verifier) document(d *documentRow) error {
	v.sum.Documents++
	name := "document " + d.public
	if id := ledger.KeyID(d.key, d.given); string(id) != d.public {
		v.found(name, fmt.Sprintf("its ID is not the one that what it is known by gives (%s, %s)", d.key, id), changed)
	}
	switch {
	case !d.firstGiven.Valid:
		v.found(name, "it has no capture", lost)
	case d.given != d.firstGiven.String:
		v.found(name, fmt.Sprintf("the id given on input is %q, and its first capture says %q", d.given, d.firstGiven.String), changed)
	case d.added != d.firstAdded.String:
		v.found(name, fmt.Sprintf("it was added at %s, and its first capture is of %s", d.added, d.firstAdded.String), changed)
	}
	if !d.have.reading.Valid {
		v.found(name, "no current reading is noted of it", derived)
		return nil
	}
	var want headRow
	var outlet string
	ok, err := v.find(`SELECT d.public, r.id, g.id, r.published, r.outlet, (SELECT min(c.time) FROM captures c WHERE c.revision = r.id), length(t.text),
		(SELECT count(*) FROM attributions a WHERE a.reading = g.id), (SELECT count(*) FROM figures f WHERE f.reading = g.id)
		FROM documents d JOIN revisions r ON r.document = d.id JOIN readings g ON g.revision = r.id JOIN texts t ON t.id = g.text
		WHERE d.id = ? ORDER BY r.number DESC, `+current+` LIMIT 1`, []any{d.id},
		&want.public, &want.revision, &want.reading, &want.published, &outlet, &want.changed, &want.bytes, &want.attributions, &want.figures)
	if err != nil || !ok {
		return err
	}
	want.outlet = sql.NullString{String: query.Fold(outlet), Valid: true}
	if found := d.have.differs(&want); found != "" {
		v.found(name, "what lists show of it is not what the record adds up to: "+found, derived)
	}
	return nil
}

// differs names the first field that is otherwise.
func (h *headRow) differs(want *headRow) string {
	return cmp.Or(
		other("public", h.public, want.public), other("revision", h.revision, want.revision), other("reading", h.reading, want.reading),
		other("published", h.published, want.published), other("outlet", h.outlet, want.outlet), other("changed", h.changed, want.changed),
		other("bytes", h.bytes, want.bytes), other("attributions", h.attributions, want.attributions), other("figures", h.figures, want.figures))
}

func other[T comparable](field string, have, want T) string {
	if have == want {
		return ""
	}
	return field
}

// names looks at the names of sources, which are found by their folded form.
func (v *verifier) names() error {
	return v.pages("SELECT id, name, folded FROM names WHERE id > ? ORDER BY id LIMIT ?", func(rs *sql.Rows) (id int64, err error) {
		var name, folded string
		err = rs.Scan(&id, &name, &folded)
		if folded != query.Fold(name) {
			v.found(fmt.Sprintf("the name %q", name), "it is filed under another form of it: "+folded, derived)
		}
		return id, err
	})
}

// toponyms looks at the places as they were named and understood.
func (v *verifier) toponyms() error {
	return v.pages("SELECT id, hash, text, name, country, lat, lon, precision, folded FROM toponyms WHERE id > ? ORDER BY id LIMIT ?", func(rs *sql.Rows) (id int64, err error) {
		var p sayso.Place
		var hash []byte
		var lat, lon sql.NullFloat64
		var precision, folded string
		if err := rs.Scan(&id, &hash, &p.Text, &p.Name, &p.Country, &lat, &lon, &precision, &folded); err != nil {
			return id, err
		}
		p.Lat, p.Lon, p.Resolved, p.Precision = lat.Float64, lon.Float64, lat.Valid, sayso.Precision(precision)
		want, err := toponymHash(&p)
		name := fmt.Sprintf("the place %q", p.Text)
		if string(hash) != string(want[:]) {
			v.found(name, "its hash is not the one that its name and coordinates give", changed)
		}
		if folded != foldedToponym(&p) {
			v.found(name, "it is filed under another form of it: "+folded, derived)
		}
		return id, err
	})
}

// pages walks over a table, a page of rows at a time; row returns the row's
// number.
func (v *verifier) pages(q string, row func(*sql.Rows) (int64, error)) error {
	const most = 1000
	for last, n := int64(0), most; n == most; {
		n = 0
		err := v.each(q, func(rs *sql.Rows) error {
			id, err := row(rs)
			last = id
			n++
			return err
		}, last, most)
		if err != nil {
			return err
		}
	}
	return nil
}

// strays names rows that nothing leads to or that lead nowhere.
func (v *verifier) strays() error {
	for _, s := range []struct{ record, found, means, q string }{
		{"capture", "its revision is gone", changed, "SELECT c.place FROM captures c WHERE c.revision NOT IN (SELECT id FROM revisions)"},
		{"reading", "its revision is gone", changed, "SELECT g.reader FROM readings g WHERE g.revision NOT IN (SELECT id FROM revisions)"},
		{"the bytes under SHA-256", "no capture is of them", changed, "SELECT b.hash FROM blobs b WHERE b.id NOT IN (SELECT blob FROM captures) AND b.id NOT IN (SELECT blob FROM arrivals)"},
		{"a text", "no reading is of it", changed, "SELECT t.hash FROM texts t WHERE t.id NOT IN (SELECT text FROM readings)"},
		{"figure", "its reading is gone", changed, "SELECT f.public FROM figures f WHERE f.reading NOT IN (SELECT id FROM readings)"},
		{"attribution", "its reading is gone", changed, "SELECT a.public FROM attributions a WHERE a.reading NOT IN (SELECT id FROM readings)"},
		{"place of reading", "its reading is gone", changed, "SELECT CAST(p.reading AS TEXT) FROM places p WHERE p.reading NOT IN (SELECT id FROM readings)"},
		{"a link of a chain, of figure row", "its figure is gone", derived, "SELECT CAST(s.figure AS TEXT) FROM figure_sources s WHERE s.figure NOT IN (SELECT id FROM figures)"},
		{"the current state of document row", "its document is gone", derived, "SELECT CAST(h.document AS TEXT) FROM heads h WHERE h.document NOT IN (SELECT id FROM documents)"},
		{"passage", "the search does not know it", derived, "SELECT CAST(p.id AS TEXT) FROM passages p WHERE p.id NOT IN (SELECT rowid FROM passage_words)"},
		{"passage", "its text is gone", changed, "SELECT CAST(p.id AS TEXT) FROM passages p WHERE p.text NOT IN (SELECT id FROM texts)"},
	} {
		if err := v.each(s.q+" LIMIT 20", func(rs *sql.Rows) error {
			var name any
			err := rs.Scan(&name)
			if b, ok := name.([]byte); ok && len(b) == len(ledger.Hash{}) {
				name = ledger.Hash(b)
			} else if ok {
				name = string(b)
			}
			v.found(fmt.Sprint(s.record, " ", name), s.found, s.means)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
