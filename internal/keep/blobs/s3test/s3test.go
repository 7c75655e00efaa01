// Package s3test is a small server that speaks as much of S3 as keeping bytes
// takes: put, get and head, with requests signed by AWS's version 4, which
// it checks. It is for tests only.
package s3test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// The keys that the server knows.
const (
	AccessKey = "TESTACCESS"
	SecretKey = "test/secret+key"
	Region    = "eu-test-1"
)

// Server is the server.
type Server struct {
	http *httptest.Server

	mu      sync.Mutex
	objects map[string][]byte // "bucket/key"
	asked   int
}

// Start starts a server with an empty bucket and gives the keys to the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{objects: map[string][]byte{}}
	s.http = httptest.NewServer(s)
	t.Cleanup(s.http.Close)
	t.(interface{ Setenv(k, v string) }).Setenv("AWS_ACCESS_KEY_ID", AccessKey)
	t.(interface{ Setenv(k, v string) }).Setenv("AWS_SECRET_ACCESS_KEY", SecretKey)
	return s
}

// URL is the address of the bucket.
func (s *Server) URL() string {
	return "s3://bucket?" + url.Values{"region": {Region}, "endpoint": {s.http.URL}, "use_path_style": {"true"}}.Encode()
}

// Objects are the keys in the bucket.
func (s *Server) Objects() (out []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.objects {
		out = append(out, strings.TrimPrefix(name, "bucket/"))
	}
	slices.Sort(out)
	return out
}

// Asked is how many requests there were.
func (s *Server) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// Change sets an object past its users; nil removes it.
func (s *Server) Change(key string, b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b == nil {
		delete(s.objects, "bucket/"+key)
		return
	}
	s.objects["bucket/"+key] = b
}

// Close stops answering.
func (s *Server) Close() { s.http.Close() }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		fault(w, http.StatusBadRequest, "IncompleteBody")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if code := signed(r, body); code != "" {
		fault(w, http.StatusForbidden, code)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	bucket, _, _ := strings.Cut(name, "/")
	switch {
	case bucket != "bucket":
		fault(w, http.StatusNotFound, "NoSuchBucket")
	case r.Method == http.MethodPut:
		s.objects[name] = body
		w.Header().Set("ETag", `"x"`)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		b, ok := s.objects[name]
		if !ok {
			fault(w, http.StatusNotFound, "NoSuchKey")
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Length", fmt.Sprint(len(b)))
		w.Header().Set("ETag", `"x"`)
		w.Write(b)
	default:
		fault(w, http.StatusNotImplemented, "NotImplemented")
	}
}

func fault(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, code)
}

// signed checks a request's signature, and the sum of its body where it was
// signed; the answer is what is wrong.
func signed(r *http.Request, body []byte) string {
	auth, ok := strings.CutPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ")
	if !ok {
		return "AccessDenied"
	}
	part := map[string]string{}
	for _, p := range strings.Split(auth, ",") {
		k, v, _ := strings.Cut(strings.TrimSpace(p), "=")
		part[k] = v
	}
	key, scope, _ := strings.Cut(part["Credential"], "/")
	if key != AccessKey {
		return "InvalidAccessKeyId"
	}
	sum := r.Header.Get("X-Amz-Content-Sha256")
	if have := sha256.Sum256(body); sum != hex.EncodeToString(have[:]) {
		return "XAmzContentSHA256Mismatch"
	}
	var headers strings.Builder
	for _, name := range strings.Split(part["SignedHeaders"], ";") {
		v := strings.Join(r.Header.Values(name), ",")
		switch name {
		case "host":
			v = r.Host
		case "content-length":
			v = fmt.Sprint(r.ContentLength)
		}
		headers.WriteString(name + ":" + strings.Join(strings.Fields(v), " ") + "\n")
	}
	query := strings.ReplaceAll(r.URL.Query().Encode(), "+", "%20")
	request := strings.Join([]string{r.Method, r.URL.EscapedPath(), query, headers.String(), part["SignedHeaders"], sum}, "\n")
	digest := sha256.Sum256([]byte(request))
	text := strings.Join([]string{"AWS4-HMAC-SHA256", r.Header.Get("X-Amz-Date"), scope, hex.EncodeToString(digest[:])}, "\n")
	k := []byte("AWS4" + SecretKey)
	for _, s := range append(strings.Split(scope, "/"), text) {
		h := hmac.New(sha256.New, k)
		h.Write([]byte(s))
		k = h.Sum(nil)
	}
	if !hmac.Equal([]byte(hex.EncodeToString(k)), []byte(part["Signature"])) {
		return "SignatureDoesNotMatch"
	}
	return ""
}
