package coach

import (
	"errors"
	"fmt"
	"time"
)

// Delivery is one attempt to get a message out. Its holder alone may send it,
// until the lease it was received with has passed.
type Delivery struct {
	Message
	Entry    string    // where it lies in the outbox
	Token    string    // proves whose attempt it is
	Attempt  int       // 1 the first time
	First    time.Time // since when it may be in Slack, in real time
	Doubtful bool      // the store may have forgotten an earlier attempt
	Round    int       // of a refresh: how often it had been asked for at the start of this attempt
	Cause    string    // the reference of what it was asked for by last (CauseOf); empty: not known
	Until    time.Time // nothing may be posted after it: somebody else could have taken over; zero: no limit
}

// Repeated reports whether an earlier attempt may have got through, so that the
// sender must look before it posts.
func (d Delivery) Repeated() bool { return d.Attempt > 1 || d.Doubtful }

// Late reports whether the attempt has taken so long, a halted process for
// instance, that it must not post any more.
func (d Delivery) Late(now time.Time) bool { return !d.Until.IsZero() && now.After(d.Until) }

// Posted is where a message stands in Slack.
type Posted struct {
	Channel, TS string
}

// DeadLetter is a message that could not be delivered.
type DeadLetter struct {
	Message
	Reason string
	At     time.Time
}

// ErrDropped is what a sender returns for a message that has nothing to say any
// more: its time is over, or what it shows is gone. It counts as done.
var ErrDropped = errors.New("nothing to post any more")

// Held is what a sender returns when the message was surely not posted and may
// be tried again after a while.
type Held struct {
	Wait    time.Duration // in real time
	Limited bool          // Slack limits the rate: others of its kind had better wait too
	Cause   error
}

// Error tells why it is held, for the log.
func (h Held) Error() string { return fmt.Sprintf("held for %s: %v", h.Wait, h.Cause) }

// Unwrap returns the cause.
func (h Held) Unwrap() error { return h.Cause }

// Undeliverable is what a sender returns when trying again cannot help.
type Undeliverable struct {
	Reason string // for doctor and the log; holds no text of a message
}

// Error returns the reason.
func (u Undeliverable) Error() string { return u.Reason }
