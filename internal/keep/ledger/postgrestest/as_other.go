//go:build !unix

package postgrestest

import "os/exec"

func (c *cluster) as(*exec.Cmd) {}
