package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// The errors of a restore, in words for whoever runs it.
var (
	ErrNoDump     = errors.New("this is no dump of Deal Coach, or its first line is damaged")
	ErrNewerDump  = errors.New("this dump was written by a newer version of the program")
	ErrOtherTeam  = errors.New("this dump is of another Slack workspace")
	ErrNotEmpty   = errors.New("there are deals of this workspace already; a restore needs an empty Redis")
	ErrBrokenOff  = errors.New("the dump breaks off in its middle")
	ErrUnreadable = errors.New("the dump has a line that cannot be read")
)

// Restore writes what Dump wrote. There must be nothing of the team yet, but for
// what an earlier Restore of the same dump has left: it goes on over it. Until it
// has ended the state is marked as being restored, and Check finds that. told is
// called now and then with the lines so far.
//
// What a dump says is under way to Slack is looked for there before it is posted
// again, as after any change of server.
func (s *Store) Restore(ctx context.Context, from io.Reader, told func(lines int)) (lines int, err error) {
	in := bufio.NewReaderSize(from, 1<<16)
	first, err := in.ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	var head dumpHead
	switch err := json.Unmarshal(first, &head); {
	case err != nil || head.Dump < 1:
		return 0, ErrNoDump
	case head.Dump > dumpVersion || head.Schema > schema:
		return 0, ErrNewerDump
	case head.Team != s.keys.team:
		return 0, fmt.Errorf("%w: it is of %s, and the bot token of %s", ErrOtherTeam, head.Team, s.keys.team)
	}
	if err := s.beginRestore(ctx, string(bytes.TrimSpace(first))); err != nil {
		return 0, err
	}
	r := &restore{store: s, told: told, lines: 1}
	if err := r.all(ctx, in); err != nil {
		return r.lines, err
	}
	return r.lines, unwritten(s.db.Del(ctx, s.keys.restoring()).Err())
}

// beginRestore marks the state as being restored, if there is nothing in it.
func (s *Store) beginRestore(ctx context.Context, mark string) error {
	was, err := s.db.Get(ctx, s.keys.restoring()).Result()
	switch {
	case err == nil && was == mark:
		return nil
	case err != nil && !errors.Is(err, redis.Nil):
		return unread(err)
	}
	some, err := s.db.Exists(ctx, s.keys.ids(), s.keys.due(), s.keys.outbox(), s.keys.digested(), s.keys.settings()).Result()
	if err != nil {
		return unread(err)
	}
	if some > 0 {
		return ErrNotEmpty
	}
	return unwritten(s.db.Set(ctx, s.keys.restoring(), mark, 0).Err())
}

// restore is one under way.
type restore struct {
	store *Store
	told  func(int)
	lines int
	last  string // the key of the last line: what follows may be its next part
}

// restorePart is how many lines are written at once.
const restorePart = 500

// all writes line by line up to the last one, which must be there.
func (r *restore) all(ctx context.Context, in *bufio.Reader) error {
	for {
		var some []dumpLine
		ended := false
		for len(some) < restorePart && !ended {
			text, err := in.ReadBytes('\n')
			if err != nil {
				return errors.Join(ErrBrokenOff, err)
			}
			var line struct {
				dumpLine
				dumpEnd
			}
			if err := json.Unmarshal(text, &line); err != nil {
				return fmt.Errorf("%w: line %d: %w", ErrUnreadable, r.lines+len(some)+1, err)
			}
			if line.Key == "" {
				if line.Lines != r.lines+len(some) {
					return fmt.Errorf("%w: it has %d lines of %d", ErrBrokenOff, r.lines+len(some), line.Lines)
				}
				ended = true
				continue
			}
			some = append(some, line.dumpLine)
		}
		if err := r.some(ctx, some); err != nil {
			return err
		}
		r.lines += len(some)
		if ended {
			r.lines++
			return nil
		}
		if r.told != nil {
			r.told(r.lines)
		}
	}
}

// some writes a few lines. Each key is written anew, so that doing it twice does
// no harm.
func (r *restore) some(ctx context.Context, lines []dumpLine) error {
	_, err := r.store.db.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, line := range lines {
			if err := r.one(ctx, p, line); err != nil {
				return err
			}
			r.last = line.Key
		}
		return nil
	})
	if errors.Is(err, ErrUnreadable) {
		return err
	}
	return unwritten(err)
}

func (r *restore) one(ctx context.Context, p redis.Pipeliner, line dumpLine) error {
	key := r.store.keys.of(line.Key)
	if line.Key != r.last {
		p.Del(ctx, key)
	}
	switch {
	case line.Text != nil:
		p.Set(ctx, key, *line.Text, 0)
	case len(line.List) > 0:
		p.RPush(ctx, key, anys(line.List)...)
	case len(line.Hash) > 0:
		p.HSet(ctx, key, line.Hash)
	}
	for _, m := range line.Sorted {
		p.ZAdd(ctx, key, redis.Z{Score: m.Score, Member: m.Member})
	}
	for _, entry := range line.Stream {
		p.XAdd(ctx, &redis.XAddArgs{Stream: key, ID: entry.ID, Values: entry.Fields})
	}
	if line.Until > 0 {
		p.PExpireAt(ctx, key, time.UnixMilli(line.Until))
	}
	if id, ok := strings.CutPrefix(line.Key, "deal:"); ok && line.Text != nil {
		return r.index(ctx, p, id, *line.Text)
	}
	return nil
}

// index makes the indexes' entries of a deal.
func (r *restore) index(ctx context.Context, p redis.Pipeliner, id, value string) error {
	d, _, err := unsealDeal(value)
	if err != nil {
		return fmt.Errorf("%w: deal %s: %w", ErrUnreadable, id, err)
	}
	if d.ID, err = strconv.ParseInt(id, 10, 64); err != nil {
		return fmt.Errorf("%w: a deal named %q", ErrUnreadable, id)
	}
	for _, at := range r.store.keys.places(&d) {
		p.ZAdd(ctx, at.key, redis.Z{Score: float64(at.score), Member: at.member})
	}
	return nil
}

func anys(texts []string) []any {
	all := make([]any, len(texts))
	for i, t := range texts {
		all[i] = t
	}
	return all
}

// Restoring reports whether a restore has begun and not ended.
func (s *Store) Restoring(ctx context.Context) (bool, error) {
	err := s.db.Get(ctx, s.keys.restoring()).Err()
	if errors.Is(err, redis.Nil) {
		return false, nil
	}
	return err == nil, unread(err)
}
