package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"
)

// schemaLooks is how many of the newest deals are looked at: whoever writes a
// newer schema writes it into each deal that is touched.
const schemaLooks = 20

// checkSchema finds records of a newer version of the program, over which this
// one writes nothing.
func (s *Store) checkSchema(ctx context.Context) ([]Finding, error) {
	last, err := s.db.Get(ctx, s.keys.ids()).Int64()
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, unread(err)
	}
	names := []string{s.keys.settings()}
	for id := last; id > 0 && id > last-schemaLooks; id-- {
		names = append(names, s.keys.deal(id))
	}
	values, err := s.db.MGet(ctx, names...).Result()
	if err != nil {
		return nil, unread(err)
	}
	newest := 0
	for _, value := range values {
		newest = max(newest, schemaOf(value))
	}
	if newest <= schema {
		return nil, nil
	}
	return []Finding{{Wrong, fmt.Sprintf("Records were written by a newer version of the program (schema %d; this one writes %d), and could not be changed.", newest, schema),
		"Run the newer version, or put back the copy of Redis from before it.", false}}, nil
}

// schemaOf is the schema of a sealed record, 0 when there is none that can be
// read.
func schemaOf(value any) int {
	text, _ := value.(string)
	_, text, _ = strings.Cut(text, " ")
	var r struct {
		S int `json:"s"`
	}
	if json.Unmarshal([]byte(text), &r) != nil {
		return 0
	}
	return r.S
}
