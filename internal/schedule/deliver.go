package schedule

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"dealcoach/internal/coach"
)

// Outbox is what delivering needs of the store.
type Outbox interface {
	Receive(ctx context.Context, consumer string, n int, wait, lease time.Duration) ([]coach.Delivery, error)
	// Finish returns where the message stands: elsewhere, when another attempt
	// has posted it too.
	Finish(ctx context.Context, d coach.Delivery, p coach.Posted) (stands coach.Posted, err error)
	Defer(ctx context.Context, d coach.Delivery, wait time.Duration) error
	Bury(ctx context.Context, d coach.Delivery, reason string) error
	Revive(ctx context.Context, known []coach.MessageKind) (int, error)
}

// Sender posts one message. It returns coach.ErrDropped, coach.Held or
// coach.Undeliverable when it knows that nothing was posted; any other error
// means that it may have been, and the next attempt is a repeated one.
type Sender interface {
	Send(ctx context.Context, d coach.Delivery) (coach.Posted, error)
	// Withdraw takes a posted message back.
	Withdraw(ctx context.Context, p coach.Posted) error
}

// Deliver is the loop that gets messages out.
type Deliver struct {
	Outbox   Outbox
	Sender   Sender
	Consumer string        // this instance's name, unique among all
	Wait     time.Duration // the longest that a sender waits for a message before it asks anew. 0: 30 s
	Observe  Observer      // nil: nobody watches
	Pulse    *Pulse        // beats whenever a sender asks for messages; nil: nobody listens
	Log      *slog.Logger
}

const (
	senders = 4 // at once: Slack answers in some 100 ms and allows a few posts a second
	// sendLease must be more than twice a sender's longest call, so that a slow
	// sender stops before another takes its message over.
	sendLease     = 5 * time.Second
	sendTimeout   = 2 * time.Second
	recordTimeout = 2 * time.Second
	receiveWait   = 30 * time.Second
)

// Run delivers until ctx ends, and returns when the messages in hand are
// recorded.
func (d *Deliver) Run(ctx context.Context) {
	var all sync.WaitGroup
	pace := newPace()
	for i := range senders {
		all.Go(func() { d.work(ctx, fmt.Sprintf("%s-%d", d.Consumer, i), pace) })
	}
	all.Go(func() { d.revive(ctx) })
	all.Wait()
}

// reviveEvery is how soon a message goes on that an instance of an older version
// has given up.
const reviveEvery = 10 * time.Second

// revive puts messages back that an older version did not know, while both run.
func (d *Deliver) revive(ctx context.Context) {
	for pause(ctx, reviveEvery, nil); ctx.Err() == nil; pause(ctx, reviveEvery, nil) {
		switch n, err := d.Outbox.Revive(ctx, coach.Kinds()); {
		case ctx.Err() != nil:
		case err != nil:
			d.Log.Debug("could not look for messages that an older version gave up", "err", err)
		case n > 0:
			d.Log.Info("delivering what an older version did not know", "messages", n)
		}
	}
}

func (d *Deliver) work(ctx context.Context, consumer string, pace *pace) {
	failing := time.Duration(0)
	for ctx.Err() == nil {
		d.Pulse.beat()
		got, err := d.Outbox.Receive(ctx, consumer, 1, cmp.Or(d.Wait, receiveWait), sendLease)
		if err != nil {
			failing = grow(failing)
			if ctx.Err() == nil {
				d.Log.Warn("could not read the outbox; trying again", "err", err)
			}
			pause(ctx, failing, nil)
			continue
		}
		failing = 0
		for _, delivery := range got {
			d.deliver(context.WithoutCancel(ctx), delivery, pace)
		}
	}
}

// deliver sends one message and records what came of it. When recording fails,
// the lease runs out and the next attempt finds the message in Slack.
func (d *Deliver) deliver(ctx context.Context, m coach.Delivery, pace *pace) {
	log := d.Log.With("message", m.ID, "attempt", m.Attempt, "reference", m.Cause)
	posted, err := d.send(ctx, m, pace)
	observer(d.Observe).Delivered(string(m.Kind), deliveryOutcome(m.Kind, err))
	// However late it is: what was posted must be known.
	ctx, cancel := context.WithTimeout(ctx, recordTimeout)
	defer cancel()
	var held coach.Held
	var dead coach.Undeliverable
	switch {
	case err == nil:
		if err = d.finish(ctx, m, posted, log); err == nil {
			log.Log(ctx, levelOf(m.Kind), "delivered", "kind", m.Kind)
		}
	case errors.Is(err, coach.ErrDropped):
		log.Info("dropped", "kind", m.Kind)
		_, err = d.Outbox.Finish(ctx, m, coach.Posted{})
	case errors.Is(err, errLate):
		log.Warn("this process was halted with a message in hand; leaving it to the next attempt")
		return
	case errors.As(err, &held):
		log.Debug("held", "wait", held.Wait, "cause", held.Cause)
		if held.Limited {
			pace.hold(m.Message, time.Now().Add(held.Wait))
		}
		err = d.Outbox.Defer(ctx, m, held.Wait)
	case errors.As(err, &dead):
		log.Error("undeliverable", "reason", dead.Reason)
		err = d.Outbox.Bury(ctx, m, dead.Reason)
	default:
		log.Warn("it is not known whether it was posted; looking before the next attempt", "err", err)
		return
	}
	if err != nil {
		log.Warn("could not record a delivery; it is taken up again", "err", err)
	}
}

// levelOf is how loud the log is about a delivery: edits are many.
func levelOf(kind coach.MessageKind) slog.Level {
	if kind.Edits() {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// finish records where the message was posted. An attempt that was held up for
// longer than its lease may find that another has posted it meanwhile: that one
// counts, and this one is taken back.
func (d *Deliver) finish(ctx context.Context, m coach.Delivery, posted coach.Posted, log *slog.Logger) error {
	stands, err := d.Outbox.Finish(ctx, m, posted)
	if err != nil || stands == posted || m.Kind.Edits() {
		return err // an edit posts nothing that could be there twice
	}
	log.Warn("posted by another attempt too; taking this one back", "ts", posted.TS, "stands", stands.TS)
	if err := d.Sender.Withdraw(ctx, posted); err != nil {
		return fmt.Errorf("withdraw the second post: %w", err)
	}
	return nil
}

func (d *Deliver) send(ctx context.Context, m coach.Delivery, pace *pace) (coach.Posted, error) {
	if wait := pace.reserve(m.Message, time.Now()); wait > 0 {
		return coach.Posted{}, coach.Held{Wait: wait, Cause: errPaced}
	}
	if m.Late(time.Now()) {
		return coach.Posted{}, errLate
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	return d.Sender.Send(ctx, m)
}

var (
	errPaced = errors.New("paced to Slack's limits")
	errLate  = errors.New("the attempt took too long to begin")
)
