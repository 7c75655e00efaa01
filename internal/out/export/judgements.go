package export

import (
	"io"
	"time"

	"sayso/internal/keep/group"
)

// WriteJudgement writes a judgement as a line of the machine format
// (docs/format.md).
func WriteJudgement(w io.Writer, j *group.Judgement) error {
	verdict := j.Verdict.String()
	if j.Undo {
		verdict = "undo"
	}
	line := judgementLine{ID: j.ID, Level: j.Level.String(), A: j.A, B: j.B, Verdict: verdict, By: j.By, Person: j.Person, Why: j.Why,
		Time: j.Time.UTC().Format(time.RFC3339), TakesBack: known(j.Takes)}
	if !j.Person {
		line.Score = &j.Score
	}
	return encode(w, line)
}

type judgementLine struct {
	ID        string   `json:"id"`
	Level     string   `json:"level"`
	A         string   `json:"a"`
	B         string   `json:"b"`
	Verdict   string   `json:"verdict"`
	By        string   `json:"by"`
	Person    bool     `json:"person"`
	Why       string   `json:"why"`
	Score     *float64 `json:"score"`
	Time      string   `json:"time"`
	TakesBack *string  `json:"takes_back"`
}
