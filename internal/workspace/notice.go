package workspace

import "time"

// notice tells the page what has changed. A message comes along as it now
// reads; of a view the page fetches the rest.
type notice struct {
	Type    string       `json:"type"` // "message", "view", "home", "sockets", "clock" or "trace"
	Channel string       `json:"channel,omitempty"`
	User    string       `json:"user,omitempty"` // only this person sees the change
	New     bool         `json:"new,omitempty"`  // the message was just written
	N       *int         `json:"n,omitempty"`
	Now     *time.Time   `json:"now,omitempty"`
	Message *pageMessage `json:"message,omitempty"`
	Trace   *trace       `json:"trace,omitempty"`
}

// tellMessage passes a message of ch on as it now reads, and if it is a reply,
// the one that it replies to; fresh says that it was just written. The caller
// holds w.mu.
func (w *Workspace) tellMessage(ch *channel, p *post, fresh bool) {
	if page, _ := w.watchers.any(); !page {
		return
	}
	m := w.pageMessage(p)
	w.watchers.tell(notice{Type: "message", Channel: ch.id, User: p.Ephemeral, New: fresh, Message: &m})
	if parent, ok := ch.find(p.ThreadTS); ok && parent != p && p.Ephemeral == "" {
		m := w.pageMessage(parent)
		w.watchers.tell(notice{Type: "message", Channel: ch.id, Message: &m})
	}
}

func (w *Workspace) tellTrace(t *traced) {
	if _, inspector := w.watchers.any(); inspector {
		shown := t.shown()
		w.watchers.tell(notice{Type: "trace", Trace: &shown})
	}
}
