//go:build unix

package jobs

import (
	"errors"
	"syscall"
)

// running reports whether there is a process of the number. One of another user
// answers with a refusal.
func running(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
