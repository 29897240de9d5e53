package schedule

import (
	"errors"
	"time"

	"dealcoach/internal/coach"
)

// Observer is told what the loops do, from several goroutines. It must return at
// once.
type Observer interface {
	// Looked tells that a timer (rep, digest) was looked at, how that ended (done,
	// conflict, failed) and how long after its instant it began.
	Looked(timer, outcome string, late time.Duration)
	// Prompted tells the situation of a deal that a prompt speaks of.
	Prompted(situation string)
	// Delivered tells what became of an attempt: posted, edited, held, limited,
	// dropped, dead or unclear.
	Delivered(kind, outcome string)
}

// unobserved stands where nobody watches.
type unobserved struct{}

func (unobserved) Looked(string, string, time.Duration) {}
func (unobserved) Prompted(string)                      {}
func (unobserved) Delivered(string, string)             {}

// observer is who watches, if anybody.
func observer(o Observer) Observer {
	if o == nil {
		return unobserved{}
	}
	return o
}

// kindOf names a timer without saying whose it is.
func kindOf(t coach.Timer) string {
	if _, ok := t.Rep(); ok {
		return "rep"
	}
	if _, ok := t.Settings(); ok {
		return "settings"
	}
	return "digest"
}

// lookOutcome names how a look ended.
func lookOutcome(err error) string {
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, coach.ErrConflict):
		return "conflict"
	default:
		return "failed"
	}
}

// deliveryOutcome names what became of an attempt to deliver.
func deliveryOutcome(kind coach.MessageKind, err error) string {
	var held coach.Held
	var dead coach.Undeliverable
	switch {
	case err == nil && kind.Edits():
		return "edited"
	case err == nil:
		return "posted"
	case errors.Is(err, coach.ErrDropped):
		return "dropped"
	case errors.As(err, &held) && held.Limited:
		return "limited"
	case errors.As(err, &held):
		return "held"
	case errors.As(err, &dead):
		return "dead"
	default:
		return "unclear"
	}
}
