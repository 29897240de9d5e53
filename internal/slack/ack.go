package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"dealcoach/internal/coach"
)

// ackTimeout bounds one acknowledgement; Slack itself waits 3 s.
const ackTimeout = 2 * time.Second

// ackUseful is how long an acknowledgement is worth sending: Slack stops
// waiting for it 3 s after it sent the envelope.
const ackUseful = 3 * time.Second

var (
	// errAcked means that the envelope was acknowledged before.
	errAcked = errors.New("already acknowledged")
	// errTooLarge means that the acknowledgement would be 20 KB or more as
	// JSON, which Slack drops without a word. Nothing was sent, and the envelope
	// can still be acknowledged with less.
	errTooLarge = errors.New("acknowledgement of 20 KB or more")
	// errHungUp means that there is no socket to write to, and none came up in
	// time: an answer has to go by response_url.
	errHungUp = errors.New("no socket is open")
)

// ackSender writes an acknowledgement to a socket, within ackTimeout.
type ackSender interface {
	sendAck(ctx context.Context, id string, taken time.Time, payload any) error
}

// envelopeReply is how an envelope is acknowledged, and what became of it.
type envelopeReply struct {
	to      ackSender
	observe Observer // nil: nobody watches
	done    atomic.Bool
	outcome atomic.Pointer[string] // how the handling ended; nil: as it should
	cause   atomic.Pointer[string] // the reference of what somebody did; nil: nothing is known of it yet
}

// caused notes the operation that the envelope asks for.
func (e *envelope) caused(op string) {
	if e.reply != nil {
		ref := coach.CauseOf(op)
		e.reply.cause.Store(&ref)
	}
}

// reference is what stands for the envelope in the log and in an apology.
func (e *envelope) reference() string {
	if e.reply != nil {
		if ref := e.reply.cause.Load(); ref != nil {
			return *ref
		}
	}
	return reference()
}

// ended notes how what somebody wanted ended, for whoever watches.
func (e *envelope) ended(err error) {
	if err == nil || e.reply == nil {
		return
	}
	if outcome := outcomeOf(err); outcome != "done" {
		e.reply.outcome.Store(&outcome)
	}
}

// handled tells whoever watches, and the log, that an envelope was dealt with.
func (e *envelope) handled(log *slog.Logger) {
	if e.reply == nil {
		return
	}
	outcome := "done"
	if other := e.reply.outcome.Load(); other != nil {
		outcome = *other
	}
	took := time.Since(e.taken)
	observer(e.reply.observe).Handled(e.what(), outcome, took)
	if ref := e.reply.cause.Load(); ref != nil {
		log.LogAttrs(context.Background(), slog.LevelInfo, "handled",
			slog.String("reference", *ref), slog.String("kind", e.what()), slog.String("outcome", outcome), slog.Duration("took", took))
	}
}

// ack acknowledges the envelope, with a payload where Slack takes one (a
// command's answer, a form's errors or next view), or with nil. It does so
// once: later calls do nothing and return errAcked. After any other error the
// envelope is not acknowledged and ack may be called again. It takes at most
// two seconds.
//
// A nil error means written, not received: what is lost with the socket shows
// only as a redelivery or as a person who tries again. Nothing may depend on it.
func (e *envelope) ack(ctx context.Context, payload any) error {
	if !e.reply.done.CompareAndSwap(false, true) {
		return errAcked
	}
	err := e.reply.to.sendAck(ctx, e.id, e.taken, payload)
	if err == nil {
		observer(e.reply.observe).Acked(e.what(), time.Since(e.taken))
		return nil
	}
	e.reply.done.Store(false)
	return fmt.Errorf("acknowledging %s: %w", e.kind, err)
}
