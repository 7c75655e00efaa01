package eval

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso/internal/read/model"
)

const treebank = `# newdoc id = GUM_news_bridge
# text = It is in the box.
1	It	it	X	PRP	_	0	root	_	_
2	is	is	X	VBZ	_	0	root	_	_
3	in	in	X	IN	_	0	root	_	_
4	the	the	X	DT	_	0	root	_	_

# newdoc id = weblog-example.com_bridge_2004
# text = It is in the box.
1	It	it	X	PRP	_	0	root	_	_
2	is	is	X	VBZ	_	0	root	_	_
3	in	in	X	IN	_	0	root	_	_
4	the	the	X	UH	_	0	root	_	_
`

func TestReportTrees(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dev.conllu")
	if err := os.WriteFile(path, []byte(treebank), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := ReportTrees(&out, model.Default(), path); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"news               4 words  XPOS 100.00",
		"weblog             4 words  XPOS 75.00",
		"all                8 words  XPOS 87.50",
		"100.00 % of its words are tokens of ours; of these 87.50 %",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
	if err := os.WriteFile(path, []byte(strings.Replace(strings.Replace(treebank, "in the box", "in a box", 2), "in a box", "in the box", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := ReportTrees(&out, model.Default(), path); err == nil || !strings.Contains(err.Error(), "sentence 2") {
		t.Errorf("words that are not in the text: %v", err)
	}
}
