package workspace

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// notice tells the page that something has changed; it fetches the rest.
type notice struct {
	Type    string     `json:"type"` // "message", "view", "home", "sockets" or "clock"
	Channel string     `json:"channel,omitempty"`
	User    string     `json:"user,omitempty"` // only this person sees the change
	N       *int       `json:"n,omitempty"`
	Now     *time.Time `json:"now,omitempty"`
}

// watchers are the pages that are open.
type watchers struct {
	mu   sync.Mutex
	open map[chan notice]bool
}

// tell passes a notice on without ever waiting: a page that does not keep up is
// dropped, and its browser connects again.
func (ws *watchers) tell(n notice) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for c := range ws.open {
		select {
		case c <- n:
		default:
			delete(ws.open, c)
			close(c)
		}
	}
}

func (ws *watchers) join() chan notice {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if ws.open == nil {
		ws.open = map[chan notice]bool{}
	}
	c := make(chan notice, 64)
	ws.open[c] = true
	return c
}

func (ws *watchers) leave(c chan notice) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if ws.open[c] {
		delete(ws.open, c)
		close(c)
	}
}

// clockEvery is how often an open page is told the time.
const clockEvery = 5 * time.Second

// serveEvents is a stream of notices as server-sent events.
func (w *Workspace) serveEvents(rw http.ResponseWriter, r *http.Request) {
	c := w.watchers.join()
	defer w.watchers.leave(c)
	rw.Header().Set("Content-Type", "text/event-stream")
	rw.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(rw)
	send := func(n notice) bool {
		text, err := json.Marshal(n)
		if err != nil {
			return false
		}
		_, err = fmt.Fprintf(rw, "data: %s\n\n", text)
		return err == nil && out.Flush() == nil
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
