package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sayso/internal/in/folder"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
	"sayso/internal/out/web"
	"sayso/internal/work/intake"
	"sayso/internal/work/jobs"
	"sayso/reader"
)

// blast is one happening in the words of two outlets, with a denial.
const blast = `{"id": "a", "outlet": "Lomar Wire", "published": "2031-04-02", "text": "The Free League said on Wednesday that 40 people were killed when shells hit the market of Marrow."}
{"id": "b", "outlet": "Coast Today", "published": "2031-04-03", "text": "The Vesh Army Command denied that 40 people were killed when shells hit the market of Marrow on Wednesday. The Marrow Council said 31 people were killed when shells hit the market of Marrow on Wednesday."}
`

func told(t *testing.T, lines string) tally.Ledger {
	t.Helper()
	l := open(t)
	tell(t, l, lines)
	return l
}

// tell adds documents by the real reader.
func tell(t *testing.T, l jobs.Ledger, lines string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "week.jsonl")
	if err := os.WriteFile(file, []byte(lines), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := intake.Run(t.Context(), folder.Walk([]string{file}), intake.Config{
		Ledger: l, Read: reader.Read, Now: func() time.Time { return captured }, Tool: "sayso test",
		Failed: func(err error) { t.Error(err) },
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An event's address goes on to lead to it after an earlier report gave it another
// name, and the page says so.
func TestAnAddressThatWasGivenOnce(t *testing.T) {
	l := told(t, `{"id": "late", "outlet": "Coast Today", "published": "2031-04-04", "text": "The Army Command said on Friday that 7 people were killed when shells hit the market of Dellin on Wednesday."}`)
	h := web.New(l, web.Options{})
	old := eventOf(t, l, "Army Command").ID
	tell(t, l.(jobs.Ledger), `{"id": "early", "outlet": "Lomar Wire", "published": "2031-04-02", "text": "The Health Ministry said at least 12 people were killed on Wednesday when shells hit the market of Dellin."}`)
	now := eventOf(t, l, "Army Command").ID
	if now == old {
		t.Fatal("an earlier report does not name the event: the test shows nothing")
	}
	for _, path := range []string{"/event/", "/events/"} {
		if got := body(t, ask(t, h, path+old)); !strings.Contains(seen(got), old+" is called "+now+" now") || !strings.Contains(got, `href="/event/`+now+`"`) {
			t.Errorf("%s%s: %s", path, old, seen(got))
		}
	}
	if got := body(t, ask(t, h, "/event/"+now)); strings.Contains(seen(got), old) {
		t.Errorf("the event's own address says that it has another: %s", seen(got))
	}
	if r := ask(t, h, "/event/"+old+"/plot.svg"); r.StatusCode != 200 {
		t.Errorf("the plot under the old name: status %d", r.StatusCode)
	}
}

var tokenIn = regexp.MustCompile(`name="token" value="([^"]+)"`)

// send sends a form as a page of the workbench does.
func send(t *testing.T, h http.Handler, form url.Values, change ...func(*http.Request)) *http.Response {
	t.Helper()
	return sendTo(t, h, "/judge", form, change...)
}

func sendTo(t *testing.T, h http.Handler, path string, form url.Values, change ...func(*http.Request)) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Host = "127.0.0.1:7117"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://127.0.0.1:7117")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func eventOf(t *testing.T, l tally.Ledger, words string) *tally.Event {
	t.Helper()
	all, err := tally.Load(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all.Events {
		for k := range all.Events[i].Quantities {
			for _, f := range all.Events[i].Quantities[k].Figures {
				if strings.Contains(f.Sentence, words) {
					return &all.Events[i]
				}
			}
		}
	}
	t.Fatalf("no figure in %q", words)
	return nil
}

func TestJudging(t *testing.T) {
	l := told(t, blast)
	h := web.New(l, web.Options{Judge: true, By: "Tess"})
	one := eventOf(t, l, "Free League")
	if other := eventOf(t, l, "Marrow Council"); other.ID != one.ID {
		t.Fatal("the reports are two events from the start")
	}
	league, council := "", ""
	for _, q := range one.Quantities {
		for _, f := range q.Figures {
			switch f.Origin {
			case "Free League":
				league = string(f.ID)
			case "Marrow Council":
				council = string(f.ID)
			}
		}
	}
	page := body(t, ask(t, h, "/judge?a="+league+"&b="+council))
	if text := seen(page); !strings.Contains(text, "They stand in one event") || !strings.Contains(text, "Free League said") || !strings.Contains(page, `value="Tess"`) {
		t.Fatalf("%s", page)
	}
	token := tokenIn.FindStringSubmatch(page)
	if token == nil {
		t.Fatal("the form has no token")
	}
	form := url.Values{"token": {token[1]}, "level": {"event"}, "a": {league}, "b": {council}, "verdict": {"not_same"}, "why": {"two markets"}, "by": {"Tess"}}
	with := func(name, value string) url.Values {
		v := url.Values{}
		for k, s := range form {
			v[k] = s
		}
		v.Set(name, value)
		return v
	}
	for _, tt := range []struct {
		name   string
		form   url.Values
		change func(*http.Request)
		status int
	}{
		{"from another site", form, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		{"from nowhere", form, func(r *http.Request) { r.Header.Del("Origin") }, 403},
		{"from a neighbour's page", form, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403},
		{"to another address", form, func(r *http.Request) { r.URL.Path = "/judgements" }, 405},
		{"without the token", with("token", ""), nil, 400},
		{"without a reason", with("why", " "), nil, 400},
		{"without a name", with("by", ""), nil, 400},
		{"of one thing", with("b", ""), nil, 400},
		{"of a thing with itself", with("b", league), nil, 400},
		{"of nothing", with("b", "f0"), nil, 400},
		{"no verdict", with("verdict", "maybe"), nil, 400},
		{"no level", with("level", "war"), nil, 400},
		{"too long", with("why", strings.Repeat("x", 1<<20)), nil, 400},
		{"taking back what is not there", url.Values{"token": form["token"], "undo": {"j0"}, "why": {"x"}, "by": {"y"}}, nil, 400},
	} {
		change := tt.change
		if change == nil {
			change = func(*http.Request) {}
		}
		if r := send(t, h, tt.form, change); r.StatusCode != tt.status || len(seen(body(t, r))) < 40 {
			t.Errorf("%s: status %d, want %d", tt.name, r.StatusCode, tt.status)
		}
	}
	for range l.Judgements(t.Context(), false) {
		t.Fatal("a refused form was kept")
	}

	r := send(t, h, form)
	if r.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d: %s", r.StatusCode, seen(body(t, r)))
	}
	text := seen(body(t, ask(t, h, r.Header.Get("Location"))))
	if !strings.Contains(text, "They stand in two events") || !strings.Contains(text, "two markets") {
		t.Errorf("after the judgement: %s", text)
	}
	if a, b := eventOf(t, l, "Free League"), eventOf(t, l, "Marrow Council"); a.ID == b.ID {
		t.Error("they are still one event")
	}
	list := body(t, ask(t, h, "/judgements"))
	undo := regexp.MustCompile(`name="undo" value="([^"]+)"`).FindStringSubmatch(list)
	if undo == nil || !strings.Contains(seen(list), "two markets Tess") {
		t.Fatalf("%s", seen(list))
	}
	if r := send(t, h, url.Values{"token": form["token"], "undo": {undo[1]}, "why": {"it was one market"}, "by": {"Tess"}}); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d: %s", r.StatusCode, seen(body(t, r)))
	}
	if text := seen(body(t, ask(t, h, "/judgements"))); !strings.Contains(text, "taken back by Tess") || !strings.Contains(text, "it was one market") {
		t.Errorf("after taking it back: %s", text)
	}
	if a, b := eventOf(t, l, "Free League"), eventOf(t, l, "Marrow Council"); a.ID != b.ID {
		t.Error("taken back, and they are still apart")
	}
	why := seen(body(t, ask(t, h, "/event/"+eventOf(t, l, "Free League").ID+"/why")))
	if !strings.Contains(why, "same") || !strings.Contains(why, "Marrow") || !strings.Contains(why, "rule") {
		t.Errorf("why together: %s", why)
	}
}

func TestAWorkbenchThatOnlyShows(t *testing.T) {
	l := told(t, blast)
	h := web.New(l, web.Options{})
	f := string(eventOf(t, l, "Free League").Quantities[0].Figures[0].ID)
	page := body(t, ask(t, h, "/judge?a="+f))
	if strings.Contains(page, "<textarea") || !strings.Contains(seen(page), "takes no judgements") {
		t.Errorf("%s", seen(page))
	}
	if r := send(t, h, url.Values{"token": {"x"}}); r.StatusCode != 400 {
		t.Errorf("status %d", r.StatusCode)
	}
}

// A denial leads to the figure that it answers, and that one back to it.
func TestADenialIsLinkedOnThePages(t *testing.T) {
	l := told(t, blast)
	h := web.New(l, web.Options{})
	e := eventOf(t, l, "Free League")
	text := seen(body(t, ask(t, h, "/event/"+e.ID)))
	for _, want := range []string{"31–40 killed", "Vesh Army Command (3 Apr 2031) denies 40, given by Free League (2 Apr 2031).", "Vesh Army Command denies 40 killed, given by Free League"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	disputes := 0
	for _, q := range e.Quantities {
		disputes += len(q.Disputes)
		for _, d := range q.Disputes {
			if text := seen(body(t, ask(t, h, "/claims/"+string(d.Figure.ID)))); !strings.Contains(text, "denies 40 , given by Free League") {
				t.Errorf("the denial: %s", text)
			}
			if text := seen(body(t, ask(t, h, "/claims/"+string(d.Answers[0].ID)))); !strings.Contains(text, "denied by Vesh Army Command") {
				t.Errorf("the denied: %s", text)
			}
		}
	}
	if disputes == 0 {
		t.Error("no dispute")
	}
}

// The bundle that a page hands out is one that strangers can check.
func TestProofFromAPage(t *testing.T) {
	l := told(t, blast)
	h := web.New(l, web.Options{})
	f := eventOf(t, l, "Free League").Quantities[0].Figures[0]
	for _, id := range []string{string(f.ID), string(f.Document.ID)} {
		r := ask(t, h, "/proof/"+id)
		zip := body(t, r)
		if r.StatusCode != http.StatusOK || !strings.HasSuffix(r.Header.Get("Content-Disposition"), `.sayso-proof.zip"`) {
			t.Fatalf("%d %s", r.StatusCode, r.Header)
		}
		b, err := archive.ReadBundle(strings.NewReader(zip), int64(len(zip)))
		if err != nil {
			t.Fatal(err)
		}
		if string(b.About) != id || !strings.Contains(string(b.Text), "Free League") {
			t.Errorf("about %s: %.80s", b.About, b.Text)
		}
		if page := body(t, ask(t, h, "/claims/"+string(f.ID))); !strings.Contains(page, `href="/proof/`+string(f.ID)) {
			t.Error("the claim's page does not lead to its proof")
		}
	}
	for _, id := range []string{"f0", "x", "dzzzz"} {
		if r := ask(t, h, "/proof/"+id); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", id, r.StatusCode)
		}
	}
}

// What is judged or added elsewhere, at the command line or in another workbench,
// is on the next page.
func TestWhatIsJudgedElsewhereShowsAtOnce(t *testing.T) {
	l := told(t, blast)
	h := web.New(l, web.Options{})
	one := eventOf(t, l, "Free League")
	list := func() string { return seen(body(t, ask(t, h, "/events"))) }
	if got := list(); !strings.Contains(got, "1 event") {
		t.Fatalf("before the judgement: %s", got)
	}
	figures := map[string]string{}
	for _, q := range one.Quantities {
		for _, f := range q.Figures {
			figures[f.Origin] = string(f.ID)
		}
	}
	word := judge.Word{Verdict: group.NotSame, Level: group.EventLevel, A: figures["Free League"], B: figures["Marrow Council"], By: "ana", Why: "two markets"}
	said, err := judge.Say(t.Context(), l.(ledger.Ledger), word, captured)
	if err != nil {
		t.Fatal(err)
	}
	if got := list(); !strings.Contains(got, "2 events") {
		t.Errorf("after a judgement made elsewhere: %s", got)
	}
	if _, err := judge.Undo(t.Context(), l.(ledger.Ledger), said.ID, "ana", "the same after all", captured.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := list(); !strings.Contains(got, "1 event") {
		t.Errorf("after it was taken back elsewhere: %s", got)
	}
	name := judge.Word{Verdict: group.Renamed, Level: group.OriginLevel, A: "Free League", B: "League of Vesh", By: "ana", Why: "its own name"}
	if _, err := judge.Say(t.Context(), l.(ledger.Ledger), name, captured); err != nil {
		t.Fatal(err)
	}
	if got := seen(body(t, ask(t, h, "/origins"))); !strings.Contains(got, "League of Vesh") {
		t.Errorf("after an origin was renamed elsewhere: %s", got)
	}
}

// What a person judged of a figure that its page no longer gives rests, and the list
// of judgements says so.
func TestAJudgementThatRests(t *testing.T) {
	const (
		one     = `{"id": "a", "outlet": "Lomar Wire", "published": "2031-04-02", "url": "https://lomar.example/marrow", "text": "The Free League said on Wednesday that 40 people were killed when shells hit the market of Marrow."}` + "\n"
		changed = `{"id": "a", "outlet": "Lomar Wire", "published": "2031-04-02", "url": "https://lomar.example/marrow", "text": "The Free League spoke on Wednesday of shells on the market of Marrow. The road is closed."}` + "\n"
		other   = `{"id": "b", "outlet": "Coast Today", "published": "2031-04-03", "text": "The Marrow Council said 31 people were killed when shells hit the market of Marrow on Wednesday."}` + "\n"
	)
	l := told(t, one+other)
	h := web.New(l, web.Options{})
	var ids []string
	for _, q := range eventOf(t, l, "Free League").Quantities {
		for _, f := range q.Figures {
			ids = append(ids, string(f.ID))
		}
	}
	if len(ids) != 2 {
		t.Fatalf("%d figures stand together", len(ids))
	}
	if _, err := judge.Say(t.Context(), l.(ledger.Ledger), judge.Word{Verdict: group.NotSame, Level: group.EventLevel, A: ids[0], B: ids[1], By: "Tess", Why: "two markets"}, captured); err != nil {
		t.Fatal(err)
	}
	if text := seen(body(t, ask(t, h, "/judgements"))); strings.Contains(text, "rests") {
		t.Errorf("before the page changed: %s", text)
	}
	tell(t, l.(jobs.Ledger), changed)
	if text := seen(body(t, ask(t, h, "/judgements"))); !strings.Contains(text, "it rests: the page of") {
		t.Errorf("after the page changed: %s", text)
	}
}
