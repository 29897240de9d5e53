package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Names returns up to n deals, open and closed, whose name or company begins
// with prefix when both are normalised (coach.Normalize), in that order. An
// empty owner is the whole team. The names are as they were written.
func (s *Store) Names(ctx context.Context, owner, prefix string, n int) ([]coach.Named, error) {
	if n <= 0 {
		return nil, nil
	}
	key := s.keys.names()
	if owner != "" {
		key = s.keys.namesOf(owner)
	}
	// A deal may be there twice: by its name and by its company.
	members, err := s.db.ZRangeByLex(ctx, key, &redis.ZRangeBy{
		Min: "[" + prefix, Max: "(" + prefix + "\xff", Count: 2 * int64(n),
	}).Result()
	if err != nil {
		return nil, unread(err)
	}
	var ids []int64
	for _, member := range members {
		_, number, _ := cutLast(member, nameEnd)
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("the index of names has an entry without a deal: %w", err)
		}
		if !slices.Contains(ids, id) && len(ids) < n {
			ids = append(ids, id)
		}
	}
	deals, err := s.Deals(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := make([]coach.Named, 0, len(deals))
	for _, d := range deals {
		names = append(names, coach.Named{ID: d.ID, Name: d.Name})
	}
	return names, nil
}
