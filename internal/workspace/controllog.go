package workspace

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// loggedCall is a Call for a script.
type loggedCall struct {
	Method  string    `json:"method"`
	At      time.Time `json:"at"`
	OK      bool      `json:"ok"`
	Error   string    `json:"error"`
	User    string    `json:"user"`
	Channel string    `json:"channel"`
}

// serveCalls lists the calls of the Web API, or those of one method.
func (w *Workspace) serveCalls(rw http.ResponseWriter, r *http.Request) {
	list := []loggedCall{}
	for _, c := range w.Calls() {
		if method := r.FormValue("method"); method == "" || method == c.Method {
			list = append(list, loggedCall(c))
		}
	}
	writeJSON(rw, http.StatusOK, map[string]any{"calls": newest(r, list)})
}

// loggedEnvelope is an Envelope for a script.
type loggedEnvelope struct {
	ID           string          `json:"id"`
	Type         string          `json:"type"`
	SentAt       time.Time       `json:"sentAt"`
	Frame        json.RawMessage `json:"frame"`
	Attempt      int             `json:"attempt"`
	Acked        bool            `json:"acked"`
	AckedAfterMS float64         `json:"ackedAfterMs"`
	Answered     bool            `json:"answered"`
}

// serveEnvelopes lists the envelopes that were sent to the app, or those of one type.
func (w *Workspace) serveEnvelopes(rw http.ResponseWriter, r *http.Request) {
	list := []loggedEnvelope{}
	for _, e := range w.Envelopes() {
		if kind := r.FormValue("type"); kind == "" || kind == e.Type {
			list = append(list, loggedEnvelope{
				ID: e.ID, Type: e.Type, SentAt: e.SentAt, Frame: e.Payload, Attempt: e.Attempt,
				Acked: e.Acked, AckedAfterMS: milliseconds(e.AckedAfter), Answered: e.Answered,
			})
		}
	}
	writeJSON(rw, http.StatusOK, map[string]any{"envelopes": newest(r, list)})
}

// serveInspector lists what the page's inspector remembers.
func (w *Workspace) serveInspector(rw http.ResponseWriter, r *http.Request) {
	writeJSON(rw, http.StatusOK, map[string]any{"entries": newest(r, w.inspector.all())})
}

// serveEphemerals lists a person's ephemeral messages over all channels.
func (w *Workspace) serveEphemerals(rw http.ResponseWriter, r *http.Request) {
	list := []pageMessage{}
	w.mu.Lock()
	for _, p := range w.ephemerals[r.FormValue("as")] {
		if !p.Deleted {
			list = append(list, w.pageMessage(p))
		}
	}
	w.mu.Unlock()
	writeJSON(rw, http.StatusOK, map[string]any{"messages": newest(r, list)})
}

// newest cuts a list down to its last entries, as many as the argument last says.
func newest[T any](r *http.Request, list []T) []T {
	n, err := strconv.Atoi(r.FormValue("last"))
	if err != nil || n < 0 || n >= len(list) {
		return list
	}
	return list[len(list)-n:]
}
