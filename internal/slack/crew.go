package slack

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
)

const (
	// maxInFlight is how many envelopes are handled at once. A handler mostly
	// waits for Redis, 2 s at the most.
	maxInFlight = 256

	// A stop gives the handlers crewGrace to end by themselves, then ends their
	// context and gives them crewLast.
	crewGrace = 4 * time.Second
	crewLast  = time.Second
	// crewSettle is how long the short answers may take before a socket is
	// closed, and crewEnd how long those after the last may take, which go by
	// response_url.
	crewSettle = 2 * time.Second
	crewEnd    = 5 * time.Second
	// crewRest is how long a goroutine without work stays, and maxResting how many do.
	crewRest   = 10 * time.Second
	maxResting = 64
)

// crew runs the handlers, each in a goroutine of its own, a bounded number at
// once. A goroutine that has ended with one envelope takes the next: its stack has
// grown already, which costs as much as a small command.
// It never makes its caller wait: the caller is what reads the socket, and a
// socket that is not read misses Slack's pings and is cut.
type crew struct {
	handle func(context.Context, *envelope)
	busy   func(*envelope)
	log    *slog.Logger

	work    context.Context // the handlers'; outlives the run's, so that a stop lets them finish
	abandon context.CancelFunc
	slots   chan struct{}  // holds one for each handler at work
	next    chan *envelope // to a goroutine that rests
	resting atomic.Int32
	acks    aside // short answers over a socket
	words   aside // those by response_url, which take longer
}

func newCrew(ctx context.Context, log *slog.Logger, handle func(context.Context, *envelope), busy func(*envelope)) *crew {
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	return &crew{
		handle: handle, busy: busy, log: log, work: work, abandon: abandon,
		slots: make(chan struct{}, maxInFlight), next: make(chan *envelope),
	}
}

// take hands e to a handler and reports true. When too many are at work, or
// the crew is stopping, it reports false: a command or an interaction is then
// answered through busy, because Slack sends it only once; an event is left
// unacknowledged, because Slack sends it again.
func (c *crew) take(e *envelope) bool {
	select {
	case c.slots <- struct{}{}:
		select {
		case c.next <- e:
		default:
			go c.serve(e)
		}
		return true
	default:
	}
	if e.reply != nil {
		observer(e.reply.observe).Handled(e.what(), "busy", time.Since(e.taken))
	}
	if e.kind != envelopeEvent && c.busy != nil {
		c.refuse(e)
	}
	return false
}

// alone reports whether nobody but the caller is at work.
func (c *crew) alone() bool { return len(c.slots) <= 1 }

// serve handles one envelope after the other, until it has rested long enough.
func (c *crew) serve(e *envelope) {
	rest := time.NewTimer(crewRest)
	defer rest.Stop()
	for {
		c.one(e)
		rest.Reset(crewRest)
		var more bool
		if e, more = c.rest(rest.C); !more {
			return
		}
	}
}

// rest waits for the next envelope, unless enough others do.
func (c *crew) rest(over <-chan time.Time) (e *envelope, more bool) {
	defer c.resting.Add(-1)
	if c.resting.Add(1) > maxResting {
		return nil, false
	}
	select {
	case e = <-c.next:
		return e, true
	case <-over:
	case <-c.work.Done():
	}
	return nil, false
}

// one handles an envelope and gives its place back.
func (c *crew) one(e *envelope) {
	defer func() { <-c.slots }()
	c.guard(e.id, func() { c.handle(c.work, e) })
}

// refuse answers through busy. A click is acknowledged before, because the words
// to it go by response_url and may take their time.
func (c *crew) refuse(e *envelope) {
	if e.interacts() != slack.InteractionTypeBlockActions {
		c.spare(&c.acks, e.id, func() { c.busy(e) })
		return
	}
	c.spare(&c.acks, e.id, func() {
		_ = e.ack(c.work, nil) // busy tries again
		c.spare(&c.words, e.id, func() { c.busy(e) })
	})
}

// spare has a short answer given about the envelope with that id.
func (c *crew) spare(by *aside, id string, answer func()) {
	if !by.add(func() { c.guard(id, answer) }) {
		c.log.Error("too much to answer; leaving an envelope unanswered", "envelope", id)
	}
}

// guard does one piece of work. Its caller should catch panics and answer them;
// this is the last line, so that one bad envelope does not end the process.
// The envelope's id is the reference.
func (c *crew) guard(id string, work func()) {
	defer func() {
		if cause := recover(); cause != nil {
			c.log.Error("panic while handling an envelope", "envelope", id, "panic", fmt.Sprint(cause), "stack", string(debug.Stack()))
		}
	}()
	work()
}

// stop takes the places itself, so that no handler can begin, and waits for the
// handlers at work, five seconds at the most. It reports how many did not even
// end with their context. Short answers are still given: until the sockets
// close, Slack goes on sending, and nothing should stay without a word.
func (c *crew) stop() (left int) {
	held, ok := fill(c.slots, 0, crewGrace)
	if !ok {
		c.abandon()
		held, _ = fill(c.slots, held, crewLast)
	}
	return cap(c.slots) - held
}

// settle gives the short answers over sockets time to be given.
func (c *crew) settle() { c.acks.settle(time.Now().Add(crewSettle)) }

// end waits for the last short answers.
func (c *crew) end() {
	until := time.Now().Add(crewEnd)
	left := c.acks.settle(until)
	left += c.words.settle(until)
	if left > 0 {
		c.acks.drop()
		c.words.drop()
		c.log.Error("ending although not all is answered", "answers", left)
	}
	c.abandon()
}

// fill takes the places that become free, beginning with the number already
// held, until it has all of them or the time is up. Having all means that
// nobody is at work, and that nobody can begin.
func fill(places chan struct{}, held int, limit time.Duration) (now int, all bool) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for ; held < cap(places); held++ {
		select {
		case places <- struct{}{}:
		case <-timer.C:
			return held, false
		}
	}
	return held, true
}
