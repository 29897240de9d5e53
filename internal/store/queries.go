package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// batch is how many deals are read at once, so that no answer keeps Redis from
// others for long.
const batch = 500

// Deals returns the deals with these ids, in their order. Missing ones are
// left out.
func (s *Store) Deals(ctx context.Context, ids []int64) ([]coach.Deal, error) {
	deals := make([]coach.Deal, 0, len(ids))
	err := s.each(ctx, ids, func(value string) error {
		d, _, err := unsealDeal(value)
		deals = append(deals, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	return deals, nil
}

// strings reads strings.
func (s *Store) strings(ctx context.Context, keys ...string) ([]any, error) {
	if len(keys) > few {
		return s.db.MGet(ctx, keys...).Result()
	}
	words := make([]any, 0, 1+few)
	words = append(words, "mget")
	for _, key := range keys {
		words = append(words, key)
	}
	cmd, err := inCompany(ctx, s, func() *redis.SliceCmd { return redis.NewSliceCmd(ctx, words...) })
	if err != nil {
		return nil, err
	}
	return cmd.Val(), nil
}

// each reads the records of the deals with these ids, in their order. Missing
// ones are left out.
func (s *Store) each(ctx context.Context, ids []int64, read func(value string) error) error {
	for some := range slices.Chunk(ids, batch) {
		names := make([]string, len(some))
		for i, id := range some {
			names[i] = s.keys.deal(id)
		}
		values, err := s.strings(ctx, names...)
		if err != nil {
			return unread(err)
		}
		for i, id := range some {
			value := word(values, i)
			if value == "" {
				continue
			}
			if err := read(value); err != nil {
				return fmt.Errorf("deal %d: %w", id, err)
			}
		}
	}
	return nil
}

// OpenOf returns a rep's open deals, by id.
func (s *Store) OpenOf(ctx context.Context, owner string) ([]coach.Deal, error) {
	members, err := s.db.ZRange(ctx, s.keys.own(owner), 0, -1).Result()
	deals, err := s.found(ctx, members, err, func(d coach.Deal) bool { return d.IsOpen() && d.Owner == owner })
	slices.SortFunc(deals, byID)
	return deals, err
}

// Revisits returns a rep's closed deals whose day of another look is not after
// until, by id.
func (s *Store) Revisits(ctx context.Context, owner string, until coach.Date) ([]coach.Deal, error) {
	members, err := s.db.ZRangeByScore(ctx, s.keys.revisits(owner), &redis.ZRangeBy{
		Min: "-inf", Max: strconv.FormatInt(number(until), 10),
	}).Result()
	deals, err := s.found(ctx, members, err, func(d coach.Deal) bool {
		return d.IsClosed() && d.Owner == owner && !d.Revisit.IsZero() && !d.Revisit.After(until)
	})
	slices.SortFunc(deals, byID)
	return deals, err
}

// Focused returns the deals that were chosen for an ISO week, by id.
func (s *Store) Focused(ctx context.Context, week string) ([]coach.Deal, error) {
	members, err := s.db.ZRange(ctx, s.keys.focus(week), 0, -1).Result()
	deals, err := s.found(ctx, members, err, func(d coach.Deal) bool { return d.Focus == week && !d.IsDeleted() })
	slices.SortFunc(deals, byID)
	return deals, err
}

func byID(a, b coach.Deal) int { return cmp.Compare(a.ID, b.ID) }

// OpenAll returns the n open deals of the team with the oldest touch, that one
// first, and how many are open.
func (s *Store) OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error) {
	var oldest *redis.StringSliceCmd
	var all *redis.IntCmd
	first, last := int64(0), int64(n)-1
	if n <= 0 {
		first, last = 1, 0 // an empty range: -1 would be the end
	}
	_, err := s.db.TxPipelined(ctx, func(p redis.Pipeliner) error {
		oldest = p.ZRange(ctx, s.keys.open(), first, last)
		all = p.ZCard(ctx, s.keys.open())
		return nil
	})
	if err != nil {
		return nil, 0, unread(err)
	}
	deals, err := s.found(ctx, oldest.Val(), nil, coach.Deal.IsOpen)
	slices.SortFunc(deals, func(a, b coach.Deal) int {
		return cmp.Or(a.Touch.Compare(b.Touch), cmp.Compare(a.ID, b.ID))
	})
	return deals, int(all.Val()), err
}

// ClosedOf returns the n deals of a rep that were closed last, the newest
// first. An empty owner is the whole team.
func (s *Store) ClosedOf(ctx context.Context, owner string, n int) ([]coach.Deal, error) {
	if n <= 0 {
		return nil, nil
	}
	key := s.keys.closed()
	if owner != "" {
		key = s.keys.closedOf(owner)
	}
	members, err := s.db.ZRevRange(ctx, key, 0, int64(n)-1).Result()
	deals, err := s.found(ctx, members, err, coach.Deal.IsClosed)
	slices.SortFunc(deals, func(a, b coach.Deal) int { return -byEnd(a, b) })
	return deals, err
}

// ClosedBetween returns the deals that were closed after from and not after to
// and are closed now, in that order.
func (s *Store) ClosedBetween(ctx context.Context, from, to time.Time) ([]coach.Deal, error) {
	members, err := s.db.ZRangeByScore(ctx, s.keys.closed(), &redis.ZRangeBy{
		Min: "(" + strconv.FormatInt(from.UnixMilli(), 10),
		Max: strconv.FormatInt(to.UnixMilli(), 10),
	}).Result()
	deals, err := s.found(ctx, members, err, coach.Deal.IsClosed)
	slices.SortFunc(deals, byEnd)
	return deals, err
}

func byEnd(a, b coach.Deal) int {
	return cmp.Or(a.ClosedAt.Compare(b.ClosedAt), cmp.Compare(a.ID, b.ID))
}

// found reads the deals that an index names. A deal that changed between the
// two reads and does not fit any more is left out.
func (s *Store) found(ctx context.Context, members []string, err error, fits func(coach.Deal) bool) ([]coach.Deal, error) {
	if err != nil {
		return nil, unread(err)
	}
	ids, err := numbers(members)
	if err != nil {
		return nil, err
	}
	deals, err := s.Deals(ctx, ids)
	return slices.DeleteFunc(deals, func(d coach.Deal) bool { return !fits(d) }), err
}

// numbers reads the deals' ids in an index.
func numbers(members []string) ([]int64, error) {
	ids := make([]int64, 0, len(members))
	for _, member := range members {
		id, err := strconv.ParseInt(member, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("an index names a deal %q: %w", member, err)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// History returns the n newest events of a deal, the newest first.
func (s *Store) History(ctx context.Context, id int64, n int) ([]coach.Event, error) {
	if n <= 0 {
		return nil, nil
	}
	lines, err := s.db.LRange(ctx, s.keys.history(id), 0, int64(n)-1).Result()
	if err != nil {
		return nil, unread(err)
	}
	events := make([]coach.Event, 0, len(lines))
	for _, text := range lines {
		event, err := readLine(text)
		if err != nil {
			return nil, fmt.Errorf("deal %d: %w", id, err)
		}
		events = append(events, event)
	}
	return events, nil
}
