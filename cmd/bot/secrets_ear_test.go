package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"dealcoach/internal/workspace"
)

// ear stands between the instances and the workspace, and writes down every call
// of the Web API.
type ear struct {
	*httptest.Server
	mu    sync.Mutex
	heard []heard
}

// heard is one call: where to, and what it said, decoded.
type heard struct {
	path, channel, said string
}

func newEar(t *testing.T, w *workspace.Workspace) *ear {
	t.Helper()
	e := &ear{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/socket") {
			body, _ := io.ReadAll(r.Body) // the workspace finds out what is missing
			r.Body = io.NopCloser(bytes.NewReader(body))
			e.note(r, string(body))
		}
		w.Handler().ServeHTTP(rw, r)
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *ear) note(r *http.Request, body string) {
	h := heard{path: r.URL.Path, said: r.URL.RawQuery + body}
	if form, err := url.ParseQuery(body); err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form") {
		h.channel, h.said = form.Get("channel"), ""
		for key, values := range form {
			if key != "token" {
				h.said += key + "=" + strings.Join(values, " ") + "\n"
			}
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, h)
}

// metadata is private words where other apps can read them.
var metadata = regexp.MustCompile(`(?m)^metadata=.*` + private)

// toThemselves reports whether what a call says can only be read by the rep
// whose direct messages are room: there, in a form of theirs, or in an answer to
// them that nobody else sees.
func (h heard) toThemselves(room string) bool {
	switch method := strings.TrimPrefix(h.path, "/api/"); method {
	case "chat.postMessage", "chat.update":
		return h.channel == room && !metadata.MatchString(h.said)
	case "views.open", "views.update", "views.push":
		return true
	default:
		return strings.HasPrefix(h.path, "/respond/") && !strings.Contains(h.said, "in_channel")
	}
}

// checkPrivate checks that no call said something private to anybody else. rooms
// are the direct messages of those who wrote it, by the mark in their words.
func (e *ear) checkPrivate(t *testing.T, rooms map[string]string) {
	t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	private := 0
	for _, h := range e.heard {
		for mark, room := range rooms {
			if !strings.Contains(h.said, mark) {
				continue
			}
			if private++; !h.toThemselves(room) {
				t.Errorf("%s to %q says something private:\n%s", h.path, h.channel, h.said)
			}
		}
	}
	t.Logf("%d calls, %d of them with private words, to those who wrote them", len(e.heard), private)
	if private == 0 {
		t.Error("no call says anything private, so nothing is checked")
	}
}
