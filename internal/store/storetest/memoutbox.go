package storetest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// entry is a place in the outbox.
type entry struct {
	number int64
	id     string
}

// state is how far a message has come.
type state int

const (
	pending state = iota
	sending
	sent
	dead
)

// message is a message and what became of it. Its instants are real time.
type message struct {
	coach.Message
	state    state
	attempts int
	first    time.Time
	token    string
	until    time.Time // of the lease
	retryAt  time.Time // while it is deferred, else zero
	round    int
	posted   coach.Posted
}

// ShowHome asks for a person's Home tab to be drawn, now and after each change.
func (m *Memory) ShowHome(ctx context.Context, user string) error {
	return m.do(ctx, func() error { m.queueUp(coach.Home(user)); return nil })
}

// enqueue puts a message into the outbox; a Home tab only when its owner has
// opened it, and those of the team only when somebody looks at them.
func (m *Memory) enqueue(asked coach.Message) {
	waits := asked.Kind == coach.HomeMessage || asked.Kind == coach.TeamMessage
	if _, known := m.messages[asked.ID]; known || !waits {
		m.queueUp(asked)
	}
}

// queueUp puts a message into the outbox; one that exists only when it may be
// asked for again and is not under way.
func (m *Memory) queueUp(asked coach.Message) {
	asked.NotAfter = ms(asked.NotAfter)
	msg, exists := m.messages[asked.ID]
	switch {
	case !exists:
		m.messages[asked.ID] = &message{Message: asked, round: 1}
		m.push(asked.ID)
		return
	case !asked.Kind.Edits():
		return
	}
	msg.Message = asked
	msg.round++
	if msg.state == sent || msg.state == dead {
		m.again(msg)
	}
}

// again queues a message as if it had never been tried.
func (m *Memory) again(msg *message) {
	msg.state, msg.attempts, msg.first, msg.token = pending, 0, time.Time{}, ""
	m.push(msg.ID)
}

func (m *Memory) push(id string) {
	m.entries++
	m.queue = append(m.queue, entry{m.entries, id})
	m.notify()
}

// notify ends every wait for something to receive.
func (m *Memory) notify() {
	close(m.changed)
	m.changed = make(chan struct{})
}

// Receive returns up to n messages to deliver, and waits for the first one.
func (m *Memory) Receive(ctx context.Context, _ string, n int, wait, lease time.Duration) ([]coach.Delivery, error) {
	end := time.Now().Add(wait)
	for {
		var deliveries []coach.Delivery
		var changed chan struct{}
		next := end
		err := m.do(ctx, func() error {
			deliveries, next = m.take(n, end, lease)
			changed = m.changed
			return nil
		})
		if err != nil || len(deliveries) > 0 || !time.Now().Before(end) {
			return deliveries, err
		}
		timer := time.NewTimer(time.Until(next))
		select {
		case <-ctx.Done():
		case <-changed:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// take begins an attempt for up to n messages. When there is nothing, something
// may come at the instant it returns, if that is before end.
func (m *Memory) take(n int, end time.Time, lease time.Duration) ([]coach.Delivery, time.Time) {
	now, next := time.Now(), end
	sooner := func(at time.Time) {
		if at.Before(next) {
			next = at
		}
	}
	m.promote(now, sooner)
	// Somebody late may have posted what has been queued again.
	m.queue = slices.DeleteFunc(m.queue, func(e entry) bool {
		state := m.messages[e.id].state
		return state == sent || state == dead
	})
	var taken []coach.Delivery
	for _, e := range m.queue {
		msg := m.messages[e.id]
		switch {
		case len(taken) >= n:
		case msg.state == sending && msg.until.After(now):
			sooner(msg.until)
		default:
			taken = append(taken, m.begin(e, msg, now, lease))
		}
	}
	return taken, next
}

// promote puts deferred messages whose time has come back into the queue.
func (m *Memory) promote(now time.Time, sooner func(time.Time)) {
	var back []*message
	for _, msg := range m.messages {
		switch {
		case msg.retryAt.IsZero():
		case msg.retryAt.After(now):
			sooner(msg.retryAt)
		default:
			back = append(back, msg)
		}
	}
	slices.SortFunc(back, func(a, b *message) int {
		return cmp.Or(a.retryAt.Compare(b.retryAt), cmp.Compare(a.ID, b.ID))
	})
	for _, msg := range back {
		msg.retryAt = time.Time{}
		m.push(msg.ID)
	}
}

func (m *Memory) begin(e entry, msg *message, now time.Time, lease time.Duration) coach.Delivery {
	if msg.attempts == 0 {
		msg.first = ms(now)
	}
	m.attempts++
	msg.attempts++
	msg.state, msg.token, msg.until = sending, fmt.Sprint("attempt ", m.attempts), now.Add(lease)
	return coach.Delivery{
		Message: msg.Message, Entry: fmt.Sprint(e.number), Token: msg.token,
		Attempt: msg.attempts, First: msg.first, Round: msg.round,
	}
}
