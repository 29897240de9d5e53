package workspace

import (
	"encoding/json"
	"sync"
	"time"
)

// What the inspector remembers at most: so many entries, so many bytes of them,
// and so many bytes of one text. A longer text is only counted.
const (
	maxTraces     = 300
	maxTraceBytes = 4 << 20
	maxTraceText  = 64 << 10
)

// The states of a trace.
const (
	traceWaiting = "waiting"
	traceDone    = "ok"
	traceFailed  = "error"
	traceLate    = "late"
)

// trace is one envelope to the app, or one call by it, as the page shows it.
type trace struct {
	ID      int             `json:"id"`
	Kind    string          `json:"kind"` // "envelope" or "call"
	Name    string          `json:"name"` // the envelope's type, or the method
	At      time.Time       `json:"at"`   // real time
	Socket  int             `json:"socket,omitempty"`
	Attempt int             `json:"attempt,omitempty"`
	Sent    json.RawMessage `json:"sent"`   // the frame, or the arguments without the token
	Answer  json.RawMessage `json:"answer"` // the acknowledgement's payload, or the answer; null: none
	State   string          `json:"state"`
	Note    string          `json:"note,omitempty"` // what went wrong
	TookMS  float64         `json:"tookMs"`
}

// traced is a trace as it is remembered.
type traced struct {
	trace
	envelope string                 // its id
	args     func() json.RawMessage // makes Sent of a call, only when somebody looks
	bytes    int
}

// inspector remembers what lately went between the workspace and the app.
type inspector struct {
	tell func(*traced)

	mu      sync.Mutex
	entries []*traced // the oldest first
	bytes   int
	last    int // id
}

// add remembers t. Its envelope, if it is one, can be found from then on.
func (in *inspector) add(t *traced) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.last++
	t.ID = in.last
	in.entries = append(in.entries, t)
	in.grow(t, t.bytes)
	in.tell(t)
}

// grow counts more bytes of t, and forgets the oldest entries when there is too
// much. The caller holds mu.
func (in *inspector) grow(t *traced, n int) {
	in.bytes += n
	for len(in.entries) > maxTraces || in.bytes > maxTraceBytes && in.entries[0] != t {
		in.bytes -= in.entries[0].bytes
		in.entries = in.entries[1:]
	}
}

func (in *inspector) all() []trace {
	in.mu.Lock()
	defer in.mu.Unlock()
	list := make([]trace, len(in.entries))
	for i, t := range in.entries {
		list[i] = t.shown()
	}
	return list
}

func (t *traced) shown() trace {
	s := t.trace
	if t.args != nil {
		s.Sent = t.args()
	}
	return s
}

// envelope notes an envelope that is about to leave through s.
func (in *inspector) envelope(d *delivery, kind string, attempt int, s *socket, frame json.RawMessage) {
	kept := brief(frame)
	in.add(&traced{envelope: d.id, bytes: len(kept), trace: trace{
		Kind: "envelope", Name: kind, At: d.sent, Socket: s.number, Attempt: attempt, Sent: kept, State: traceWaiting,
	}})
}

// acked notes an acknowledgement, whether or not it came in time.
func (in *inspector) acked(id string, a acknowledgement) {
	in.change(id, func(t *traced) {
		t.Answer, t.TookMS = brief(a.payload), milliseconds(time.Since(t.At))
		t.bytes += len(t.Answer)
		switch {
		case a.dropped == TooLarge:
			t.State, t.Note = traceFailed, "20 KB or more: Slack drops it without a word"
		case a.dropped == Fragmented:
			t.State, t.Note = traceFailed, "in fragments: Slack is said to drop it without a word"
		case t.State == traceFailed:
			t.State = traceLate
		default:
			t.State = traceDone
		}
	})
}

// lost notes that nobody waits for an acknowledgement any more.
func (in *inspector) lost(id, problem string) {
	in.change(id, func(t *traced) {
		if t.State == traceWaiting {
			t.State, t.Note, t.TookMS = traceFailed, problem, milliseconds(time.Since(t.At))
		}
	})
}

func (in *inspector) change(envelope string, f func(*traced)) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for i := len(in.entries) - 1; i >= 0; i-- {
		if t := in.entries[i]; t.envelope == envelope {
			before := t.bytes
			f(t)
			in.grow(t, t.bytes-before)
			in.tell(t)
			return
		}
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// brief is a JSON text, or only its length when it is too long.
func brief(text json.RawMessage) json.RawMessage {
	if len(text) <= maxTraceText {
		return text
	}
	long, err := json.Marshal(map[string]int{"bytes, too many to show": len(text)})
	if err != nil {
		return nil
	}
	return long
}
