package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func file(t *testing.T, name, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func told(list []NamedText) (out []string) {
	for _, x := range list {
		for _, n := range x.Names {
			out = append(out, fmt.Sprint(x.ID, " ", n.Kind, " ", n.In(x.Text)))
		}
	}
	return out
}

func TestReadColumns(t *testing.T) {
	got, err := ReadColumns(file(t, "a.txt", "Omar\tB-person\nDal\tI-person\n,\tO\nof\tO\nthe\tO\nSarn\tB-organisation\nLeague\tI-organisation\n,\tO\nleft\tO\nOrvel\tB-location\nNorland\tB-country\n.\tO\n\nHe\tO\nsaw\tO\nFlood\tB-film\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Omar Dal, of the Sarn League, left Orvel Norland."; len(got) != 2 || got[0].Text != want {
		t.Errorf("texts %+v", got)
	}
	want := []string{"a.txt:1 person Omar Dal", "a.txt:1 organisation Sarn League", "a.txt:1 place Orvel", "a.txt:1 place Norland"}
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Error(diff)
	}
	if _, err := ReadColumns(file(t, "b.txt", "Omar B-person x\n")); err == nil || !strings.Contains(err.Error(), "b.txt:1") {
		t.Errorf("three columns: %v", err)
	}
}

func TestReadSpans(t *testing.T) {
	dir := filepath.Dir(file(t, "documents.json", `{"_id": "d", "text": "“The” Sarn League and Minister Omar Dal met other members in Orvel."}`+"\n"))
	span := func(text string, kind string, from, to int) string {
		return fmt.Sprintf(`{"begin": %d, "end": %d, "type": %q, "documentId": "d"}`+"\n", from, to, kind)
	}
	body := span("the phrase", "Person", 22, 39) + span("the name", "Person", 31, 39) + span("", "Organisation", 6, 17) + span("members", "Organisation", 44, 57) + span("", "Location", 61, 66)
	if err := os.WriteFile(filepath.Join(dir, "entities.json"), []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := ReadSpans(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"d organisation Sarn League", "d person Omar Dal", "d place Orvel"}
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Error(diff)
	}
}

func TestReadMentions(t *testing.T) {
	var b strings.Builder
	b.WriteString("# newdoc id = d\n")
	for i, w := range []string{"Mr. NNP Entity=(1-person-new-nnnnn-cf1-2,3-coref-Omar_Dal", "Omar NNP _", "Dal NNP Entity=1)", "of IN _", "the DT Entity=(2-organization-new-nnnnn-cf1-2-sgl", "League NNP _", "of IN _", "Sarn NNP Entity=(3-place-new-nnnnn-cf1-1-sgl)2)|SpaceAfter=No", ", , _", "a DT Entity=(4-person-new-nnnnn-cf1-2-coref", "baker NN Entity=4)"} {
		f := strings.Fields(w)
		fmt.Fprintf(&b, "%d\t%s\t%s\tX\t%s\t_\t0\tdep\t_\t%s\n", i+1, f[0], f[0], f[1], f[2])
	}
	got, err := ReadMentions(file(t, "g.conllu", b.String()))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"d person Omar Dal", "d organisation League of Sarn"}
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Error(diff, got[0].Text)
	}
}
