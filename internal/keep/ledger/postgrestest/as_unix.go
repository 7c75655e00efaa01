//go:build unix

package postgrestest

import (
	"os/exec"
	"strconv"
	"syscall"
)

// as makes the command run as the server's user, in a group of its own, so that
// what stops the tests leaves it to its watcher.
func (c *cluster) as(cmd *exec.Cmd) {
	cmd.Dir = c.dir
	cmd.Env = []string{"PATH=" + c.bin + ":/usr/bin:/bin", "LC_ALL=C"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if c.who != nil {
		uid, _ := strconv.Atoi(c.who.Uid)
		gid, _ := strconv.Atoi(c.who.Gid)
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
}
