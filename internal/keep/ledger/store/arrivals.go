package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Arrive records inputs with their bytes.
func (t *Tx) Arrive(inputs []ledger.Arrival) ([]ledger.Arrived, error) {
	out := make([]ledger.Arrived, len(inputs))
	if err := t.lookUpArrivals(inputs); err != nil {
		return nil, t.l.fail("recording", err)
	}
	for i := range inputs {
		var err error
		if out[i], err = t.arrive(&inputs[i]); err != nil {
			return nil, t.l.fail("recording "+inputs[i].Input.Place, err)
		}
	}
	t.added = true
	return out, t.l.fail("recording", t.flush())
}

func (t *Tx) arrive(a *ledger.Arrival) (ledger.Arrived, error) {
	var out ledger.Arrived
	var n int64
	print := ledger.FingerprintOf(&a.Input)
	if !t.no("captures.fingerprint", print[:]) {
		known, err := t.find("SELECT 1 FROM captures WHERE fingerprint = ?", []any{print[:]}, &n)
		if err != nil || known {
			out.Is = ledger.ArrivedKnown
			return out, err
		}
	}
	if t.no("arrivals.fingerprint", print[:]) {
		err := t.newArrival(a, print, &out.Number)
		return out, err
	}
	var failed bool
	waits, err := t.find("SELECT w.arrival, w.job, w.failed FROM arrivals a JOIN waiting w ON w.arrival = a.id WHERE a.fingerprint = ?", []any{print[:]}, &out.Number, &out.Job, &failed)
	if err != nil {
		return out, err
	}
	if waits && !failed {
		return ledger.Arrived{Number: out.Number, Is: ledger.ArrivedWaiting}, nil
	}
	if waits {
		if err := t.Settle([]int64{out.Number}); err != nil {
			return out, err
		}
	}
	err = t.newArrival(a, print, &out.Number)
	return out, err
}

// newArrival records an input that is to be read, and tells its number.
func (t *Tx) newArrival(a *ledger.Arrival, print ledger.Fingerprint, number *int64) (err error) {
	if *number, err = t.addArrival(a, print); err != nil {
		return err
	}
	return t.Put(waitingTable, *number, 0, a.Lane(), 0, 0)
}

func (t *Tx) addArrival(a *ledger.Arrival, print ledger.Fingerprint) (int64, error) {
	blob, err := t.blob(a.Input.Bytes)
	if err != nil {
		return 0, err
	}
	facts, err := json.Marshal(a.Input.Meta)
	if err != nil {
		return 0, err
	}
	t.now("arrivals.fingerprint", print[:])
	return t.add(arrivalsTable, print[:], blob, forms[a.Input.Form], a.Input.Charset, a.Input.ID, a.Input.Place, a.File, string(facts), stamp(a.Time), a.Tool)
}

var forms = map[sayso.Form]string{sayso.FormText: "text", sayso.FormHTML: "html"}

// Carry notes the job that carries arrivals.
func (t *Tx) Carry(job int64, numbers []int64) error {
	return t.overWaiting("UPDATE waiting SET job = ? WHERE arrival IN (%s)", []any{job}, numbers)
}

// Settle ends the waiting of arrivals.
func (t *Tx) Settle(numbers []int64) error {
	return t.overWaiting("DELETE FROM waiting WHERE arrival IN (%s)", nil, numbers)
}

// Failed notes that an arrival could not be read, or takes that back.
func (t *Tx) Failed(number int64, failed bool) error {
	n := 0
	if failed {
		n = 1
	}
	return t.overWaiting("UPDATE waiting SET failed = ? WHERE arrival IN (%s)", []any{n}, []int64{number})
}

// Killed counts a killed program for each of the arrivals.
func (t *Tx) Killed(numbers []int64) error {
	return t.overWaiting("UPDATE waiting SET kills = kills + 1 WHERE arrival IN (%s)", nil, numbers)
}

// overWaiting runs a statement over the rows of the numbers.
func (t *Tx) overWaiting(q string, args []any, numbers []int64) error {
	for part := range slices.Chunk(numbers, maxIn) {
		_, err := t.tx.ExecContext(t.ctx, t.l.d.SQL(fmt.Sprintf(q, marks(len(part)))), append(slices.Clone(args), anys(part)...)...)
		if err != nil {
			return t.l.fail("what waits", err)
		}
	}
	return nil
}

// maxIn is how many numbers a query takes at once.
const maxIn = 500

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys(numbers []int64) []any {
	out := make([]any, len(numbers))
	for i, n := range numbers {
		out[i] = n
	}
	return out
}

// Blocked reports whether an earlier arrival that may be of the same document is
// still to be read. Where nothing is known of a document, it may be any.
func (t *Tx) Blocked(numbers []int64) (bool, error) {
	if len(numbers) == 0 {
		return false, nil
	}
	first := slices.Min(numbers)
	for part := range slices.Chunk(numbers, maxIn) {
		for _, q := range []string{
			"SELECT 1 FROM waiting w JOIN waiting o ON o.lane = w.lane AND o.arrival < ? AND o.failed = 0 WHERE w.arrival IN (%s) LIMIT 1",
			"SELECT 1 FROM waiting w JOIN waiting o ON o.lane = '' AND o.arrival < ? AND o.failed = 0 WHERE w.arrival IN (%s) LIMIT 1",
			"SELECT 1 FROM waiting w JOIN waiting o ON o.arrival < ? AND o.failed = 0 WHERE w.lane = '' AND w.arrival IN (%s) LIMIT 1",
		} {
			var one int
			if ok, err := t.find(fmt.Sprintf(q, marks(len(part))), append([]any{first}, anys(part)...), &one); ok || err != nil {
				return ok, t.l.fail("what waits", err)
			}
		}
	}
	return false, nil
}

// Superseded reports whether a later capture of the entry's document has been
// read already.
func (t *Tx) Superseded(e *ledger.Entry) (bool, error) {
	key, _ := ledger.DocumentKey(e)
	later := false
	err := t.each(`SELECT c.time FROM captures c JOIN documents d ON d.id = c.document WHERE d.key = ?
		UNION ALL SELECT time FROM captures WHERE file = ? AND file <> '' AND file <> ?`, func(rs *sql.Rows) error {
		var s string
		if err := rs.Scan(&s); err != nil {
			return err
		}
		at, err := time.Parse(time.RFC3339Nano, s)
		later = later || at.After(e.Captured)
		return err
	}, key, e.File, ledger.Stdin)
	return later, t.l.fail("later captures of "+e.Input.Place, err)
}

// Arrivals are those of the numbers, with their bytes.
func (l *Ledger) Arrivals(ctx context.Context, numbers []int64) ([]ledger.Arrival, error) {
	out := make([]ledger.Arrival, len(numbers))
	for i, n := range numbers {
		a := &out[i]
		a.Number = n
		var hash []byte
		var form, facts, at string
		err := l.row(ctx, `SELECT b.hash, a.form, a.charset, a.given, a.place, a.file, a.facts, a.time, a.tool
			FROM arrivals a JOIN blobs b ON b.id = a.blob WHERE a.id = ?`, n).
			Scan(&hash, &form, &a.Input.Charset, &a.Input.ID, &a.Input.Place, &a.File, &facts, &at, &a.Tool)
		if errors.Is(err, sql.ErrNoRows) {
			err = sayso.ErrNotFound
		}
		if err == nil {
			a.Input.Meta, err = parseFacts(facts)
		}
		if err == nil {
			a.Time, err = time.Parse(time.RFC3339Nano, at)
		}
		if err != nil {
			return nil, l.fail(fmt.Sprintf("arrival %d", n), err)
		}
		if form == forms[sayso.FormHTML] {
			a.Input.Form = sayso.FormHTML
		}
		if a.Input.Bytes, err = l.Capture(ctx, ledger.Hash(hash)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Captured tells what became of an input that was read.
func (l *Ledger) Captured(ctx context.Context, input ledger.Fingerprint) (o ledger.Outcome, ok bool, err error) {
	var first bool
	err = l.row(ctx, `SELECT d.public, r.number, c.id = (SELECT min(x.id) FROM captures x WHERE x.revision = c.revision),
		(SELECT count(*) FROM attributions a WHERE a.reading = g.id), (SELECT count(*) FROM figures f WHERE f.reading = g.id)
		FROM captures c JOIN documents d ON d.id = c.document JOIN revisions r ON r.id = c.revision
		JOIN readings g ON g.id = (SELECT min(y.id) FROM readings y WHERE y.revision = r.id) WHERE c.fingerprint = ?`, input[:]).
		Scan(&o.Document, &o.Revision, &first, &o.Attributions, &o.Figures)
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	switch {
	case !first:
		o = ledger.Outcome{Document: o.Document, Status: ledger.Seen, Revision: o.Revision}
	case o.Revision > 1:
		o.Status = ledger.Revised
	}
	return o, err == nil, l.fail("captures", err)
}

// Waiting are those of the numbers that are still to be read; of nil, all.
func (l *Ledger) Waiting(ctx context.Context, numbers []int64) ([]ledger.Waiting, error) {
	const q = "SELECT arrival, job, failed, kills FROM waiting"
	if numbers == nil {
		return l.waiting(ctx, q+" ORDER BY arrival")
	}
	var out []ledger.Waiting
	for part := range slices.Chunk(numbers, maxIn) {
		more, err := l.waiting(ctx, q+" WHERE arrival IN ("+marks(len(part))+") ORDER BY arrival", anys(part)...)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func (l *Ledger) waiting(ctx context.Context, q string, args ...any) ([]ledger.Waiting, error) {
	var out []ledger.Waiting
	for w, err := range rows(ctx, l, "what waits", q, args, func(rs *sql.Rows) (w ledger.Waiting, err error) {
		return w, rs.Scan(&w.Arrival, &w.Job, &w.Failed, &w.Kills)
	}) {
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}
