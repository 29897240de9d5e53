package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"
)

// keys writes keys of any type.
func (d *dump) keys(ctx context.Context, names []string) error {
	for some := range slices.Chunk(names, dumpPart) {
		kinds := make([]*redis.StatusCmd, len(some))
		_, err := d.store.db.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i, name := range some {
				kinds[i] = p.Type(ctx, d.store.keys.of(name))
			}
			return nil
		})
		if err != nil {
			return unread(err)
		}
		if err := d.some(ctx, some, func(i int) string { return kinds[i].Val() }); err != nil {
			return err
		}
	}
	return nil
}

// some writes keys whose types are known. One that has gone is left out.
func (d *dump) some(ctx context.Context, names []string, kind func(i int) string) error {
	values := make([]redis.Cmder, len(names))
	ends := make([]*redis.DurationCmd, len(names))
	_, err := d.store.db.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, name := range names {
			key := d.store.keys.of(name)
			switch kind(i) {
			case "string":
				values[i] = p.Get(ctx, key)
			case "list":
				values[i] = p.LRange(ctx, key, 0, -1)
			case "hash":
				values[i] = p.HGetAll(ctx, key)
			}
			ends[i] = p.PExpireTime(ctx, key)
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return unread(err)
	}
	for i, name := range names {
		line := dumpLine{Key: name, Until: max(0, ends[i].Val().Milliseconds())}
		switch value := values[i].(type) {
		case *redis.StringCmd:
			if errors.Is(value.Err(), redis.Nil) {
				continue
			}
			text := value.Val()
			line.Text = &text
		case *redis.StringSliceCmd:
			line.List = value.Val()
		case *redis.MapStringStringCmd:
			line.Hash = value.Val()
		default:
			if err := d.long(ctx, line, kind(i)); err != nil {
				return err
			}
			continue
		}
		if line.Text == nil && len(line.List)+len(line.Hash) == 0 {
			continue
		}
		if err := d.write(line); err != nil {
			return err
		}
	}
	return nil
}

// long writes a sorted set or a stream in parts.
func (d *dump) long(ctx context.Context, line dumpLine, kind string) error {
	key := d.store.keys.of(line.Key)
	switch kind {
	case "zset":
		for first := int64(0); ; first += dumpPart {
			some, err := d.store.db.ZRangeWithScores(ctx, key, first, first+dumpPart-1).Result()
			if err != nil {
				return unread(err)
			}
			if len(some) == 0 {
				return nil
			}
			line.Sorted = nil
			for _, z := range some {
				member, _ := z.Member.(string)
				line.Sorted = append(line.Sorted, dumpMember{member, z.Score})
			}
			if err := d.write(line); err != nil {
				return err
			}
		}
	case "stream":
		for from := "-"; ; {
			some, err := d.store.db.XRangeN(ctx, key, from, "+", dumpPart).Result()
			if err != nil {
				return unread(err)
			}
			if len(some) == 0 {
				return nil
			}
			line.Stream = nil
			for _, entry := range some {
				fields := map[string]string{}
				for name, value := range entry.Values {
					fields[name], _ = value.(string)
				}
				line.Stream = append(line.Stream, dumpEntry{entry.ID, fields})
			}
			if err := d.write(line); err != nil {
				return err
			}
			from = "(" + some[len(some)-1].ID
		}
	case "none":
		return nil // it has gone meanwhile
	default:
		return fmt.Errorf("write the dump: %s is a %s, which nobody here writes", line.Key, kind)
	}
}
