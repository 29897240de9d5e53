package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// slice is the longest that one read of the outbox waits. The driver does not
// end a waiting read when its context is cancelled.
const slice = time.Second

// After a Redis that is new to the state (a restart, a failover) nothing is
// handed out for quietFor, so that what was on its way to Slack arrives; for
// guardFor every attempt looks before it posts, because the state may have
// forgotten the last one.
const (
	quietFor = 5 * time.Second // a sender's lease
	guardFor = 30 * time.Minute
)

// Receive returns up to n messages to deliver, each for the caller alone until
// lease, in real time, has passed. It waits up to wait for the first one and
// returns none after that. consumer is a stable name of the caller, one per
// process and reader. The deliveries include deferred ones whose time has come
// and those whose holder let the lease pass. NotAfter is left to the caller.
func (s *Store) Receive(ctx context.Context, consumer string, n int, wait, lease time.Duration) ([]coach.Delivery, error) {
	if n <= 0 {
		return nil, nil
	}
	end := time.Now().Add(wait)
	for {
		deliveries, err := s.receive(ctx, consumer, n, end, lease)
		if err != nil {
			return nil, fmt.Errorf("read the outbox: %w", err)
		}
		if len(deliveries) > 0 || !time.Now().Before(end) {
			return deliveries, nil
		}
	}
}

// receive is one pass: what was deferred comes back, what was left behind is
// taken over, and when that is not enough, new messages are waited for.
func (s *Store) receive(ctx context.Context, consumer string, n int, end time.Time, lease time.Duration) ([]coach.Delivery, error) {
	deferred, quiet, err := s.promote(ctx, n)
	if err != nil {
		return nil, err
	}
	if quiet > 0 {
		return nil, rest(ctx, min(quiet, time.Until(end)))
	}
	entries, err := s.takeOver(ctx, consumer, n, lease)
	if err != nil {
		return nil, err
	}
	if len(entries) < n {
		patience := time.Duration(0)
		if len(entries) == 0 {
			patience = min(time.Until(end), slice)
			if deferred >= 0 {
				patience = min(patience, deferred)
			}
		}
		more, err := s.readNew(ctx, consumer, n-len(entries), patience)
		if err != nil {
			return nil, err
		}
		entries = append(entries, more...)
	}
	return s.begin(ctx, consumer, entries, lease)
}

// promote puts what was deferred back into the outbox when its time has come.
// It returns the time until the next one's, negative when there is none, and how
// long nothing is handed out.
func (s *Store) promote(ctx context.Context, n int) (deferred, quiet time.Duration, err error) {
	answer, err := s.write(ctx, promoteScript, []string{s.keys.retry(), s.keys.outbox(), s.keys.server()},
		n, quietFor.Milliseconds(), guardFor.Milliseconds())
	if err != nil {
		return 0, 0, err
	}
	words, _ := answer.([]any)
	if len(words) != 2 {
		return 0, 0, fmt.Errorf("promote answers %v", answer)
	}
	first, _ := words[0].(int64)
	second, _ := words[1].(int64)
	return time.Duration(first) * time.Millisecond, time.Duration(second) * time.Millisecond, nil
}

// rest waits, unless ctx ends first.
func rest(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return unread(ctx.Err())
	case <-timer.C:
		return nil
	}
}

// takeOver takes entries that have been read by somebody a lease ago and are
// still not done.
func (s *Store) takeOver(ctx context.Context, consumer string, n int, lease time.Duration) ([]redis.XMessage, error) {
	var entries []redis.XMessage
	for start := "0-0"; ; {
		var claim *redis.XAutoClaimCmd
		err := s.withGroup(ctx, func() error {
			claim = s.blocking.XAutoClaim(ctx, &redis.XAutoClaimArgs{
				Stream: s.keys.outbox(), Group: group, Consumer: consumer,
				MinIdle: lease, Start: start, Count: int64(n - len(entries)),
			})
			return claim.Err()
		})
		if err != nil {
			return nil, err
		}
		more, next := claim.Val()
		if entries = append(entries, more...); len(entries) >= n || next == "0-0" {
			return entries, nil
		}
		start = next
	}
}

// readNew reads entries that nobody has read, and waits for the first one as
// long as patience lasts.
func (s *Store) readNew(ctx context.Context, consumer string, n int, patience time.Duration) ([]redis.XMessage, error) {
	block := patience.Truncate(time.Millisecond)
	if block <= 0 {
		block = -1 // not at all; 0 would be for ever
	}
	ctx, cancel := context.WithTimeout(ctx, max(patience, 0)+readTimeout)
	defer cancel()
	var streams []redis.XStream
	err := s.withGroup(ctx, func() (err error) {
		streams, err = s.blocking.XReadGroup(ctx, &redis.XReadGroupArgs{
			Group: group, Consumer: consumer, Streams: []string{s.keys.outbox(), ">"},
			Count: int64(n), Block: block,
		}).Result()
		return err
	})
	if err != nil || len(streams) == 0 {
		return nil, err
	}
	return streams[0].Messages, nil
}

// withGroup runs a read of the outbox's group, which it makes if it is not
// there yet, or not any more: from the first entry on, so that nothing is lost.
func (s *Store) withGroup(ctx context.Context, read func() error) error {
	err := read()
	if redis.HasErrorPrefix(err, "NOGROUP") {
		err = s.db.XGroupCreateMkStream(ctx, s.keys.outbox(), group, "0").Err()
		if err == nil || redis.HasErrorPrefix(err, "BUSYGROUP") {
			err = read()
		}
	}
	if errors.Is(err, redis.Nil) {
		return nil
	}
	return unread(err)
}

// begin starts an attempt for each entry, and leaves out those that are done
// or held by somebody else.
func (s *Store) begin(ctx context.Context, consumer string, entries []redis.XMessage, lease time.Duration) ([]coach.Delivery, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	attempts := make([]coach.Delivery, 0, len(entries))
	keys := []string{s.keys.outbox(), s.keys.server()}
	args := []any{group, consumer, lease.Milliseconds(), quietFor.Milliseconds(), guardFor.Milliseconds()}
	until := time.Now().Add(lease / 2)
	for _, entry := range entries {
		id, _ := entry.Values["m"].(string)
		attempt := coach.Delivery{Message: coach.Message{ID: id}, Entry: entry.ID, Token: rand.Text(), Until: until}
		attempts = append(attempts, attempt)
		keys = append(keys, s.keys.message(id))
		args = append(args, attempt.Entry, attempt.Token)
	}
	answer, err := s.write(ctx, beginScript, keys, args...)
	if err != nil {
		return nil, err
	}
	var ours []coach.Delivery
	answers, _ := answer.([]any)
	for i, answer := range answers {
		words, _ := answer.([]any)
		if word(words, 0) != "send" {
			continue
		}
		d := attempts[i]
		if err := readAttempt(&d, words); err != nil {
			return nil, fmt.Errorf("message %s: %w", d.ID, err)
		}
		ours = append(ours, d)
	}
	return ours, nil
}

func readAttempt(d *coach.Delivery, words []any) error {
	var err1, err2, err3, err4 error
	d.Attempt, err1 = strconv.Atoi(word(words, 1))
	d.First, err2 = readInstant(word(words, 2))
	d.Round, err3 = strconv.Atoi(word(words, 3))
	d.Kind, d.To = coach.MessageKind(word(words, 4)), word(words, 5)
	d.NotAfter, err4 = readInstant(word(words, 6))
	d.Doubtful, d.Cause = word(words, 7) != "", word(words, 8)
	return errors.Join(err1, err2, err3, err4)
}
