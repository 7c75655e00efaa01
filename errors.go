package sayso

import "errors"

// The kinds of failure that a caller may want to tell apart. Errors wrap one of
// them with what was being done and to what.
var (
	ErrInvalid  = errors.New("invalid")
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("conflict")
	ErrTooLarge = errors.New("too large")
)
