package sqlite

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"sayso"
	"sayso/internal/keep/ledger"
)

// kind says in our words what SQLite's code means.
func kind(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	var k error
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		k = ledger.ErrFull
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		k = ledger.ErrLocked
	case lib.SQLITE_CORRUPT:
		k = ledger.ErrDamaged
	case lib.SQLITE_NOTADB:
		k = ledger.ErrForeign
	case lib.SQLITE_TOOBIG:
		k = sayso.ErrTooLarge
	default:
		return err
	}
	return fmt.Errorf("%w (%w)", k, err)
}
