package export

import (
	"encoding/json"
	"io"

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
	}{v.Problems == 0, v.Problems, v.Documents, v.Captures, v.Bytes, v.Readings, v.Attributions, v.Figures, v.Log.Origin, v.Log.Size, v.Log.Root.String()})
}

func writeLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
