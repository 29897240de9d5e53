package store

import (
	"context"
	"fmt"
	"time"

	"dealcoach/internal/coach"
)

// Finish records where a message was posted, or with a zero Posted that there
// was nothing to post, and returns where it stands. The second time it changes
// nothing: what then stands elsewhere was posted by another attempt. A message
// that was asked for again since the attempt began is queued once more.
func (s *Store) Finish(ctx context.Context, d coach.Delivery, p coach.Posted) (stands coach.Posted, err error) {
	answer, err := s.write(ctx, finishScript, []string{s.keys.message(d.ID), s.keys.outbox()},
		group, d.Entry, d.Token, d.Round, d.ID, p.Channel, p.TS)
	if err != nil {
		return coach.Posted{}, fmt.Errorf("finish message %s: %w", d.ID, err)
	}
	words, _ := answer.([]any)
	return coach.Posted{Channel: word(words, 0), TS: word(words, 1)}, nil
}

// Defer takes an attempt back that surely posted nothing: the message is
// delivered again after wait, in real time, as if the attempt had not been. It
// does nothing when somebody else has taken the message over.
func (s *Store) Defer(ctx context.Context, d coach.Delivery, wait time.Duration) error {
	_, err := s.write(ctx, deferScript, []string{s.keys.message(d.ID), s.keys.outbox(), s.keys.retry()},
		group, d.Entry, d.Token, d.ID, wait.Milliseconds())
	if err != nil {
		return fmt.Errorf("defer message %s: %w", d.ID, err)
	}
	return nil
}

// Bury gives a message up and keeps it among the dead letters. It does nothing
// when somebody else has taken the message over.
func (s *Store) Bury(ctx context.Context, d coach.Delivery, reason string) error {
	_, err := s.write(ctx, buryScript, []string{s.keys.message(d.ID), s.keys.outbox(), s.keys.dead()},
		group, d.Entry, d.Token, d.ID, reason, deadCap)
	if err != nil {
		return fmt.Errorf("bury message %s: %w", d.ID, err)
	}
	return nil
}
