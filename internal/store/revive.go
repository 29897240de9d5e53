package store

import (
	"context"
	"fmt"
	"slices"

	"dealcoach/internal/coach"
)

// reviveLooks is how many of the newest dead letters are looked at: an older
// program buries what it does not know at once.
const reviveLooks = 100

// Revive queues messages of kinds that the caller knows and an older program has
// given up because it does not. It takes their letters away, and returns how many
// there were.
func (s *Store) Revive(ctx context.Context, known []coach.MessageKind) (int, error) {
	entries, err := s.db.XRevRangeN(ctx, s.keys.dead(), "+", "-", reviveLooks).Result()
	if err != nil {
		return 0, unread(err)
	}
	keys, args := []string{s.keys.outbox(), s.keys.dead()}, []any{}
	for _, entry := range slices.Backward(entries) {
		letter, err := readLetter(entry)
		if err != nil {
			return 0, fmt.Errorf("dead letter %s: %w", entry.ID, err)
		}
		if letter.Reason == coach.UnknownKind && slices.Contains(known, letter.Kind) {
			keys, args = append(keys, s.keys.message(letter.ID)), append(args, entry.ID, letter.ID)
		}
	}
	if len(args) == 0 {
		return 0, nil
	}
	answer, err := s.write(ctx, reviveScript, keys, args...)
	if err != nil {
		return 0, fmt.Errorf("revive messages: %w", err)
	}
	n, _ := answer.(int64)
	return int(n), nil
}
