package web_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sayso/internal/in/folder"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/tally"
	"sayso/internal/out/web"
	"sayso/internal/work/intake"
	"sayso/reader"
	"sayso/samples"
)

// chromium is the browser's program. CI must have one.
func chromium(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests take long")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no Chromium is to be found, and CI must test the pages")
	}
	t.Skip("no Chromium is to be found: the pages are not tested in a browser (install Debian's chromium)")
	return ""
}

// demo is a workbench over the samples, read by the real reader.
func demo(t *testing.T) (*sqlite.Ledger, string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "articles"), samples.Files()); err != nil {
		t.Fatal(err)
	}
	l := open(t)
	_, err := intake.Run(t.Context(), folder.Walk([]string{filepath.Join(dir, "articles")}), intake.Config{
		Ledger: l, Read: reader.Read, Now: func() time.Time { return captured }, Tool: "sayso test",
		Failed: func(err error) { t.Error(err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(web.New(l, web.Options{Notice: samples.Notice, Ledger: "demo.db", Version: "test", Judge: true, By: "Tess", Jobs: jobsOf(l), Retry: true}))
	t.Cleanup(s.Close)
	return l, s.URL
}

// tab is a browser's tab that remembers what went wrong in it, and what it asked
// for.
type tab struct {
	*testing.T
	ctx      context.Context
	base     string
	mu       sync.Mutex
	troubles []string
}

func newTab(t *testing.T, base string) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stopTab := chromedp.NewContext(alloc)
	t.Cleanup(stopTab)
	ctx, stopClock := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stopClock)
	tb := &tab{T: t, ctx: ctx, base: base}
	if err := chromedp.Listen(ctx, tb.hear); err != nil {
		t.Fatal(err)
	}
	call(tb, cdplog.Enable, cdp.Empty{})
	return tb
}

func (t *tab) hear(ev any) {
	trouble := ""
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		trouble = "exception: " + e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		trouble = fmt.Sprintf("console: %s", e.Type)
	case *cdplog.EventEntryAdded:
		trouble = "log: " + e.Entry.Text
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || "http://"+u.Host != t.base {
			trouble = "asked another host: " + e.Request.URL
		}
	}
	if trouble != "" {
		t.mu.Lock()
		t.troubles = append(t.troubles, trouble)
		t.mu.Unlock()
	}
}

// calm fails the test for whatever went wrong since the last time.
func (t *tab) calm(where string) {
	t.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range t.troubles {
		t.Errorf("%s: %s", where, s)
	}
	t.troubles = nil
}

func call[P, R any](t *tab, cmd cdp.Command[P, R], params P) {
	t.Helper()
	if _, err := chromedp.Call(t.ctx, cmd, params); err != nil {
		t.Fatal(err)
	}
}

func (t *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(t.ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func (t *tab) open(path string) {
	t.Helper()
	t.do(chromedp.Navigate(t.base+path), chromedp.WaitReady("#main"))
}

// js is what an expression gives in the page.
func js[T any](t *tab, expression string) T {
	t.Helper()
	v, err := chromedp.Run(t.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// eventually waits for a condition in the page.
func (t *tab) eventually(what, expression string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if v, err := chromedp.Run(t.ctx, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && v {
			return
		}
	}
	t.Fatalf("never came true: %s (%s)", what, expression)
}

// press presses a key as a keyboard does: a letter is one event, so that a page
// which takes the key also keeps the letter out of its fields.
func (t *tab) press(k string) {
	t.Helper()
	if len(k) != 1 || k < " " || k > "~" {
		t.do(chromedp.KeyEvent(k))
		return
	}
	for _, kind := range []input.DispatchKeyEventType{"keyDown", "keyUp"} {
		p := input.DispatchKeyEventParams{Type: kind, Key: k}
		if kind == "keyDown" {
			p.Text = k
		}
		call(t, input.DispatchKeyEvent, p)
	}
}

func (t *tab) colours(scheme string) {
	t.Helper()
	call(t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// shot keeps a picture where CI or a person wants them.
func (t *tab) shot(name string) {
	t.Helper()
	dir := os.Getenv("SAYSO_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(t.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "workbench-"+name+".png"), png, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}

// karsk is the sample where two sides give two figures.
const karsk = "https://opa.example/2026/03/11/karsk-bridge-shelling"

func TestBrowserShowsEveryPage(t *testing.T) {
	chromium(t)
	l, base := demo(t)
	rec, err := l.Record(t.Context(), karsk)
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.FigureIDs) == 0 || len(rec.AttributionIDs) == 0 {
		t.Fatal("nothing was read in the sample")
	}
	groups, err := tally.Load(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	var most, toll *tally.Event // the one of most origins; the first that runs on
	for i := range groups.Events {
		e := &groups.Events[i]
		if most == nil || len(e.Origins) > len(most.Origins) {
			most = e
		}
		if toll == nil && e.Toll {
			toll = e
		}
	}
	if most == nil || toll == nil {
		t.Fatal("the samples have no events, or no running toll")
	}
	if len(groups.Tolls) == 0 || len(groups.Tolls[0].Flags) == 0 {
		t.Fatal("the samples have no toll that falls")
	}
	falling := &groups.Tolls[0]
	wreck(t, l)
	tb := newTab(t, base)
	pages := []struct{ name, path string }{
		{"overview", "/"},
		{"documents", "/documents"},
		{"document", "/documents/" + string(rec.ID)},
		{"figures", "/figures"},
		{"figures-filtered", "/figures?category=killed&place=Dellin&sort=number"},
		{"attributions", "/attributions"},
		{"figure", "/claims/" + string(rec.FigureIDs[0])},
		{"attribution", "/claims/" + string(rec.AttributionIDs[0])},
		{"events", "/events"},
		{"event", "/event/" + string(rec.FigureIDs[0])},
		{"event-many", "/event/" + most.ID},
		{"event-toll", "/event/" + toll.ID},
		{"tolls", "/tolls"},
		{"toll", "/toll/" + falling.ID},
		{"toll-log", "/toll/" + falling.ID + "?scale=log"},
		{"origins", "/origins"},
		{"origin", "/origin?name=" + url.QueryEscape(most.Origins[0].Origin)},
		{"judge", "/judge?a=" + string(rec.FigureIDs[0])},
		{"why", "/event/" + most.ID + "/why"},
		{"judgements", "/judgements"},
		{"jobs", "/jobs"},
		{"search", "/search?q=dead"},
		{"empty", "/figures?q=giraffe"},
	}
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"desktop", 1360, 900}, {"phone", 390, 844}} {
		for _, scheme := range []string{"light", "dark"} {
			tb.do(chromedp.EmulateViewport(size.width, size.height))
			tb.colours(scheme)
			for _, p := range pages {
				tb.open(p.path)
				if over := js[int](tb, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
					t.Errorf("%s, %s: the page is %d pixels wider than the window: %s", p.name, size.name, over, js[string](tb, wide))
				}
				if n := js[int](tb, "document.querySelectorAll('h1').length"); n != 1 {
					t.Errorf("%s: %d main headings", p.name, n)
				}
				if s := js[string](tb, "Array.from(document.querySelectorAll('input:not([type=hidden]), button, a')).filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML).join('\\n')"); s != "" {
					t.Errorf("%s: without a name for people who do not see it: %s", p.name, s)
				}
				if s := js[string](tb, duplicates); s != "" {
					t.Errorf("%s: ids twice on the page: %s", p.name, s)
				}
				tb.calm(p.name)
				tb.shot(p.name + "-" + size.name + "-" + scheme)
			}
		}
	}
}

const wide = `Array.from(document.querySelectorAll("main *")).filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll")).slice(0, 3).map(e => e.outerHTML.slice(0, 200)).join("\n")`

const duplicates = `(() => { const seen = new Set(), twice = []; for (const e of document.querySelectorAll('[id]')) { if (seen.has(e.id)) twice.push(e.id); seen.add(e.id); } return twice.join(' '); })()`

// lit is the words that are lit in the text.
const lit = `Array.from(document.querySelectorAll('#text .number.lit')).map(e => e.textContent).join('|')`

func TestBrowserLightsWordsAndRows(t *testing.T) {
	chromium(t)
	l, base := demo(t)
	rec, err := l.Record(t.Context(), karsk)
	if err != nil {
		t.Fatal(err)
	}
	tb := newTab(t, base)
	tb.do(chromedp.EmulateViewport(1360, 900))
	tb.open("/documents/" + string(rec.ID))
	first := rec.Reading.Figures[0].Number.In(rec.Text.Text)

	hover := func(selector string) {
		t.Helper()
		box := js[[]float64](tb, `(() => { const e = document.querySelector('`+selector+`'); e.scrollIntoView({block: 'center'}); const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
		tb.do(chromedp.MouseEvent("mouseMoved", box[0], box[1]))
	}
	hover(".claims .figure")
	tb.eventually("the row under the pointer lights its number", lit+` === '`+first+`'`)
	tb.shot("lit-by-row")
	hover("h1, .dochead p")
	hover("#text a.number")
	tb.eventually("the number under the pointer lights its row", `document.querySelector('.claims .figure.lit b') && document.querySelectorAll('.claims .row.lit').length === 1`)
	hover("#text a.cue")
	tb.eventually("the cue under the pointer lights its attribution", `document.querySelector('.claims .attribution.lit') && !document.querySelector('.claims .figure.lit')`)
	tb.shot("lit-by-words")

	// The same by keyboard.
	tb.do(chromedp.Evaluate[chromedp.Void]("document.querySelector('.claims .figure .go').focus()"))
	tb.eventually("the focused row lights its number", lit+` === '`+first+`'`)
	tb.do(chromedp.Evaluate[chromedp.Void]("document.querySelector('#text a.number').focus()"))
	tb.eventually("the focused number lights its row", `document.querySelector('.claims .figure.lit')`)

	// An address that names a claim lights it on arrival.
	last := len(rec.FigureIDs) - 1
	tb.open(fmt.Sprintf("/documents/%s?at=%d#%s", rec.ID, rec.Reading.Figures[last].Number.Start, rec.FigureIDs[last]))
	tb.eventually("the claim in the address is lit", lit+` === '`+rec.Reading.Figures[last].Number.In(rec.Text.Text)+`'`)

	// A click on the words goes to the claim.
	tb.do(chromedp.Click("#text a.number"))
	tb.eventually("a click leads to the claim", `location.pathname === '/claims/`+string(rec.FigureIDs[0])+`'`)
	tb.calm("document")
}

func TestBrowserByKeyboardAlone(t *testing.T) {
	chromium(t)
	_, base := demo(t)
	tb := newTab(t, base)
	tb.do(chromedp.EmulateViewport(1360, 900))
	tb.open("/documents")
	key := tb.press

	key(kb.Tab)
	tb.eventually("the first stop is the skip link, and it shows", `document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().width > 50`)
	key(kb.Enter)
	tb.eventually("the skip link leads to the content", `document.activeElement.id === 'main'`)
	key("j")
	key("j")
	key("k")
	key("j")
	tb.eventually("j and k walk the rows", `document.activeElement === document.querySelectorAll('[data-row] a.go')[1]`)
	if outline := js[string](tb, `getComputedStyle(document.activeElement).outlineStyle`); outline == "none" {
		t.Error("the focused link has no outline")
	}
	key(kb.Enter)
	tb.eventually("Enter opens the row", `location.pathname.startsWith('/documents/')`)
	tb.do(chromedp.WaitReady("#text"))
	key("j")
	tb.eventually("j goes to the first claim and lights it", `document.activeElement.closest('.claims .row.lit')`)
	key(kb.Escape)
	tb.eventually("Escape lets go", `!document.querySelector('.lit')`)
	key("?")
	tb.eventually("? shows the shortcuts", `document.getElementById('keys').open`)
	tb.shot("keys")
	key(kb.Escape)
	tb.eventually("Escape closes them", `!document.getElementById('keys').open`)
	key("/")
	tb.eventually("/ goes to the search", `document.activeElement.id === 'find'`)
	key("j")
	key("t")
	key("?")
	tb.eventually("letters typed in a field are letters", `document.activeElement.value === 'jt?'`)
	key(kb.Escape)
	key("g")
	key("f")
	tb.eventually("g f goes to the figures", `location.pathname === '/figures'`)
	tb.listens("table.figures")
	key("g")
	key("e")
	tb.eventually("g e goes to the events", `location.pathname === '/events'`)
	tb.listens("table.events")
	key("j")
	key(kb.Enter)
	tb.eventually("j and Enter open an event", `location.pathname.startsWith('/event/')`)
	tb.listens(".quantity")
	key("j")
	key(kb.Enter)
	tb.eventually("j and Enter lead on to the claim", `location.pathname.startsWith('/claims/')`)
	tb.open("/figures")
	tb.listens("body")
	key("g")
	key("t")
	tb.eventually("g t goes to the tolls", `location.pathname === '/tolls'`)
	tb.listens("table.events")
	key("j")
	key(kb.Enter)
	tb.eventually("j and Enter open a toll", `location.pathname.startsWith('/toll/')`)
	tb.open("/figures")
	if js[bool](tb, `!!document.querySelector('a[rel=next]')`) {
		key("]")
		tb.eventually("] turns the page", `location.search.includes('page=2')`)
	}
	tb.calm("keyboard")
}

// listens waits until what a selector names is there and keys are heard.
func (tb *tab) listens(selector string) {
	tb.Helper()
	tb.do(chromedp.WaitReady(selector))
	tb.eventually("the page listens", `document.readyState === 'complete'`)
}

// A person judges on the page alone: the form is sent, kept and taken back.
func TestBrowserJudges(t *testing.T) {
	chromium(t)
	l, base := demo(t)
	rec, err := l.Record(t.Context(), karsk)
	if err != nil {
		t.Fatal(err)
	}
	tb := newTab(t, base)
	tb.do(chromedp.EmulateViewport(1360, 900))
	tb.open("/event/" + string(rec.FigureIDs[0]))
	tb.do(chromedp.Click(`a[href^="/judge?a="]`), chromedp.WaitReady("form.judge"))
	js[bool](tb, `(() => { const f = document.querySelector("form.judge"); f.elements.b.value = document.querySelector("#others option").value; f.elements.verdict.value = "unsure"; f.elements.why.value = "the words do not tell"; f.elements.by.value = "Tess Varn"; return true; })()`)
	tb.do(chromedp.Click("form.judge button"))
	tb.eventually("the judgement is shown", `document.querySelector('.given') && document.querySelector('.given').textContent.includes('the words do not tell')`)
	tb.shot("judged")
	tb.open("/judgements")
	tb.do(chromedp.Click(".given summary"), chromedp.WaitVisible(".given form input[name=why]"))
	if name := js[string](tb, `document.querySelector('.given form').elements.by.value`); name != "Tess Varn" {
		t.Errorf("the name was not remembered: %q", name)
	}
	tb.do(chromedp.SendKeys(".given form input[name=why]", "a slip"), chromedp.Click(".given form button"))
	tb.eventually("it is taken back", `document.querySelector('.given') && document.querySelector('.given').textContent.includes('taken back by Tess Varn')`)
	tb.calm("judging")
}

func TestBrowserFilterLiesInTheAddress(t *testing.T) {
	chromium(t)
	_, base := demo(t)
	tb := newTab(t, base)
	tb.do(chromedp.EmulateViewport(1360, 900))
	tb.open("/figures")
	tb.do(chromedp.Click(`input[name=category][value=killed]`))
	tb.eventually("a tick is applied at once", `location.search === '?category=killed'`)
	tb.do(chromedp.WaitReady("table.rows"))
	tb.do(chromedp.SendKeys(`.side input[name=q]`, "Dellin"+kb.Enter))
	tb.eventually("both are in the address, and empty fields are not", `(() => { const q = new URLSearchParams(location.search); return q.get('q') === 'Dellin' && q.get('category') === 'killed' && Array.from(q.keys()).length === 2; })()`)
	tb.do(chromedp.WaitReady("table.rows"))
	rows := js[string](tb, `Array.from(document.querySelectorAll('.rows tbody tr')).map(e => e.innerText).join()`)
	if rows == "" || strings.Contains(rows, "injured") {
		t.Errorf("the filter is not applied: %q", rows)
	}
	// The address alone gives the same view.
	tb.open(js[string](tb, "location.pathname + location.search"))
	if again := js[string](tb, `Array.from(document.querySelectorAll('.rows tbody tr')).map(e => e.innerText).join()`); again != rows {
		t.Errorf("the shared address shows another view:\n%s\n%s", again, rows)
	}
	tb.do(chromedp.Click(`thead th a`))
	tb.eventually("a column's head sorts, the filter stays", `location.search.includes('sort=-number') && location.search.includes('category=killed') && document.querySelector('th[aria-sort=descending]')`)
	tb.do(chromedp.Click(`.chips a`))
	tb.eventually("a chip takes its filter away", `!location.search.includes('q=Dellin') && location.search.includes('category=killed')`)
	tb.calm("figures")
}

func TestBrowserColoursAreKept(t *testing.T) {
	chromium(t)
	_, base := demo(t)
	tb := newTab(t, base)
	tb.do(chromedp.EmulateViewport(1360, 900))
	paper := func() string { return js[string](tb, "getComputedStyle(document.documentElement).backgroundColor") }
	tb.colours("light")
	tb.open("/")
	light := paper()
	tb.colours("dark")
	dark := paper()
	if light == dark {
		t.Fatalf("the page does not follow the system's colours: %s", light)
	}
	tb.do(chromedp.Click("#theme"))
	if got := paper(); got != light {
		t.Errorf("the first press gives %s, want light %s", got, light)
	}
	tb.open("/figures")
	if got := paper(); got != light {
		t.Errorf("the choice is lost on the next page: %s", got)
	}
	tb.press("t")
	tb.colours("light")
	if got := paper(); got != dark {
		t.Errorf("the second press gives %s, want dark %s", got, dark)
	}
	tb.press("t")
	if got := paper(); got != light {
		t.Errorf("the third press does not follow the system again: %s", got)
	}
	tb.calm("colours")
}

func TestBrowserPrintsTheTextAlone(t *testing.T) {
	chromium(t)
	l, base := demo(t)
	rec, err := l.Record(t.Context(), karsk)
	if err != nil {
		t.Fatal(err)
	}
	tb := newTab(t, base)
	tb.do(chromedp.EmulateViewport(800, 1100))
	tb.colours("dark")
	tb.open("/documents/" + string(rec.ID))
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	for _, gone := range []string{".top", "dialog", ".keyline"} {
		if js[string](tb, "getComputedStyle(document.querySelector('"+gone+"')).display") != "none" {
			t.Errorf("%s is printed", gone)
		}
	}
	if ink := js[string](tb, "getComputedStyle(document.querySelector('#text')).color"); ink != "rgb(0, 0, 0)" {
		t.Errorf("printed in %s", ink)
	}
	if js[bool](tb, "getComputedStyle(document.querySelector('.claims')).overflowY !== 'visible'") {
		t.Error("the list of claims is cut off on paper")
	}
	tb.shot("print")
	tb.calm("print")
}
