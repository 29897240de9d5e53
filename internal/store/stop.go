package store

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// Reach reports whether the server at url answers and has read its file.
func Reach(ctx context.Context, url string) error {
	return withServer(url, func(db redis.UniversalClient) error { return db.Ping(ctx).Err() })
}

// Shutdown has the server at url write its file and end, and returns when it
// does not answer any more.
func Shutdown(ctx context.Context, url string) error {
	return withServer(url, func(db redis.UniversalClient) error {
		// A server that ends closes the connection instead of answering.
		_ = db.Shutdown(ctx).Err()
		for db.Ping(ctx).Err() == nil {
			select {
			case <-ctx.Done():
				return fmt.Errorf("the server goes on answering: %w", ctx.Err())
			case <-time.After(20 * time.Millisecond):
			}
		}
		return nil
	})
}

func withServer(url string, do func(redis.UniversalClient) error) error {
	at, err := parseAddress(url)
	if err != nil {
		return err
	}
	silenceDriver()
	db := at.client(-1, 0)
	defer db.Close()
	return do(db)
}
