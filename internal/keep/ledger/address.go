package ledger

import (
	"net/url"
	"slices"
	"strings"
)

// CanonicalURL is the address as a document is known by it: without what changes
// from visit to visit. It is "" for an address that names no page: none at all,
// no web address, or a site's front page, which many pages wrongly give as their
// own.
func CanonicalURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	query := withoutTracking(u.RawQuery)
	if path == "" && query == "" {
		return ""
	}
	if query != "" {
		query = "?" + query
	}
	// The same page is served under both schemes; the address people know is the
	// secure one.
	return "https://" + host + path + query
}

// withoutTracking drops the parameters that say how a reader came to the page.
func withoutTracking(query string) string {
	parts := strings.Split(query, "&")
	parts = slices.DeleteFunc(parts, func(p string) bool {
		name, _, _ := strings.Cut(strings.ToLower(p), "=")
		switch name {
		case "", "fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid":
			return true
		}
		return strings.HasPrefix(name, "utm_")
	})
	return strings.Join(parts, "&")
}
