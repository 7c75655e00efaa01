package export

import (
	"encoding/json"
	"io"
	"strings"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// WriteProblem writes something that is not as it was recorded, as a line of
// JSON.
func WriteProblem(w io.Writer, p ledger.Problem) error {
	return writeLine(w, struct {
		Record string `json:"record"`
		Found  string `json:"found"`
		Means  string `json:"means"`
	}{p.Record, p.Found, p.Means})
}

// WriteVerified writes what was looked at, as the last line.
func WriteVerified(w io.Writer, v ledger.Verified) error {
	return writeLine(w, struct {
		Verified     bool   `json:"verified"`
		Problems     int64  `json:"problems"`
		Documents    int64  `json:"documents"`
		Captures     int64  `json:"captures"`
		Bytes        int64  `json:"bytes"`
		Readings     int64  `json:"readings"`
		Attributions int64  `json:"attributions"`
		Figures      int64  `json:"figures"`
		Log          string `json:"log"`
		Leaves       int64  `json:"leaves"`
		Root         string `json:"root"`
	}{v.Problems == 0, v.Problems, v.Documents, v.Captures, v.Bytes, v.Readings, v.Attributions, v.Figures, v.Log.Origin, v.Log.Size, archive.RootText(v.Log.Root)})
}

// WriteChecked writes what was looked at in a bundle: a line a finding, and one
// for all.
func WriteChecked(w io.Writer, c *archive.Checked) error {
	for _, f := range c.Findings {
		if err := writeLine(w, struct {
			Checked string `json:"checked"`
			Verdict string `json:"verdict"`
			Detail  string `json:"detail"`
		}{f.What, strings.ToLower(f.Verdict.String()), f.Detail}); err != nil {
			return err
		}
	}
	return writeLine(w, struct {
		Verified bool   `json:"verified"`
		About    string `json:"about"`
		Log      string `json:"log"`
		Leaves   int64  `json:"leaves"`
		Root     string `json:"root"`
		Place    string `json:"place"`
		URL      string `json:"url"`
		Time     string `json:"time"`
		Capture  string `json:"capture"`
	}{!c.Failed(), string(c.About), c.Checkpoint.Origin, c.Checkpoint.Size, archive.RootText(c.Checkpoint.Root), c.Capture.Place, c.Capture.URL, c.Capture.Time, c.Capture.SHA256})
}

func writeLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
