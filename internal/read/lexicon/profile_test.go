package lexicon

import (
	"strings"
	"testing"

	"sayso"
)

func TestBuiltInProfilesAreClean(t *testing.T) {
	names := Profiles()
	if len(names) < 4 {
		t.Fatalf("profiles %v", names)
	}
	for _, name := range names {
		text, ok := BuiltInProfile(name)
		if !ok {
			t.Fatalf("no profile %s", name)
		}
		p, err := ParseProfile(name, text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := With(p); err != nil {
			t.Error(err)
		}
	}
}

func TestProfileExtendsAndReplaces(t *testing.T) {
	p, err := ParseProfile("team.profile", []byte("# ours\n[numbers.tsv]\ndozens\tvague\t12\n[casualty.tsv]\nmissing\tverb\tkill, kills, killed, killed, killing\n[things.tsv replace]\nwidgets\n"))
	if err != nil {
		t.Fatal(err)
	}
	lex, err := With(p)
	if err != nil {
		t.Fatal(err)
	}
	if n := lex.Numbers.Of(lex.Word("dozens")); n.Value != 12 {
		t.Errorf("dozens are %d", n.Value)
	}
	if n := lex.Numbers.Of(lex.Word("scores")); n.Value != 40 {
		t.Errorf("scores are %d: the built-in lines are gone", n.Value)
	}
	_, id := lex.Casualties.Match([]Word{lex.Word("killed")})
	for _, r := range lex.Casualties.Terms[id] {
		if r.Voice&Active != 0 && r.Category != sayso.Missing {
			t.Errorf("killed is %s still", r.Category)
		}
	}
	if lex.People.Of(lex.Word("houses"))&Thing != 0 || lex.People.Of(lex.Word("widgets"))&Thing == 0 {
		t.Errorf("things were not replaced")
	}
}

func TestProfileFaultsNameFileAndLine(t *testing.T) {
	for text, want := range map[string]string{
		"x\n":                               "team.profile:1: a line before the first section",
		"[colours.tsv]\n":                   "team.profile:1: no section \"colours.tsv\"",
		"[numbers.tsv\n":                    "team.profile:1: a section's name ends with ]",
		"[numbers.tsv more]\n":              "team.profile:1: behind a section's name",
		"[numbers.tsv]\n[numbers.tsv]\n":    "team.profile:2: section numbers.tsv stands here twice",
		"[numbers.tsv]\n\ndozens\tvague\n":  "team.profile:3: want 3 to 3 columns",
		"[casualty.tsv]\nhurt\tverb\thit\n": "team.profile:2: no category \"hurt\"",
	} {
		p, err := ParseProfile("team.profile", []byte(text))
		if err == nil {
			_, err = With(p)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v does not say %q", text, err, want)
		}
	}
}

func FuzzProfile(f *testing.F) {
	f.Add("[numbers.tsv]\ndozens\tvague\t12\n")
	f.Add("[casualty.tsv replace]\nkilled\tverb\ta, b, c, d, e\tpeople strict\n[people.tsv]\nx\ty\tsex:female")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParseProfile("f", []byte(text))
		if err != nil {
			return
		}
		With(p)
	})
}
