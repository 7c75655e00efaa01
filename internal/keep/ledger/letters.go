package ledger

import "time"

// JobState is what there is to say of a document in a stage of work.
type JobState string

// The states, in the order in which a job goes through them.
const (
	JobReady   JobState = "waiting"
	JobRunning JobState = "running"
	JobAgain   JobState = "trying again" // failed, and due again later
	JobDead    JobState = "failed"       // failed for good: a dead letter, for a person to decide on
)

// Stages are those that documents go through, in their order.
const (
	StageRead  = "read"
	StageGroup = "group"
)

// JobCounts are documents by stage and state.
type JobCounts map[string]map[JobState]int

// Letter is a document that a stage failed at: tried again later, or a dead
// letter.
type Letter struct {
	ID       int64 // of its job
	Stage    string
	State    JobState
	Name     string // of the input: its place; of a document: its title
	Document ID
	Attempts int
	Error    string
	At       time.Time // of the last attempt
	Due      time.Time // of the next one; zero for a dead letter
}
