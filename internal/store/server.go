package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Clock returns the server's time.
func (s *Store) Clock(ctx context.Context) (time.Time, error) {
	now, err := s.db.Time(ctx).Result()
	return now, unread(err)
}

// Server describes the server in a few words: its version, how it stands, and
// its memory. It is empty when the server does not tell.
func (s *Store) Server(ctx context.Context) string {
	facts := serverFacts{}
	for _, section := range []string{"server", "memory"} {
		text, err := s.db.Info(ctx, section).Result()
		if err != nil {
			return ""
		}
		facts.read(text)
	}
	name, version := "Redis", facts["redis_version"]
	if facts["valkey_version"] != "" {
		name, version = "Valkey", facts["valkey_version"]
	}
	limit := "without a limit"
	if n := facts.number("maxmemory"); n > 0 {
		limit = fmt.Sprintf("of %d MB", n>>20)
	}
	return fmt.Sprintf("%s %s, %s, %d MB used %s", name, version, facts["redis_mode"], facts.number("used_memory")>>20, limit)
}

// errHidden means that the server does not show its settings.
var errHidden = errors.New("the server does not show its settings")

// CheckSettings looks at what only CONFIG tells: how often the append-only file
// reaches the disk. Managed servers and the user of docs/redis.md do without
// CONFIG, so that what is hidden is a Note.
func (s *Store) CheckSettings(ctx context.Context) []Finding {
	fsync, err := s.setting(ctx, "appendfsync")
	switch {
	case err != nil:
		return []Finding{{Note, "Redis does not show its settings (CONFIG), so how often it writes to its disk could not be checked.",
			"See that appendfsync is always or everysec.", false}}
	case fsync == "no":
		return []Finding{{Risk, "Redis leaves it to the system when its append-only file reaches the disk (appendfsync no): a power cut loses half a minute.",
			"Set appendfsync always or everysec.", false}}
	}
	return nil
}

func (s *Store) setting(ctx context.Context, name string) (string, error) {
	all, err := s.db.ConfigGet(ctx, name).Result()
	if err != nil {
		return "", unread(err)
	}
	value, ok := all[name]
	if !ok {
		return "", errHidden
	}
	return value, nil
}
