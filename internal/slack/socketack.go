package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack/socketmode"
)

// sentAcks remembers the last acknowledgements that a connection queued, since
// slack-go reports a failed write by id alone. When a report is read, at most
// maxInFlight handlers wait for slack-go's queue of 20, and 50 reports are on the
// way, so that twice the handlers are enough.
type sentAcks struct {
	mu   sync.Mutex
	last [2 * maxInFlight]sentAck
	next int
}

type sentAck struct {
	id       string
	taken    time.Time
	repeated bool
}

// add notes an acknowledgement that is about to be queued.
func (s *sentAcks) add(id string, taken time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last[s.next] = sentAck{id: id, taken: taken}
	s.next = (s.next + 1) % len(s.last)
}

// repeat returns when the envelope was taken, and whether its acknowledgement,
// the write of which failed, should be queued once more: only the first time,
// and only while Slack waits for it.
func (s *sentAcks) repeat(id string, now time.Time) (taken time.Time, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.last {
		if a := &s.last[i]; a.id == id && !a.repeated {
			a.repeated = true
			return a.taken, now.Sub(a.taken) < ackUseful
		}
	}
	return time.Time{}, false
}

// unsentAck is an acknowledgement that has yet to be queued.
type unsentAck struct {
	id      string
	taken   time.Time
	payload any
}

// ackUnread acknowledges an envelope that slack-go could not decode or does not
// know, so that Slack does not send it three times more. slack-go leaves only
// the raw frame.
func (c *socket) ackUnread(bad *socketmode.ErrorBadMessage, now time.Time) {
	var frame struct {
		EnvelopeID string `json:"envelope_id"`
	}
	err := json.Unmarshal(bad.Message, &frame)
	c.log.Warn("acknowledging an envelope that cannot be read", "envelope", frame.EnvelopeID, "err", socketText(errors.Join(bad.Cause, err)))
	if frame.EnvelopeID != "" {
		c.again(unsentAck{id: frame.EnvelopeID, taken: now})
	}
}

// writeFailed keeps an acknowledgement that could not be written for the next
// socket, once. The present one takes no more writes, so it is cut: slack-go
// would go on using it until it cannot be read either.
func (c *socket) writeFailed(failed *socketmode.ErrorWriteFailed, now time.Time) {
	res := failed.Response
	taken, ok := c.sent.repeat(res.EnvelopeID, now)
	c.log.Warn("an acknowledgement was not written", "envelope", res.EnvelopeID, "repeat", ok, "err", socketText(failed.Cause))
	if ok {
		c.unsent = append(c.unsent, unsentAck{id: res.EnvelopeID, taken: taken, payload: res.Payload})
	}
	c.cut()
}

// again queues an acknowledgement without making the reader wait.
func (c *socket) again(a unsentAck) {
	c.crew.spare(a.id, func() {
		ctx, cancel := context.WithTimeout(c.crew.work, ackTimeout)
		defer cancel()
		if err := c.queue(ctx, a.id, a.payload); err != nil {
			c.log.Warn("could not acknowledge", "envelope", a.id, "err", socketText(err))
		}
	})
}

// sendAck queues an acknowledgement. It goes out over the socket that is open
// when its turn comes.
func (c *socket) sendAck(ctx context.Context, id string, taken time.Time, payload any) error {
	c.sent.add(id, taken)
	return c.queue(ctx, id, payload)
}

func (c *socket) queue(ctx context.Context, id string, payload any) error {
	if c.closed.Load() {
		return errHungUp // slack-go's queue would take it and keep it
	}
	switch err := c.client.AckCtx(ctx, id, payload); {
	case err == nil:
	case ctx.Err() != nil, unencodable(err):
		return err
	default: // slack-go has no type for this one
		return fmt.Errorf("%w: %w", errTooLarge, err)
	}
	c.queued.Store(time.Now().UnixNano())
	return nil
}

// lastAck returns when the last acknowledgement was queued.
func (c *socket) lastAck() time.Time { return time.Unix(0, c.queued.Load()) }

// unencodable reports whether err says that a payload is no JSON.
func unencodable(err error) bool {
	var (
		marshaler *json.MarshalerError
		badType   *json.UnsupportedTypeError
		badValue  *json.UnsupportedValueError
	)
	return errors.As(err, &marshaler) || errors.As(err, &badType) || errors.As(err, &badValue)
}
