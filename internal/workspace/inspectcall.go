package workspace

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// watch notes every request that next serves. The name of a request is its
// method in the Web API.
func (in *inspector) watch(name func(*http.Request) string, next http.HandlerFunc) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, maxTraceText+1))
		r.Body = &replayed{Reader: io.MultiReader(bytes.NewReader(body), broken{err}, r.Body), Closer: r.Body}
		rec := &recorder{ResponseWriter: rw}
		t := &traced{trace: trace{Kind: "call", Name: name(r), At: time.Now()}, args: argumentsOf(r, body)}
		defer func() {
			t.TookMS = milliseconds(time.Since(t.At))
			t.State, t.Note, t.Answer = rec.outcome()
			t.bytes = len(body) + len(t.Answer)
			in.add(t)
		}()
		next(rec, r)
	}
}

// argumentsOf shows the arguments of a call, without the token, when asked.
func argumentsOf(r *http.Request, body []byte) func() json.RawMessage {
	kind, query, method := r.Header.Get("Content-Type"), r.URL.RawQuery, r.Method
	return func() json.RawMessage {
		if len(body) > maxTraceText {
			return json.RawMessage(`"too long to show"`)
		}
		again := &http.Request{
			Method: method, URL: &url.URL{RawQuery: query}, Header: http.Header{"Content-Type": {kind}},
			Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
		}
		given, err := readArgs(nil, again)
		if err != nil {
			return json.RawMessage(`"not readable"`)
		}
		shown := map[string]any{}
		for key, value := range given {
			shown[key] = value
			if json.Valid([]byte(value)) && strings.ContainsAny(value[:1], "[{") {
				shown[key] = json.RawMessage(value)
			}
		}
		delete(shown, "token")
		text, err := json.Marshal(shown)
		if err != nil {
			return nil
		}
		return text
	}
}

// replayed is a body of which the beginning was read before.
type replayed struct {
	io.Reader
	io.Closer
}

// broken is a reader that fails at once, or is empty when err is nil.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, cmp.Or(b.err, io.EOF) }

// recorder keeps what is answered, and lets a connection be cut as before.
type recorder struct {
	http.ResponseWriter
	status int
	cut    bool
	text   bytes.Buffer
}

func (rec *recorder) WriteHeader(status int) {
	rec.status = status
	rec.ResponseWriter.WriteHeader(status)
}

func (rec *recorder) Write(text []byte) (int, error) {
	if rec.text.Len() <= maxTraceText {
		rec.text.Write(text)
	}
	return rec.ResponseWriter.Write(text)
}

func (rec *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	rec.cut = true
	return http.NewResponseController(rec.ResponseWriter).Hijack()
}

func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }

// outcome is what the caller of the Web API was told.
func (rec *recorder) outcome() (state, note string, answer json.RawMessage) {
	if rec.cut {
		return traceFailed, "connection_dropped", nil
	}
	var said struct {
		OK    bool
		Error string
	}
	text := rec.text.Bytes()
	err := json.Unmarshal(text, &said)
	switch {
	case err != nil && len(text) > maxTraceText:
		return traceDone, "", brief(text)
	case err != nil:
		return traceFailed, "HTTP " + http.StatusText(rec.status), nil
	case said.OK:
		return traceDone, "", brief(text)
	}
	return traceFailed, said.Error, brief(text)
}
