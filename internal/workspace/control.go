package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
)

// controlRoutes are for scripts: beside the acts of people, which they share
// with the page, what a Go test does with the workspace's methods.
func (w *Workspace) controlRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /page/fault", order(w.orderFault))
	mux.HandleFunc("POST /page/faults/clear", order(func(struct{}) error { w.ClearFaults(); return nil }))
	mux.HandleFunc("POST /page/disconnect", order(w.orderDisconnect))
	mux.HandleFunc("POST /page/cut", order(w.orderCut))
	mux.HandleFunc("POST /page/limits", order(w.orderLimits))
	mux.HandleFunc("GET /page/calls", w.serveCalls)
	mux.HandleFunc("GET /page/envelopes", w.serveEnvelopes)
	mux.HandleFunc("GET /page/inspector", w.serveInspector)
	mux.HandleFunc("GET /page/ephemerals", w.serveEphemerals)
}

// order serves one order of a script. Its JSON may be missing, but nothing in it
// may be unknown: a misspelt fault would be one that never happens.
func order[In any](do func(in In) error) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		var in In
		d := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxBody))
		d.DisallowUnknownFields()
		err := d.Decode(&in)
		if err == nil || errors.Is(err, io.EOF) {
			err = do(in)
		} else {
			err = fmt.Errorf("not the JSON expected: %w", err)
		}
		status := http.StatusOK
		if err != nil {
			status = http.StatusBadRequest
		}
		writeJSON(rw, status, problem{sentence(err)})
	}
}

// goodbyes are the reasons that Slack gives in a disconnect frame.
var goodbyes = []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"}

type disconnectIn struct {
	Reason string `json:"reason"` // one of goodbyes; empty: refresh_requested
}

func (w *Workspace) orderDisconnect(in disconnectIn) error {
	if in.Reason == "" {
		in.Reason = "refresh_requested"
	}
	if !slices.Contains(goodbyes, in.Reason) {
		return fmt.Errorf("no reason to disconnect is called %q; there are %q", in.Reason, goodbyes)
	}
	w.Disconnect(in.Reason)
	return nil
}

type cutIn struct {
	N *int `json:"n"` // how many; missing or -1: all
}

func (w *Workspace) orderCut(in cutIn) error {
	if in.N == nil {
		w.Cut(-1)
		return nil
	}
	w.Cut(*in.N)
	return nil
}

type limitsIn struct {
	On bool `json:"on"`
}

func (w *Workspace) orderLimits(in limitsIn) error {
	w.Limit(in.On)
	return nil
}
