//go:build deps

// Package deps keeps the pinned modules in go.mod while the rooms that use them are being built.
package deps

import (
	_ "github.com/abadojack/whatlanggo"
	_ "github.com/chromedp/chromedp"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/markusmobius/go-trafilatura"
	_ "github.com/pressly/goose/v3"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/schollz/progressbar/v3"
	_ "go.uber.org/goleak"
	_ "golang.org/x/net/html"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/term"
	_ "golang.org/x/text/unicode/norm"
	_ "honnef.co/go/tools/staticcheck"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
