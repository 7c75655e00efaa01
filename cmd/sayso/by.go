package main

import (
	"os/user"
	"strings"
)

// byFlag names the person whose act is recorded.
type byFlag struct {
	By string `placeholder:"NAME" env:"SAYSO_USER" help:"Who does it; else $SAYSO_USER, else your user name."`
}

// who is the person's name.
func (f *byFlag) who() string {
	if f.By != "" {
		return f.By
	}
	u, err := user.Current()
	switch {
	case err != nil:
		return "unknown"
	case strings.TrimSpace(u.Name) != "" && u.Username != "root":
		return u.Name
	}
	return u.Username
}
