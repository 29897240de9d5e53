package workspace

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// waitingNotices is how far a page may be behind.
const waitingNotices = 256

// watchers are the pages that are open, and whether each wants traces.
type watchers struct {
	mu   sync.Mutex
	open map[chan notice]bool
}

// tell passes a notice on without ever waiting: a page that does not keep up is
// dropped, and its browser connects again.
func (ws *watchers) tell(n notice) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for c, traces := range ws.open {
		if n.Trace != nil && !traces {
			continue
		}
		select {
		case c <- n:
		default:
			delete(ws.open, c)
			close(c)
		}
	}
}

// any reports whether a page is open, and whether one of them wants traces.
func (ws *watchers) any() (page, inspector bool) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, traces := range ws.open {
		inspector = inspector || traces
	}
	return len(ws.open) > 0, inspector
}

func (ws *watchers) join(traces bool) chan notice {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if ws.open == nil {
		ws.open = map[chan notice]bool{}
	}
	c := make(chan notice, waitingNotices)
	ws.open[c] = traces
	return c
}

func (ws *watchers) leave(c chan notice) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if _, ok := ws.open[c]; ok {
		delete(ws.open, c)
		close(c)
	}
}

// clockEvery is how often an open page is told the time.
const clockEvery = 5 * time.Second

// serveEvents is a stream of notices as server-sent events; with inspect=1 it
// begins with what the inspector remembers. A browser that loses it comes back soon.
func (w *Workspace) serveEvents(rw http.ResponseWriter, r *http.Request) {
	inspect := r.FormValue("inspect") != ""
	c := w.watchers.join(inspect)
	defer w.watchers.leave(c)
	rw.Header().Set("Content-Type", "text/event-stream")
	rw.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(rw)
	send := func(n notice) bool {
		text, err := json.Marshal(n)
		if err != nil {
			return false
		}
		_, err = fmt.Fprintf(rw, "retry: 500\ndata: %s\n\n", text)
		return err == nil && out.Flush() == nil
	}
	if inspect {
		for _, t := range w.inspector.all() {
			if !send(notice{Type: "trace", Trace: &t}) {
				return
			}
		}
	}
	tick := time.NewTicker(clockEvery)
	defer tick.Stop()
	n := w.clockNotice()
	for send(n) {
		select {
		case more, ok := <-c:
			if !ok {
				return
			}
			n = more
		case <-tick.C:
			n = w.clockNotice()
		case <-r.Context().Done():
			return
		case <-w.done:
			return
		}
	}
}

func (w *Workspace) clockNotice() notice {
	now := w.now()
	return notice{Type: "clock", Now: &now}
}
