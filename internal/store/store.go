// Package store keeps the coach's state in Redis. Whatever one act changes (a
// deal, its indexes, its history, timers, the messages to send because of it,
// and the act's own id) is one atomic commit, so a crash at any moment leaves
// either all of it or nothing, and repeating an act is harmless.
//
// The tour: keys.go names every key. plan.go and commit.go are the one way in
// which records change; lua/commit.lua is what they run. deals.go creates and
// updates deals, recent.go remembers some, heard.go their names, bulk.go many at once, deleted.go takes them out and makes one of two; index.go says under which keys a deal is found, queries.go and
// names.go, called.go and named.go find it again. timers.go, looks.go and digests.go are for the loop
// that looks at what is due; outbox.go, attempt.go and letters.go for the one
// that delivers, observe.go for whoever watches. dump.go and restore.go move everything, about.go and erase.go
// give out and forget what is kept of somebody. record.go and its neighbours say how records are written.
// address.go reads the URL, script.go runs Lua, convoy.go sends what many do at
// once together, failure.go tells errors apart.
//
// A caller can act on four kinds of errors: coach.ErrNotFound,
// coach.ErrConflict, coach.ErrUnavailable (surely nothing was written) and
// coach.ErrUnknown (it may have been written; repeating it with the same
// operation id is safe). Instants come back in UTC with a precision of
// milliseconds.
//
// Any number of processes may share a team's data. Redis 7.0 or later and
// Valkey 7.2 or later are supported, alone, behind Sentinel or as a Cluster.
package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Options say where the state lies and whose it is.
type Options struct {
	// URL is where Redis is: redis://, rediss:// (TLS) or unix://; several
	// hosts, redis://h1:6379,h2:6379, are a Cluster; Sentinels are
	// redis-sentinel://h1:26379,h2:26379/mymaster. All take user:password@.
	URL string
	// Team is the Slack workspace's id. Every key carries it as its hash tag.
	Team string
	// Wake is called after a commit that put a timer into due. It must not
	// block; nil is allowed.
	Wake func()
	// Observe is told of every commit; nil is allowed.
	Observe Observer
}

// Store is a team's state in Redis. It is safe for concurrent use.
type Store struct {
	db       redis.UniversalClient
	blocking redis.UniversalClient // its reads wait, and would take the others' connections
	road     convoy                // what is sent in company
	recent   recent                // deals as they were written here last
	names    heard                 // what was called by its name here last
	at       address
	keys     keys
	wake     func()
	observe  Observer
}

// Limits of a conversation with Redis. A commit takes a fraction of a
// millisecond; whoever waits for one has about two seconds.
const (
	dialTimeout = 2 * time.Second
	readTimeout = 3 * time.Second
	poolTimeout = time.Second
	readRetries = 2 // of commands that may be repeated
	readers     = 8 // that may wait for the outbox at the same time
)

// Open prepares a store. Redis need not be up yet. A URL that cannot be read
// is an error that holds nothing of its password.
func Open(ctx context.Context, o Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.Team == "" || strings.ContainsAny(o.Team, "{}") {
		return nil, errors.New("the store needs a team's id without braces")
	}
	at, err := parseAddress(o.URL)
	if err != nil {
		return nil, err
	}
	wake := o.Wake
	if wake == nil {
		wake = func() {}
	}
	var observe Observer = unobserved{}
	if o.Observe != nil {
		observe = o.Observe
	}
	silenceDriver()
	s := &Store{
		db:       at.client(readRetries, 0),
		blocking: at.client(-1, readers),
		at:       at,
		keys:     keysFor(o.Team),
		wake:     wake,
		observe:  observe,
	}
	s.road.open(s.db)
	return s, nil
}

// Close ends all connections. Calls under way fail.
func (s *Store) Close() error {
	err := errors.Join(s.db.Close(), s.blocking.Close())
	s.road.close()
	return err
}

// Ping reports whether Redis answers.
func (s *Store) Ping(ctx context.Context) error { return unread(s.db.Ping(ctx).Err()) }
