package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// keys erases from keys that are no deals.
func (e *eraser) keys(ctx context.Context, names []string) error {
	kinds := make([]*redis.StatusCmd, len(names))
	values := make([]*redis.StringCmd, len(names))
	_, err := e.store.db.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, name := range names {
			kinds[i] = p.Type(ctx, e.store.keys.of(name))
		}
		return nil
	})
	if err == nil {
		_, err = e.store.db.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i, name := range names {
				if kinds[i].Val() == "string" {
					values[i] = p.Get(ctx, e.store.keys.of(name))
				}
			}
			return nil
		})
	}
	if err != nil && !errors.Is(err, redis.Nil) {
		return unread(err)
	}
	for i, name := range names {
		if err := e.key(ctx, name, kinds[i].Val(), values[i]); err != nil {
			return fmt.Errorf("erase from %s: %w", kindOfKey(name), err)
		}
	}
	return nil
}

// kindOfKey is a key's name without whose it is.
func kindOfKey(name string) string {
	kind, _, _ := strings.Cut(name, ":")
	return kind
}

// key erases from one key.
func (e *eraser) key(ctx context.Context, name, kind string, value *redis.StringCmd) error {
	if follows := among(name, derived); follows && (e.dry || !e.mentions(name)) {
		return nil // from the deals
	}
	if e.mentions(name) {
		e.count(name)
		return e.drop(ctx, name)
	}
	switch kind {
	case "string":
		if value.Err() != nil {
			return nil // it has gone meanwhile
		}
		return e.text(ctx, name, value.Val())
	case "list":
		return e.list(ctx, name)
	case "hash":
		return e.hash(ctx, name)
	case "zset":
		return e.set(ctx, name)
	case "stream":
		return e.stream(ctx, name)
	}
	return nil
}

// mentions reports whether a name that the program made has the person's id in it.
func (e *eraser) mentions(name string) bool {
	return e.person != "" && e.words[0].found(name)
}

// count counts a key that is changed or removed.
func (e *eraser) count(name string) {
	switch kindOfKey(name) {
	case "prompt":
		e.found.Prompts++
	case "digest":
		e.found.Digests++
	case "msg", "out", "retry", "dead":
		e.found.Messages++
	default:
		e.found.Others++
	}
}

func (e *eraser) drop(ctx context.Context, name string) error {
	if e.dry {
		return nil
	}
	return unwritten(e.store.db.Del(ctx, e.store.keys.of(name)).Err())
}

// text erases from a string, if it is still as it was read.
func (e *eraser) text(ctx context.Context, name, was string) error {
	is, err := e.reword(name, was)
	if err != nil || is == was {
		return err
	}
	e.count(name)
	if e.dry {
		return nil
	}
	_, err = e.store.write(ctx, swapScript, []string{e.store.keys.of(name)}, was, is)
	return err
}

// list erases from the lines of a list.
func (e *eraser) list(ctx context.Context, name string) error {
	key := e.store.keys.of(name)
	lines, err := e.store.db.LRange(ctx, key, 0, -1).Result()
	if err != nil {
		return unread(err)
	}
	var pairs []any
	for _, was := range lines {
		is, err := e.reword(name, was)
		if err != nil {
			return err
		}
		if is != was {
			e.count(name)
			pairs = append(pairs, was, is)
		}
	}
	if len(pairs) == 0 || e.dry {
		return nil
	}
	_, err = e.store.write(ctx, relistScript, []string{key}, pairs...)
	return err
}

// hash erases a hash's fields; a message's record goes as a whole.
func (e *eraser) hash(ctx context.Context, name string) error {
	key := e.store.keys.of(name)
	fields, err := e.store.db.HGetAll(ctx, key).Result()
	if err != nil {
		return unread(err)
	}
	for field, value := range fields {
		if name == "external" && e.leadsToGone(field, value) || e.mentions(field) || e.mentions(value) {
			e.count(name)
			if strings.HasPrefix(name, "msg:") {
				return e.drop(ctx, name)
			}
			if e.dry {
				continue
			}
			if err := e.store.db.HDel(ctx, key, field).Err(); err != nil {
				return unwritten(err)
			}
		}
	}
	return nil
}

// leadsToGone reports whether a field of the external ids is about a deal that goes.
func (e *eraser) leadsToGone(field, value string) bool {
	into, _ := strconv.ParseInt(value, 10, 64) // 0 is no deal
	from, _ := strconv.ParseInt(strings.TrimPrefix(field, mergedField), 10, 64)
	return e.gone[into] || strings.HasPrefix(field, mergedField) && e.gone[from]
}

// set erases members of a sorted set: timers, messages, people.
func (e *eraser) set(ctx context.Context, name string) error {
	if e.person == "" {
		return nil
	}
	key := e.store.keys.of(name)
	var theirs []any
	for first := int64(0); ; first += dumpPart {
		some, err := e.store.db.ZRange(ctx, key, first, first+dumpPart-1).Result()
		if err != nil {
			return unread(err)
		}
		for _, member := range some {
			if e.mentions(member) {
				theirs = append(theirs, member)
				e.count(name)
			}
		}
		if len(some) < dumpPart {
			break
		}
	}
	if len(theirs) == 0 || e.dry {
		return nil
	}
	return unwritten(e.store.db.ZRem(ctx, key, theirs...).Err())
}

// stream erases entries: what waits to be sent to the person, and what could not be.
func (e *eraser) stream(ctx context.Context, name string) error {
	if e.person == "" {
		return nil
	}
	key := e.store.keys.of(name)
	for from := "-"; ; {
		some, err := e.store.db.XRangeN(ctx, key, from, "+", dumpPart).Result()
		if err != nil || len(some) == 0 {
			return unread(err)
		}
		for _, entry := range some {
			from = "(" + entry.ID
			mentioned := false
			for _, value := range entry.Values {
				text, _ := value.(string)
				mentioned = mentioned || e.mentions(text)
			}
			if !mentioned {
				continue
			}
			e.count(name)
			if e.dry {
				continue
			}
			if name == "out" {
				if err := e.store.db.XAck(ctx, key, group, entry.ID).Err(); err != nil {
					return unwritten(err)
				}
			}
			if err := e.store.db.XDel(ctx, key, entry.ID).Err(); err != nil {
				return unwritten(err)
			}
		}
	}
}
