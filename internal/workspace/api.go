package workspace

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// answer is the body of a Web API answer.
type answer map[string]any

// request is one call of a Web API method.
type request struct {
	args args
	base string // how the app reached the workspace, "http://host:port"
}

// baseOf is the address under which the sender of r reaches the workspace,
// which a proxy may have changed.
func baseOf(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// serveAPI answers /api/METHOD.
func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	a, err := readArgs(rw, r)
	w.serveCall(rw, r, name, a, func() (answer, error) {
		if err != nil {
			return nil, err
		}
		m, ok := methods[name]
		if !ok {
			return nil, refuse("unknown_method")
		}
		if err := w.admit(tokenOf(r, a), m.app); err != nil && !m.public {
			return nil, err
		}
		if !m.app && !w.app.open {
			rw.Header().Set("X-OAuth-Scopes", strings.Join(w.app.OAuth.Scopes.Bot, ","))
			rw.Header().Set("X-Accepted-OAuth-Scopes", strings.Join(m.scopes, ","))
		}
		if err := w.need(m.scopes...); err != nil {
			return nil, err
		}
		if err := w.limits.take(name, m.minute, a["channel"], time.Now()); err != nil {
			return nil, err
		}
		return m.run(w, &request{args: a, base: baseOf(r)})
	})
}

// serveCall runs one call under the faults that wait for it, answers it, and
// writes it down.
func (w *Workspace) serveCall(rw http.ResponseWriter, r *http.Request, name string, a args, run func() (answer, error)) {
	call := Call{Method: name, At: time.Now(), User: a["user"], Channel: a["channel"]}
	defer func() { w.journal.add(call) }()

	var body answer
	var err error
	do := func() {
		body, err = run()
		if call.OK = err == nil; !call.OK {
			call.Error = asRefusal(err).Code
		}
	}
	f := w.faults.take(name, a["channel"])
	if f.Done {
		do()
	}
	if f.Skew != 0 {
		rw.Header().Set("Date", time.Now().Add(f.Skew).UTC().Format(http.TimeFormat))
	}
	if f.Delay > 0 && !w.rest(r.Context(), f.Delay) {
		call.Error = "canceled"
		hangUp(rw)
		return
	}
	switch {
	case f.Drop:
		call.Error = "connection_dropped"
		hangUp(rw)
		return
	case f.Status != 0:
		call.Error = f.fail(rw)
		return
	case f.Error != "":
		call.Error = f.Error
		err = refuse(f.Error)
	case !f.Done:
		do()
	}
	if err != nil {
		asRefusal(err).answer(rw)
		return
	}
	if body == nil {
		body = answer{}
	}
	body["ok"] = true
	writeJSON(rw, http.StatusOK, body)
}

func writeJSON(rw http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(rw, "internal error", http.StatusInternalServerError)
		return
	}
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	rw.Write(text)
}

// hangUp cuts the connection without an answer.
func hangUp(rw http.ResponseWriter) {
	if h, ok := rw.(http.Hijacker); ok {
		if conn, _, err := h.Hijack(); err == nil {
			conn.Close()
		}
	}
}
