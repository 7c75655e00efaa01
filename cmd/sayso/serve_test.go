package main

import (
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// freeport sets a variable to a port that nobody listens on.
func freeport(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: freeport VAR")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	ts.Check(l.Close())
}

// fetch wants a status and a pattern from a server that may still be starting.
// Under ! the page must answer without the pattern.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: fetch STATUS URL PATTERN")
	}
	pattern, err := regexp.Compile(args[2])
	ts.Check(err)
	var r *http.Response
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if r, err = http.Get(args[1]); err == nil {
			break
		}
		if time.Now().After(end) {
			ts.Fatalf("no answer: %v", err)
		}
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	ts.Check(err)
	if got := strconv.Itoa(r.StatusCode); got != args[0] {
		ts.Fatalf("%s: status %s, want %s\n%s", args[1], got, args[0], body)
	}
	if pattern.Match(body) == neg {
		ts.Fatalf("%s: pattern %s found: %v\n%s", args[1], pattern, !neg, body)
	}
}
