package storetest

import (
	"context"
	"fmt"
	"time"

	"dealcoach/internal/coach"
)

// SaveDigest commits a digest that became due.
func (m *Memory) SaveDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error {
	return m.do(ctx, func() error {
		if _, done := m.ops[t.Op()]; !done {
			m.saveDigest(d)
			m.digested, m.hasDigested = ms(t.Due), true
			m.ops[t.Op()] = coach.Deal{}
		}
		m.move(t, next)
		return nil
	})
}

// Digest returns a digest, or coach.ErrNotFound.
func (m *Memory) Digest(ctx context.Context, id string) (d coach.Digest, err error) {
	err = m.do(ctx, func() error {
		found, ok := m.digests[id]
		if !ok {
			return fmt.Errorf("digest %s: %w", id, coach.ErrNotFound)
		}
		d = digestCopy(found)
		return nil
	})
	return d, err
}

func digestCopy(d coach.Digest) coach.Digest {
	for _, o := range []*coach.Outcome{&d.Won, &d.LetGo, &d.Lost} {
		o.Top, o.More = cloned(o.Top), cloned(o.More)
	}
	d.Focus, d.Stalls, d.Reasons = cloned(d.Focus), cloned(d.Stalls), cloned(d.Reasons)
	d.Weeks, d.Calls.First = cloned(d.Weeks), cloned(d.Calls.First)
	return d
}

// PostDigest commits a digest before its instant.
func (m *Memory) PostDigest(ctx context.Context, op string, d coach.Digest) (posted bool, err error) {
	err = m.do(ctx, func() error {
		if _, there := m.digests[d.ID]; !there {
			d.Early = true
			m.saveDigest(d)
			early := coach.EarlyTimer(d)
			m.ensure(early.Name, early.Due)
			m.ops[op] = coach.Deal{}
		}
		_, posted = m.ops[op]
		return nil
	})
	return posted, err
}

// CompleteDigest brings a digest up to date that is still as it was posted early.
func (m *Memory) CompleteDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error {
	return m.do(ctx, func() error {
		if _, done := m.ops[t.Op()]; !done && d.ID != "" {
			m.saveDigest(d)
			m.ops[t.Op()] = coach.Deal{}
		}
		m.move(t, next)
		return nil
	})
}

// KeepDigest keeps a digest's snapshot and posts nothing.
func (m *Memory) KeepDigest(ctx context.Context, d coach.Digest) error {
	return m.do(ctx, func() error {
		if _, there := m.digests[d.ID]; !there {
			m.keepDigest(d)
		}
		return nil
	})
}

// saveDigest writes a digest over what there is, unless that is complete.
func (m *Memory) saveDigest(d coach.Digest) {
	is, there := m.digests[d.ID]
	if d.ID == "" || there && !is.Early {
		return
	}
	m.keepDigest(d)
	for _, message := range d.Messages() {
		m.onceMore(message)
	}
	if there {
		for _, message := range d.Edits(is) {
			m.enqueue(message)
		}
	}
}

func (m *Memory) keepDigest(d coach.Digest) {
	d.From, d.To = ms(d.From), ms(d.To)
	m.digests[d.ID] = digestCopy(d)
}

// onceMore puts a message into the outbox that is new or was given up.
func (m *Memory) onceMore(asked coach.Message) {
	msg, exists := m.messages[asked.ID]
	if exists && msg.state == dead {
		asked.NotAfter = ms(asked.NotAfter)
		msg.Message = asked
		msg.round++
		m.again(msg)
		return
	}
	m.enqueue(asked)
}
