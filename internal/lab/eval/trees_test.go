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
# text = The mayor slept.
1	The	the	DET	DT	_	2	det	_	_
2	mayor	mayor	NOUN	NN	_	3	nsubj	_	_
3	slept	sleep	VERB	VBD	_	0	root	_	_
4	.	.	PUNCT	.	_	3	punct	_	_

# newdoc id = weblog-example.com_bridge_2004
# text = The dogs slept.
1	The	the	DET	UH	_	2	det	_	_
2	dogs	dog	NOUN	NNS	_	1	obl	_	_
3	slept	sleep	VERB	VBD	_	0	root	_	_
4	.	.	PUNCT	.	_	3	discourse	_	_
`

func TestReportTrees(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dev.conllu")
	if err := os.WriteFile(path, []byte(treebank), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := ReportTrees(&out, model.Grammar(), path); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"news               4 words  XPOS 100.00  UAS 100.00  LAS 100.00",
		"weblog             4 words  XPOS 75.00  UAS 75.00  LAS 50.00",
		"all                8 words  XPOS 87.50  UAS 87.50  LAS 75.00",
		"100.00 % of its words are tokens of ours; of these 87.50 %",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
	if err := os.WriteFile(path, []byte(strings.Replace(treebank, "dogs slept.", "dogs", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := ReportTrees(&out, model.Grammar(), path); err == nil || !strings.Contains(err.Error(), "sentence 2") {
		t.Errorf("words that are not in the text: %v", err)
	}
}
