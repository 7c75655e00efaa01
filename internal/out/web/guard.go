package web

import (
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// maxQuery bounds the part of an address after the question mark.
const maxQuery = 8 << 10

// policy lets a page load what this program serves, and nothing else; no script
// or style stands in a page itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard keeps strangers out: the ledger may hold what must not leave the room.
// A page of another site can make a browser ask us, so a request must name us as
// we are known (a name that somebody pointed at this machine is refused: DNS
// rebinding) and must come from our own pages or from a person's click.
func (b *bench) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		if !b.ours(r.Host) {
			b.opt.Log.Warn("refused another host's name", "host", r.Host)
			b.refuse(w, r, http.StatusForbidden, fmt.Sprintf("This workbench does not answer to the name %q.", clip(r.Host, 80)),
				"Open it under the address that sayso printed.")
			return
		}
		if foreign(r) {
			b.refuse(w, r, http.StatusForbidden, "Another site asked for this page.", "Open it from the workbench itself.")
			return
		}
		switch {
		case r.Method == http.MethodPost && (r.URL.Path == "/judge" || r.URL.Path == "/jobs"):
			if !own(r) {
				b.refuse(w, r, http.StatusForbidden, "This was not sent from a page of the workbench.", "Send it from the page itself.")
				return
			}
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			b.refuse(w, r, http.StatusMethodNotAllowed, "The workbench only shows: nothing can be sent to it.", "Use sayso add to bring documents in.")
			return
		}
		if len(r.URL.RawQuery) > maxQuery {
			b.refuse(w, r, http.StatusRequestURITooLong, "The filter in this address is too long.", "Take some of it away.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ours reports whether a Host header names this program. A bare IP address
// cannot have been pointed at us by somebody's name server.
func (b *bench) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return strings.EqualFold(name, "localhost") || b.opt.Host != "" && strings.EqualFold(name, b.opt.Host)
}

// foreign reports whether a page of another site made the request. A click on a
// link to us, in a mail say, is a navigation and is let through.
func foreign(r *http.Request) bool {
	if o := r.Header.Get("Origin"); o != "" && o != "http://"+r.Host && o != "https://"+r.Host {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}

// own reports whether a browser says that one of our own pages sent the request.
func own(r *http.Request) bool {
	o := r.Header.Get("Origin")
	return (o == "http://"+r.Host || o == "https://"+r.Host) && (r.Header.Get("Sec-Fetch-Site") == "" || r.Header.Get("Sec-Fetch-Site") == "same-origin")
}

// genuine reports whether a form brings back the token that our pages give out.
func (b *bench) genuine(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(b.token)) == 1
}

// clip shortens a text to n bytes at most, on a rune border.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}
