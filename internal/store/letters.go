package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Posted returns where a message stands in Slack, and whether it was posted.
func (s *Store) Posted(ctx context.Context, messageID string) (coach.Posted, bool, error) {
	values, err := s.db.HMGet(ctx, s.keys.message(messageID), "ch", "ts").Result()
	if err != nil {
		return coach.Posted{}, false, unread(err)
	}
	p := coach.Posted{Channel: word(values, 0), TS: word(values, 1)}
	return p, p != coach.Posted{}, nil
}

// DeadLetters returns the n messages that were given up last, the newest
// first. About 10,000 are kept.
func (s *Store) DeadLetters(ctx context.Context, n int) ([]coach.DeadLetter, error) {
	if n <= 0 {
		return nil, nil
	}
	entries, err := s.db.XRevRangeN(ctx, s.keys.dead(), "+", "-", int64(n)).Result()
	if err != nil {
		return nil, unread(err)
	}
	letters := make([]coach.DeadLetter, 0, len(entries))
	for _, entry := range entries {
		letter, err := readLetter(entry)
		if err != nil {
			return nil, fmt.Errorf("dead letter %s: %w", entry.ID, err)
		}
		letters = append(letters, letter)
	}
	return letters, nil
}

func readLetter(entry redis.XMessage) (coach.DeadLetter, error) {
	field := func(name string) string {
		text, _ := entry.Values[name].(string)
		return text
	}
	// An entry's id begins with the server's time.
	ms, _, _ := strings.Cut(entry.ID, "-")
	at, err := readInstant(ms)
	if err != nil {
		return coach.DeadLetter{}, err
	}
	var notAfter time.Time
	if notAfter, err = readInstant(field("na")); err != nil {
		return coach.DeadLetter{}, err
	}
	return coach.DeadLetter{
		Message: coach.Message{
			ID: field("m"), Kind: coach.MessageKind(field("k")), To: field("to"), NotAfter: notAfter,
		},
		Reason: field("why"), At: at,
	}, nil
}

// Pending returns how many messages are neither done nor dead yet, deferred
// ones included.
func (s *Store) Pending(ctx context.Context) (int, error) {
	var queued, deferred *redis.IntCmd
	_, err := s.db.TxPipelined(ctx, func(p redis.Pipeliner) error {
		queued = p.XLen(ctx, s.keys.outbox())
		deferred = p.ZCard(ctx, s.keys.retry())
		return nil
	})
	if err != nil {
		return 0, unread(err)
	}
	return int(queued.Val() + deferred.Val()), nil
}
