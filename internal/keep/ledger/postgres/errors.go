package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"sayso"
	"sayso/internal/keep/ledger"
)

// kind says in our words what the server's code, or its silence, means.
func kind(err error) error {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return connecting(err)
	}
	var k error
	switch class := e.Code[:min(2, len(e.Code))]; {
	case e.Code == "28P01", e.Code == "28000":
		k = ledger.ErrDenied
		return fmt.Errorf("%w: check user and password (%s)", k, e.Message)
	case e.Code == "3D000":
		return fmt.Errorf("%w: %s: make it with createdb", ledger.ErrUnreachable, e.Message)
	case e.Code == "42501":
		return fmt.Errorf("%w: %s", ledger.ErrDenied, e.Message)
	case e.Code == "53100":
		k = ledger.ErrFull
	case e.Code == "55P03", e.Code == "40001", e.Code == "40P01", e.Code == "53300":
		k = ledger.ErrLocked
	case class == "57" && e.Code != "57014", class == "08":
		k = ledger.ErrUnreachable
	case class == "XX":
		k = ledger.ErrDamaged
	case class == "54":
		k = sayso.ErrTooLarge
	default:
		return err
	}
	return fmt.Errorf("%w (%s, SQLSTATE %s)", k, e.Message, e.Code)
}

// connecting is the error of a server that does not answer.
func connecting(err error) error {
	var connect *pgconn.ConnectError
	var dial *net.OpError
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &connect):
		// One line: of several addresses each has its own.
		why := strings.Join(strings.Fields(connect.Unwrap().Error()), " ")
		return fmt.Errorf("%w: is the server running there? (%s)", ledger.ErrUnreachable, why)
	case errors.As(err, &dial):
		return fmt.Errorf("%w (%w)", ledger.ErrUnreachable, err)
	case strings.Contains(err.Error(), "conn closed"), strings.Contains(err.Error(), "unexpected EOF"):
		return fmt.Errorf("%w: the connection broke (%w)", ledger.ErrUnreachable, err)
	}
	return err
}
