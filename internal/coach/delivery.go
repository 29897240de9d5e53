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
	Entry   string    // where it lies in the outbox
	Token   string    // proves whose attempt it is
	Attempt int       // 1 the first time
	First   time.Time // when the first attempt began, in real time
	Round   int       // of a refresh: how often it had been asked for at the start of this attempt
}

// Repeated reports whether an earlier attempt may have got through, so that the
// sender must look before it posts.
func (d Delivery) Repeated() bool { return d.Attempt > 1 }

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
	Wait  time.Duration // in real time
	Cause error
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
