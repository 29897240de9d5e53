package workspace

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kinds of envelopes.
const (
	slashCommands = "slash_commands"
	interactive   = "interactive"
	eventsAPI     = "events_api"
)

// Envelope is what the log keeps of one envelope.
type Envelope struct {
	ID         string
	Type       string          // "slash_commands", "interactive" or "events_api"
	SentAt     time.Time       // real time
	Payload    json.RawMessage // the whole frame as it was sent
	Attempt    int             // of an event: 0, or 1 to 3 for a redelivery
	Acked      bool            // in time
	AckedAfter time.Duration
	Answered   bool // the acknowledgement carried a payload
}

// Envelopes are the last 4,096 envelopes that were sent, the oldest first.
func (w *Workspace) Envelopes() []Envelope {
	w.switchboard.mu.Lock()
	defer w.switchboard.mu.Unlock()
	return w.switchboard.log.all()
}

// outgoing is an envelope on the wire.
type outgoing struct {
	Payload     any    `json:"payload"`
	ID          string `json:"envelope_id"`
	Type        string `json:"type"`
	Attempt     *int   `json:"retry_attempt,omitempty"`
	Reason      string `json:"retry_reason,omitempty"`
	TakesAnswer bool   `json:"accepts_response_payload"`
}

// post sends one envelope to one socket. payload is given the address under
// which that socket's client knows the workspace. A socket that fails while it
// is being written to is passed over; when none is left the error is errNoSocket.
func (w *Workspace) post(kind string, attempt int, payload func(base string) any) (*delivery, error) {
	for {
		s, err := w.switchboard.pick()
		if err != nil {
			return nil, err
		}
		d := &delivery{id: newID(), acked: make(chan json.RawMessage, 1)}
		f := outgoing{ID: d.id, Type: kind, Payload: payload(s.base), TakesAnswer: kind != eventsAPI}
		if kind == eventsAPI {
			f.Attempt = &attempt
			if attempt > 0 {
				f.Reason = "timeout"
			}
		}
		text, err := json.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("envelope: %w", err)
		}
		d.sent = time.Now()
		w.switchboard.expect(d, Envelope{ID: d.id, Type: kind, SentAt: d.sent, Payload: text, Attempt: attempt})
		w.inspector.envelope(d, kind, attempt, s, text)
		if err := s.send(text); err == nil {
			return d, nil
		}
		w.inspector.lost(d.id, "the socket broke")
		w.switchboard.giveUp(d)
		w.switchboard.leave(s)
		s.cut()
	}
}

// outcome is how the app took an envelope.
type outcome struct {
	acked   bool
	payload json.RawMessage // what came with the acknowledgement; nil: nothing
	problem string          // why there is none, as in Reply
	took    time.Duration
}

// await waits for the acknowledgement of d, up to the deadline for it.
func (w *Workspace) await(ctx context.Context, d *delivery) (outcome, error) {
	t := time.NewTimer(w.answerIn)
	defer t.Stop()
	select {
	case payload := <-d.acked:
		return outcome{acked: true, payload: payload, took: time.Since(d.sent)}, nil
	case <-t.C:
		problem := cmp.Or(w.switchboard.giveUp(d), TimedOut)
		w.inspector.lost(d.id, problem)
		return outcome{problem: problem, took: time.Since(d.sent)}, nil
	case <-ctx.Done():
		w.switchboard.giveUp(d)
		return outcome{}, context.Cause(ctx)
	case <-w.done:
		w.switchboard.giveUp(d)
		return outcome{}, ErrClosed
	}
}

// ask posts an envelope and awaits its acknowledgement.
func (w *Workspace) ask(ctx context.Context, kind string, payload func(base string) any) (outcome, error) {
	d, err := w.post(kind, 0, payload)
	if errors.Is(err, errNoSocket) {
		return outcome{problem: NoSocket}, nil
	}
	if err != nil {
		return outcome{}, err
	}
	return w.await(ctx, d)
}

// newID makes an id in the form of a UUID.
func newID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:])
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

// token makes a secret for an address.
func token() string { return strings.ToLower(rand.Text()) }
