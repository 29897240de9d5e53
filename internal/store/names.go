package store

import (
	"context"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

const (
	// rare is below how many deals of the team that begin with a prefix a rep's
	// are picked from among them.
	rare = 50
	// closedLooked is how many closed deals of a rep are looked through for
	// another prefix, the newest ones.
	closedLooked = 500
)

// Names returns up to n deals, open and closed, whose name or company begins
// with prefix when both are normalised (coach.Normalize), in that order. An
// empty owner is the whole team. The names are as they were written.
//
// There is one index, the team's, and it has the start of each name. So of a
// team's prefix that is longer, the first 2n deals that begin like it are looked
// at; of a rep's that is not rare in the team, all their open deals and the
// newest closed ones.
func (s *Store) Names(ctx context.Context, owner, prefix string, n int) ([]coach.Named, error) {
	switch {
	case n <= 0:
		return nil, nil
	case owner == "":
		ids, err := s.beginning(ctx, prefix, 2*n)
		if len(prefix) <= startBytes {
			ids = ids[:min(n, len(ids))]
		}
		return s.named(ctx, ids, err, "", prefix, n)
	case prefix != "":
		ids, err := s.beginning(ctx, prefix, 2*rare)
		if err != nil || len(ids) < rare {
			return s.named(ctx, ids, err, owner, prefix, n)
		}
	}
	ids, err := s.allOf(ctx, owner)
	return s.named(ctx, ids, err, owner, prefix, n)
}

// beginning returns the deals of the first entries that the index has under a
// prefix. A deal may be there twice, by its name and by its company, but is
// returned once.
func (s *Store) beginning(ctx context.Context, prefix string, entries int) ([]int64, error) {
	start := nameStart(prefix)
	cmd, err := inCompany(ctx, s, func() *redis.StringSliceCmd {
		return redis.NewStringSliceCmd(ctx, "zrangebylex", s.keys.names(), "["+start, "("+start+"\xff", "limit", 0, entries)
	})
	if err != nil {
		return nil, unread(err)
	}
	return dealsIn(cmd.Val())
}

// dealsIn returns the deals of entries of the index, each once.
func dealsIn(entries []string) (ids []int64, err error) {
	seen := make(map[int64]bool, len(entries))
	for _, entry := range entries {
		_, number, _ := cutLast(entry, nameEnd)
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("the index of names has an entry without a deal: %w", err)
		}
		if !seen[id] {
			ids = append(ids, id)
		}
		seen[id] = true
	}
	return ids, nil
}

// allOf returns a rep's open deals and their newest closed ones.
func (s *Store) allOf(ctx context.Context, owner string) ([]int64, error) {
	var open, closed *redis.StringSliceCmd
	_, err := s.db.TxPipelined(ctx, func(p redis.Pipeliner) error {
		open = p.ZRange(ctx, s.keys.own(owner), 0, -1)
		closed = p.ZRevRange(ctx, s.keys.closedOf(owner), 0, closedLooked-1)
		return nil
	})
	if err != nil {
		return nil, unread(err)
	}
	return numbers(append(open.Val(), closed.Val()...))
}
