package group

import (
	"strings"
	"testing"
)

func TestWordsFaultsNameTheLine(t *testing.T) {
	for in, want := range map[string]string{
		"# c\ncity\tplace-noun\ncity\tplace-noun\n": "words.tsv:3",
		"City\tplace-noun\n":                        "words.tsv:1",
		"city\tnoun\n":                              "no role",
		"kid\tclass child\nkid\tclass man\n":        "words.tsv:2",
	} {
		if _, err := parseWords(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v does not say %q", in, err, want)
		}
	}
}
