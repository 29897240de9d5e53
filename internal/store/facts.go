package store

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"
)

// Fact returns a small fact that was kept for the program, empty when there is
// none.
func (s *Store) Fact(ctx context.Context, name string) (string, error) {
	value, err := s.db.HGet(ctx, s.keys.facts(), name).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return value, unread(err)
}

// SetFact keeps a small fact for the program.
func (s *Store) SetFact(ctx context.Context, name, value string) error {
	return unwritten(s.db.HSet(ctx, s.keys.facts(), name, value).Err())
}
