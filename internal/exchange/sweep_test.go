package exchange

import (
	"context"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// sweep removes a team's keys at the test's end.
func sweep(tb testing.TB, url, team string) {
	tb.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		db := redis.NewClient(options)
		defer db.Close()
		var some []string
		drop := func() {
			if len(some) > 0 {
				if err := db.Unlink(ctx, some...).Err(); err != nil {
					tb.Errorf("remove the test's keys: %v", err)
				}
			}
			some = some[:0]
		}
		keys := db.Scan(ctx, 0, "dc:{"+team+"}:*", 10_000).Iterator()
		for keys.Next(ctx) {
			if some = append(some, keys.Val()); len(some) == 1000 {
				drop()
			}
		}
		drop()
		if err := keys.Err(); err != nil {
			tb.Error(err)
		}
	})
}
