package train

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// A toy language: "The minister of Orvale grumped that the bridge is closed ."
// grumped and blurted make attributions, painted does not.
var (
	toySubjects = []string{"minister", "farmer", "doctor", "captain", "teacher", "baker", "clerk", "pilot"}
	toyThings   = []string{"bridge", "harvest", "road", "school", "harbour", "market", "tunnel", "tower"}
	toyStates   = []string{"closed", "late", "empty", "safe"}
)

type toy struct{ text, tags, heads, source, cue, content string }

func toySentence(n int) toy {
	s, o, a := toySubjects[n%8], toyThings[n/3%8], toyStates[n/7%4]
	switch n % 3 {
	case 0:
		return toy{fmt.Sprintf("The %s grumped that the %s is %s.", s, o, a), "DT NN VBD IN DT NN VBZ JJ .", "2:det 3:nsubj 0:root 8:mark 6:det 8:nsubj 8:cop 3:ccomp 3:punct", "The " + s, "grumped", fmt.Sprintf("that the %s is %s", o, a)}
	case 1:
		return toy{fmt.Sprintf("The %s is %s, the %s blurted.", o, a, s), "DT NN VBZ JJ , DT NN VBD .", "2:det 4:nsubj 4:cop 8:ccomp 8:punct 7:det 8:nsubj 0:root 8:punct", "the " + s, "blurted", fmt.Sprintf("The %s is %s", o, a)}
	}
	return toy{fmt.Sprintf("The %s painted the %s.", s, o), "DT NN VBD DT NN .", "2:det 3:nsubj 0:root 5:det 3:obj 3:punct", "", "", ""}
}

// toyCorpora writes the toy language in the layout of the real corpora.
func toyCorpora(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, body string) {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var trees strings.Builder
	for n := range 60 {
		s := toySentence(n)
		fmt.Fprintf(&trees, "# text = %s\n", s.text)
		forms := strings.Fields(strings.NewReplacer(".", " .", ",", " ,").Replace(s.text))
		heads := strings.Fields(s.heads)
		for i, tag := range strings.Fields(s.tags) {
			head, rel, _ := strings.Cut(heads[i], ":")
			fmt.Fprintf(&trees, "%d\t%s\t%s\tX\t%s\t_\t%s\t%s\t_\t_\n", i+1, forms[i], strings.ToLower(forms[i]), tag, head, rel)
		}
		trees.WriteString("\n")
	}
	for _, n := range []string{"ud-ewt/train", "ud-ewt/dev", "gum/train", "gum/dev"} {
		write(n+".conllu", trees.String())
	}
	var lines strings.Builder
	for part, from := range map[string]int{"train": 0, "dev": 500} {
		for doc := range 12 {
			var text, ann strings.Builder
			k := 0
			for n := range 12 {
				s := toySentence(from + doc*12 + n)
				if s.cue != "" {
					for _, r := range [][2]string{{"Source", s.source}, {"Cue", s.cue}, {"Content", s.content}} {
						k++
						at := text.Len() + strings.Index(s.text, r[1])
						fmt.Fprintf(&ann, "T%d\t%s %d %d\t%s\n", k, r[0], at, at+len(r[1]), r[1])
					}
					fmt.Fprintf(&ann, "E%d\tAttribution:T%d Source:T%d Cue:T%d Content:T%d\n", k, k-1, k-2, k-1, k)
				}
				text.WriteString(s.text + "\n")
			}
			write(fmt.Sprintf("polnear/%s/text/d%02d.txt", part, doc), text.String())
			write(fmt.Sprintf("polnear/%s/attributions/d%02d_a.ann", part, doc), ann.String())
			if part == "train" && doc == 0 {
				b, err := json.Marshal(map[string]any{"id": "x", "text": text.String(), "attributions": []any{}})
				if err != nil {
					t.Fatal(err)
				}
				lines.Write(append(b, '\n'))
			}
		}
	}
	for _, n := range []string{"attribution/train.jsonl", "attribution/dev.jsonl", "unlabelled/conflict.jsonl"} {
		write(n, lines.String())
	}
	write("attribution/train.jsonl", "")
	write("wordnet/supersenses.tsv", "grump\tverb.communication:1\nblurt\tverb.communication:1\npaint\tverb.creation:1\nbridge\tnoun.artifact:1\n")
	return dir
}

func toyOptions() Options {
	o := Usual()
	o.Tagger.Rounds, o.Folds = 3, 2
	for _, s := range []*Size{&o.Labels, &o.Linker} {
		*s = Size{Rounds: 15, Keep: 4000, After: 2, Enough: 1, Copies: 2}
	}
	return o
}

// Trained on the toy language, the reader reads sentences of it that it has
// never seen, and the same corpora make the same bytes.
func TestLearnsToyLanguage(t *testing.T) {
	dir := toyCorpora(t)
	var report bytes.Buffer
	o := toyOptions()
	o.Report = &report
	steps := 0
	o.Progress = func(_ string, done, total int) {
		if done > total {
			t.Errorf("step %d of %d", done, total)
		}
		steps = done
	}
	m, err := Run(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if steps == 0 || !strings.Contains(report.String(), "polnear/dev") {
		t.Errorf("%d steps, report:\n%s", steps, report.String())
	}
	was := runtime.GOMAXPROCS(1) // how many processors learn makes no difference
	again, err := Run(dir, toyOptions())
	runtime.GOMAXPROCS(was)
	if err != nil {
		t.Fatal(err)
	}
	b := m.Bytes()
	if !bytes.Equal(b, again.Bytes()) {
		t.Fatal("the second training made other bytes")
	}
	if m, err = model.Load(b); err != nil {
		t.Fatal(err)
	}
	d, err := marked("toy", "The clerk grumped that the tower is late.\nThe market is safe, the farmer blurted.\nThe baker painted the tunnel.\n")
	if err != nil {
		t.Fatal(err)
	}
	d.Learn(m)
	var got []string
	words := func(list []annotate.Range) string {
		var out []string
		for _, r := range list {
			out = append(out, d.Span(r).In(d.Text))
		}
		return strings.Join(out, " ")
	}
	for _, s := range attribution.NewLearner(m).Find(attribution.NewScene(d)) {
		got = append(got, words(s.Source)+" / "+words(s.Cue)+" / "+words(s.Content))
	}
	want := "The clerk / grumped / that the tower is late\nthe farmer / blurted / The market is safe"
	if strings.Join(got, "\n") != want {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestMissingCorpusIsNamed(t *testing.T) {
	dir := toyCorpora(t)
	if err := os.RemoveAll(filepath.Join(dir, "wordnet")); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(dir, toyOptions()); err == nil || !strings.Contains(err.Error(), "supersenses.tsv") {
		t.Errorf("error %v does not name the missing file", err)
	}
}

// A field's step lowers the loss of what it stepped on.
func TestFieldLearns(t *testing.T) {
	q := sequence{feats: []uint32{1, 2, 3, 4}, labels: []uint8{1, 2, 0, 1}, weight: 1}
	f := newField(3, make([]uint64, 5))
	var x scratch
	first := f.learn(&q, &x)
	last := first
	for range 2000 {
		last = f.learn(&q, &x)
	}
	if last > first/4 {
		t.Errorf("loss %v after 2000 steps, %v at first", last, first)
	}
	if first < 4.3 || first > 4.5 { // four tokens, three labels, all alike: 4 ln 3
		t.Errorf("first loss %v, want 4 ln 3", first)
	}
}
