// Package samples holds the invented articles that `sayso demo` reads: two
// weeks of reporting from a region that does not exist (README.md).
package samples

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// Notice is what every view of the samples tells its reader.
const Notice = "These articles are invented: the places, people, outlets and happenings in them do not exist."

// Documents and Outlets are how many of each the articles hold. One document
// is there in two revisions.
const (
	Documents = 21
	Revisions = 22
	Outlets   = 5
)

// hosts are where the five outlets publish.
var hosts = []string{"opa.example", "sarrow-courier.example", "torrisk-tribune.example", "radio-lissick.example", "ummer-dispatch.example"}

// Address reports whether an address is one of the articles'.
func Address(url string) bool {
	rest, ok := strings.CutPrefix(url, "https://")
	host, _, _ := strings.Cut(rest, "/")
	return ok && slices.Contains(hosts, host)
}

//go:embed articles
var files embed.FS

// Files are the articles as a folder that sayso can read: JSON Lines and pages.
func Files() fs.FS {
	sub, err := fs.Sub(files, "articles")
	if err != nil {
		panic(err) // the folder's name is a constant
	}
	return sub
}
