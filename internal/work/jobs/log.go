package jobs

import (
	"context"
	"log/slog"
	"strings"
)

// logger hands on what River reports as an error of its own. What becomes of jobs
// is told by Config's functions, and the rest is of no use to anybody.
type logger struct{ q *Queue }

func (logger) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelError }

func (l logger) Handle(_ context.Context, r slog.Record) error {
	if l.q.Trouble == nil || strings.Contains(r.Message, "JobExecutor") {
		return nil
	}
	words := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "err" || a.Key == "error" {
			words += ": " + a.Value.String()
		}
		return true
	})
	l.q.Trouble(words)
	return nil
}

func (l logger) WithAttrs([]slog.Attr) slog.Handler { return l }
func (l logger) WithGroup(string) slog.Handler      { return l }
