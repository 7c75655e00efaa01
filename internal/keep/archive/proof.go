package archive

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"sayso"
)

// Proof says that a leaf stands in the log of a checkpoint: C2SP's tlog-proof.
type Proof struct {
	Index      int64
	Hashes     []Hash // beside the path to the root, from the leaf upwards
	Checkpoint []byte // as it was issued, signatures and all
}

const proofHeader = "c2sp.org/tlog-proof@v1"

// Format writes the proof.
func (p *Proof) Format() []byte {
	b := []byte(proofHeader + "\nindex ")
	b = strconv.AppendInt(b, p.Index, 10)
	b = append(b, '\n')
	for _, h := range p.Hashes {
		b = base64.StdEncoding.AppendEncode(b, h[:])
		b = append(b, '\n')
	}
	return append(append(b, '\n'), p.Checkpoint...)
}

// ParseProof reads a proof, whoever wrote it.
func ParseProof(b []byte) (*Proof, error) {
	fail := func(what string) (*Proof, error) {
		return nil, fmt.Errorf("archive: %w: no proof: %s", sayso.ErrInvalid, what)
	}
	if len(b) > 2*largest {
		return fail("it is longer than any")
	}
	head, checkpoint, ok := bytes.Cut(b, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !ok || lines[0] != proofHeader {
		return fail("its first line is not " + proofHeader)
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") { // of another program, and not vouched for
		lines = lines[1:]
	}
	if len(lines) == 0 || len(lines) > 1+63 {
		return fail("it has no index, or more hashes than a tree has levels")
	}
	digits, ok := strings.CutPrefix(lines[0], "index ")
	index, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || index < 0 || strconv.FormatInt(index, 10) != digits {
		return fail("it has no index")
	}
	p := &Proof{Index: index, Checkpoint: bytes.Clone(checkpoint)}
	for _, line := range lines[1:] {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(raw) != len(Hash{}) {
			return fail("a line of it is no hash")
		}
		p.Hashes = append(p.Hashes, Hash(raw))
	}
	return p, nil
}
