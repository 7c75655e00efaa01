package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sayso/internal/out/web"
)

func TestStrangersAreRefused(t *testing.T) {
	h := web.New(open(t), web.Options{Host: "desk.example"})
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	fetch := func(site, mode, dest string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", site)
			r.Header.Set("Sec-Fetch-Mode", mode)
			r.Header.Set("Sec-Fetch-Dest", dest)
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*http.Request)
		status int
	}{
		{"localhost", host("localhost:7117"), 200},
		{"this machine, IPv6", host("[::1]:7117"), 200},
		{"a bare address", host("192.0.2.7:7117"), 200},
		{"the name given", host("Desk.example"), 200},
		{"another name", host("evil.example:7117"), 403},
		{"a name that looks like ours", host("127.0.0.1.evil.example"), 403},
		{"localhost as a part", host("localhost.evil.example"), 403},
		{"no name", host(""), 403},
		{"a hostile name", host(`"><script>alert(1)</script>`), 403},
		{"our own page", fetch("same-origin", "no-cors", "style"), 200},
		{"an address typed in", fetch("none", "navigate", "document"), 200},
		{"a link in a mail", fetch("cross-site", "navigate", "document"), 200},
		{"an image on another site", fetch("cross-site", "no-cors", "image"), 403},
		{"a frame on another site", fetch("cross-site", "navigate", "iframe"), 403},
		{"a script of another port", fetch("same-site", "cors", "empty"), 403},
		{"our origin", header("Origin", "http://127.0.0.1:7117"), 200},
		{"another origin", header("Origin", "https://evil.example"), 403},
		{"no origin's sandbox", header("Origin", "null"), 403},
		{"sending", func(r *http.Request) { r.Method = http.MethodPost }, 405},
		{"deleting", func(r *http.Request) { r.Method = http.MethodDelete }, 405},
		{"a very long filter", func(r *http.Request) { r.URL.RawQuery = "q=" + strings.Repeat("a", 9000) }, 414},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := ask(t, h, "/documents", tt.change)
			if page := body(t, r); r.StatusCode != tt.status {
				t.Errorf("status %d, want %d", r.StatusCode, tt.status)
			} else if strings.Contains(page, "<script>alert") {
				t.Error("the host name stands in the page as it came")
			}
		})
	}
}

// Every answer, refusals and assets among them, forbids what the pages do not
// need.
func TestEveryAnswerIsGuarded(t *testing.T) {
	h := web.New(open(t, market(t)), web.Options{})
	for _, path := range []string{"/", "/figures", "/nothing", "/static/app.css", "/static/app.js", "/static/", "/documents/d000000"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "localhost"
		h.ServeHTTP(w, r)
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: a browser may guess the type", path)
		}
		if s := w.Body.String(); strings.Contains(s, "<style") || strings.Contains(s, " style=") || strings.Contains(s, " onclick") || strings.Contains(s, "<script>") {
			t.Errorf("%s: style or script in the page", path)
		}
	}
}
