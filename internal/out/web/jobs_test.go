package web_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/web"
	"sayso/internal/work/jobs"
	"sayso/reader"
)

// jobsOf opens a ledger's jobs as the command does.
func jobsOf(l jobs.Ledger) func(context.Context) (web.Jobs, error) {
	return func(ctx context.Context) (web.Jobs, error) { return jobs.Open(ctx, jobs.Config{Ledger: l, Look: true}) }
}

// queued hands inputs to the queue and reads none.
func queued(t *testing.T, l jobs.Ledger, inputs ...sayso.Input) {
	t.Helper()
	q, err := jobs.Open(t.Context(), jobs.Config{Ledger: l})
	if err != nil {
		t.Fatal(err)
	}
	var arrivals []ledger.Arrival
	for _, in := range inputs {
		arrivals = append(arrivals, ledger.Arrival{Input: in, Time: captured, Tool: "sayso test"})
	}
	if _, err := q.Arrive(t.Context(), arrivals); err != nil {
		t.Fatal(err)
	}
}

// work carries what is due, by the real reader.
func work(t *testing.T, l jobs.Ledger) {
	t.Helper()
	q, err := jobs.Open(t.Context(), jobs.Config{Ledger: l, Read: reader.Read})
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := q.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := q.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// wreck leaves two dead letters and one document that waits.
func wreck(t *testing.T, l jobs.Ledger) {
	t.Helper()
	queued(t, l, sayso.Input{Place: "scan<1>.txt", Bytes: []byte("A\x00B")}, sayso.Input{Place: "scan2.txt", Bytes: []byte("C\x00D")})
	work(t, l)
	queued(t, l, sayso.Input{Place: "late.txt", Bytes: []byte("The bridge of Osk reopened.")})
}

var jobIn = regexp.MustCompile(`name="job" value="(\d+)"`)

// toRead are the numbers of the page's first row: to be read.
func toRead(page string) string {
	_, rest, _ := strings.Cut(seen(page), " failed to be read ")
	rest, _, _ = strings.Cut(rest, " to be put")
	return strings.TrimSpace(rest)
}

func TestJobs(t *testing.T) {
	l := open(t)
	h := web.New(l, web.Options{Jobs: jobsOf(l), Retry: true})
	if text := seen(body(t, ask(t, h, "/jobs"))); !strings.Contains(text, "Nothing waits and nothing failed") || strings.Contains(text, "Retry") {
		t.Errorf("empty: %s", text)
	}
	wreck(t, l)
	page := body(t, ask(t, h, "/jobs"))
	for _, want := range []string{"scan&lt;1&gt;.txt", "scan2.txt", "invalid: binary, not text: byte 1 is NUL", "1 attempt", "reading failed", " UTC", "sayso worker", "Retry all that failed"} {
		if !strings.Contains(seen(page), want) {
			t.Errorf("no %q in\n%s", want, seen(page))
		}
	}
	if got := toRead(page); got != "1 0 0 2" {
		t.Errorf("to be read: %s, want 1 waiting, 2 failed", got)
	}
	if !strings.Contains(page, `<a href="/jobs" aria-current="page"`) {
		t.Error("the sections do not show where we are")
	}
	token, ids := tokenIn.FindStringSubmatch(page), jobIn.FindAllStringSubmatch(page, -1)
	if token == nil || len(ids) != 2 {
		t.Fatalf("token %q, jobs %q", token, ids)
	}
	one := url.Values{"token": {token[1]}, "job": {ids[0][1]}}
	for _, tt := range []struct {
		name   string
		form   url.Values
		change func(*http.Request)
		status int
	}{
		{"from another site", one, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		{"from nowhere", one, func(r *http.Request) { r.Header.Del("Origin") }, 403},
		{"from a neighbour's page", one, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403},
		{"without the token", url.Values{"job": one["job"]}, nil, 400},
		{"of no job and not of all", url.Values{"token": one["token"]}, nil, 400},
		{"of what is no number", url.Values{"token": one["token"], "job": {"x"}}, nil, 400},
		{"of a job that is not there", url.Values{"token": one["token"], "job": {"99999"}}, nil, 409},
		{"too long", url.Values{"token": one["token"], "job": {strings.Repeat("1", 1<<20)}}, nil, 400},
	} {
		change := tt.change
		if change == nil {
			change = func(*http.Request) {}
		}
		if r := sendTo(t, h, "/jobs", tt.form, change); r.StatusCode != tt.status || len(seen(body(t, r))) < 40 {
			t.Errorf("%s: status %d, want %d", tt.name, r.StatusCode, tt.status)
		}
	}
	if got := toRead(body(t, ask(t, h, "/jobs"))); got != "1 0 0 2" {
		t.Errorf("what was refused was done: %s", got)
	}

	// One, then all; what is done again fails again and is there again.
	if r := sendTo(t, h, "/jobs", one); r.StatusCode != 303 || r.Header.Get("Location") != "/jobs" {
		t.Fatalf("status %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	if got := toRead(body(t, ask(t, h, "/jobs"))); got != "2 0 0 1" {
		t.Errorf("one retried: %s", got)
	}
	if r := sendTo(t, h, "/jobs", one); r.StatusCode != 409 {
		t.Errorf("retried twice: status %d", r.StatusCode)
	}
	if r := sendTo(t, h, "/jobs", url.Values{"token": one["token"], "all": {"yes"}}); r.StatusCode != 303 {
		t.Fatalf("all: status %d", r.StatusCode)
	}
	page = body(t, ask(t, h, "/jobs"))
	if got := toRead(page); got != "3 0 0 0" || strings.Contains(page, "What failed<") {
		t.Errorf("all retried: %s", got)
	}
	work(t, l)
	page = body(t, ask(t, h, "/jobs"))
	if got := toRead(page); got != "0 0 0 2" || !strings.Contains(seen(page), "2 attempts") {
		t.Errorf("done again: %s in %s", got, seen(page))
	}
}

// Where a workbench only shows, it has no button and takes no form; without jobs
// it has neither page nor link.
func TestJobsOfAWorkbenchThatOnlyShows(t *testing.T) {
	l := open(t)
	wreck(t, l)
	h := web.New(l, web.Options{Jobs: jobsOf(l)})
	page := body(t, ask(t, h, "/jobs"))
	if strings.Contains(page, `action="/jobs"`) || !strings.Contains(seen(page), "sayso jobs retry") || !strings.Contains(page, "scan2.txt") {
		t.Errorf("%s", seen(page))
	}
	if r := sendTo(t, h, "/jobs", url.Values{"token": {"x"}, "all": {"yes"}}); r.StatusCode != 400 {
		t.Errorf("status %d", r.StatusCode)
	}
	if got := toRead(body(t, ask(t, h, "/jobs"))); got != "1 0 0 2" {
		t.Errorf("retried: %s", got)
	}
	h = web.New(l, web.Options{})
	if r := ask(t, h, "/jobs"); r.StatusCode != 404 {
		t.Errorf("without jobs: status %d", r.StatusCode)
	}
	if strings.Contains(body(t, ask(t, h, "/")), `href="/jobs"`) {
		t.Error("a link to a page that is not there")
	}
}

// What failed is made due by the keyboard alone.
func TestBrowserRetriesJobs(t *testing.T) {
	chromium(t)
	l, base := demo(t)
	wreck(t, l)
	tb := newTab(t, base)
	tb.open("/documents")
	tb.eventually("the page listens", `document.readyState === 'complete'`)
	tb.press("g")
	tb.press("j")
	tb.eventually("g j goes to the jobs", `location.pathname === '/jobs' && document.readyState === 'complete'`)
	tb.press("j")
	tb.eventually("j goes to the first button", `document.activeElement === document.querySelector('button.go')`)
	tb.press(kb.Enter)
	tb.eventually("Enter makes one due", `document.querySelectorAll('button.go').length === 1`)
	tb.calm("jobs")
}
