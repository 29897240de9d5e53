package storetest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// Finish records where a message was posted, and returns where it stands.
func (m *Memory) Finish(ctx context.Context, d coach.Delivery, p coach.Posted) (stands coach.Posted, err error) {
	err = m.do(ctx, func() error {
		stands = p
		msg, ok := m.messages[d.ID]
		if ok && msg.state != sent && msg.round > d.Round && msg.token != d.Token {
			return nil // the entry is somebody else's by now
		}
		m.remove(d.Entry)
		switch {
		case !ok:
		case msg.state == sent:
			stands = msg.posted
		case msg.round > d.Round:
			m.again(msg)
		default:
			msg.state, msg.posted, msg.token, msg.retryAt = sent, p, "", time.Time{}
		}
		return nil
	})
	return stands, err
}

// Defer takes an attempt back that surely posted nothing.
func (m *Memory) Defer(ctx context.Context, d coach.Delivery, wait time.Duration) error {
	return m.current(ctx, d, func(msg *message) {
		msg.state, msg.token = pending, ""
		msg.attempts--
		msg.retryAt = time.Now().Add(wait)
		m.notify()
	})
}

// Bury gives a message up.
func (m *Memory) Bury(ctx context.Context, d coach.Delivery, reason string) error {
	return m.current(ctx, d, func(msg *message) {
		msg.state, msg.token = dead, ""
		letter := coach.DeadLetter{Message: msg.Message, Reason: reason, At: ms(time.Now())}
		m.dead = slices.Insert(m.dead, 0, letter)
	})
}

// Revive queues messages that were given up because their kind was not known.
func (m *Memory) Revive(ctx context.Context, known []coach.MessageKind) (n int, err error) {
	err = m.do(ctx, func() error {
		m.dead = slices.DeleteFunc(m.dead, func(l coach.DeadLetter) bool {
			if l.Reason != coach.UnknownKind || !slices.Contains(known, l.Kind) {
				return false
			}
			if msg, ok := m.messages[l.ID]; ok && msg.state == dead {
				m.again(msg)
				n++
			}
			return true
		})
		return nil
	})
	return n, err
}

// current ends an attempt, if it is still the message's current one.
func (m *Memory) current(ctx context.Context, d coach.Delivery, end func(*message)) error {
	return m.do(ctx, func() error {
		if msg, ok := m.messages[d.ID]; ok && msg.state == sending && msg.token == d.Token {
			m.remove(d.Entry)
			end(msg)
		}
		return nil
	})
}

func (m *Memory) remove(number string) {
	m.queue = slices.DeleteFunc(m.queue, func(e entry) bool { return fmt.Sprint(e.number) == number })
}

// Posted returns where a message stands in Slack, and whether it was posted.
func (m *Memory) Posted(ctx context.Context, messageID string) (p coach.Posted, ok bool, err error) {
	err = m.do(ctx, func() error {
		if msg, exists := m.messages[messageID]; exists {
			p, ok = msg.posted, msg.posted != coach.Posted{}
		}
		return nil
	})
	return p, ok, err
}

// DeadLetters returns the n messages that were given up last.
func (m *Memory) DeadLetters(ctx context.Context, n int) (letters []coach.DeadLetter, err error) {
	err = m.do(ctx, func() error { letters = slices.Clone(first(m.dead, n)); return nil })
	return letters, err
}

// Pending returns how many messages are neither done nor dead yet.
func (m *Memory) Pending(ctx context.Context) (n int, err error) {
	err = m.do(ctx, func() error {
		for _, msg := range m.messages {
			if msg.state == pending || msg.state == sending {
				n++
			}
		}
		return nil
	})
	return n, err
}
