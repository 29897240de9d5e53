package store

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"dealcoach/internal/coach"
)

// read asks both all that can be asked about deals.
func (w *twins) read(t *rapid.T) {
	ctx, now := t.Context(), time.Now()
	for _, rep := range []string{"U1", "U2", "U3", ""} {
		w.ask(t, "open of "+rep, func(s asked) (any, error) { return s.OpenOf(ctx, rep) })
		w.ask(t, "revisits of "+rep, func(s asked) (any, error) { return s.Revisits(ctx, rep, coach.DateOf(now).Add(200)) })
		w.ask(t, "closed of "+rep, func(s asked) (any, error) { return s.ClosedOf(ctx, rep, 100) })
		w.ask(t, "deleted of "+rep, func(s asked) (any, error) { return s.Deleted(ctx, rep, 100) })
		for _, prefix := range []string{"", "ac", "acme &", "e"} {
			w.ask(t, "names of "+rep+" in "+prefix, func(s asked) (any, error) { return s.Names(ctx, rep, prefix, 100) })
			w.ask(t, "two names of "+rep+" in "+prefix, func(s asked) (any, error) { return s.Names(ctx, rep, prefix, 2) })
		}
	}
	for _, week := range []string{"2026-W47", "2026-W48", "2026-W49"} {
		w.ask(t, "in focus in "+week, func(s asked) (any, error) { return s.Focused(ctx, week) })
	}
	w.ask(t, "closed lately", func(s asked) (any, error) { return s.ClosedBetween(ctx, now.Add(-time.Minute), now) })
	w.ask(t, "closed from now on", func(s asked) (any, error) { return s.ClosedBetween(ctx, now, now.Add(time.Minute)) })
	w.ask(t, "open", func(s asked) (any, error) { deals, _, err := s.OpenAll(ctx, 100); return deals, err })
	w.ask(t, "how many are open", func(s asked) (any, error) { _, n, err := s.OpenAll(ctx, 1); return n, err })
	w.ask(t, "deals", func(s asked) (any, error) { return s.Deals(ctx, append(slices.Clone(w.deals), 999)) })
	for _, id := range w.deals {
		w.ask(t, "history", func(s asked) (any, error) { return s.History(ctx, id, 1000) })
	}
	w.ask(t, "last digest", func(s asked) (any, error) { at, _, err := s.LastDigest(ctx); return at, err })
	w.ask(t, "next instant", func(s asked) (any, error) { at, _, err := s.NextDue(ctx); return at, err })
}

// asked is what read asks.
type asked interface {
	OpenOf(ctx context.Context, owner string) ([]coach.Deal, error)
	Revisits(ctx context.Context, owner string, until coach.Date) ([]coach.Deal, error)
	ClosedOf(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	Deleted(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	ClosedBetween(ctx context.Context, from, to time.Time) ([]coach.Deal, error)
	Names(ctx context.Context, owner, prefix string, n int) ([]coach.Named, error)
	Focused(ctx context.Context, week string) ([]coach.Deal, error)
	OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error)
	Deals(ctx context.Context, ids []int64) ([]coach.Deal, error)
	History(ctx context.Context, id int64, n int) ([]coach.Event, error)
	LastDigest(ctx context.Context) (at time.Time, ok bool, err error)
	NextDue(ctx context.Context) (time.Time, bool, error)
}

func (w *twins) ask(t *rapid.T, what string, question func(asked) (any, error)) {
	t.Helper()
	answer, err := question(w.store)
	modelled, modelErr := question(w.model)
	same(t, what, answer, modelled, err, modelErr)
}

// takeStock holds what lies in Redis at a story's end against what has
// happened.
func (w *twins) takeStock(t *rapid.T) {
	w.read(t)
	deals, err := w.store.Deals(t.Context(), w.deals)
	if err != nil || len(deals) != len(w.deals) {
		t.Fatalf("there are %d deals, %v; want %d", len(deals), err, len(w.deals))
	}
	for _, d := range deals {
		same(t, "version of "+d.Title(), d.Version, w.commits[d.ID], nil, nil)
	}
	same(t, "indexes", w.indexes(t), w.places(deals), nil, nil)
	w.countTimers(t)
	w.countMessages(t)
}

// places is where deals should be found.
func (w *twins) places(deals []coach.Deal) map[string]int64 {
	all := map[string]int64{}
	for _, d := range deals {
		for _, at := range w.store.keys.places(&d) {
			all[at.key+" "+at.member] = at.score
		}
	}
	return all
}

// indexes is where deals are found.
func (w *twins) indexes(t *rapid.T) map[string]int64 {
	k, all := w.store.keys, map[string]int64{}
	others := []string{k.due(), k.claimed(), k.retry()}
	for _, key := range w.keysOf(t, "zset") {
		if slices.Contains(others, key) {
			continue
		}
		members, err := w.store.db.ZRangeWithScores(t.Context(), key, 0, -1).Result()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range members {
			all[key+" "+m.Member.(string)] = int64(m.Score)
		}
	}
	return all
}

func (w *twins) keysOf(t *rapid.T, kind string) []string {
	var found []string
	for keys := w.store.db.ScanType(t.Context(), 0, w.store.keys.of("*"), 1000, kind).Iterator(); keys.Next(t.Context()); {
		found = append(found, keys.Val())
	}
	return found
}

// countTimers expects each timer to be in one place, and none to be lost.
func (w *twins) countTimers(t *rapid.T) {
	ctx, k, db := t.Context(), w.store.keys, w.store.db
	waiting, held := db.ZRange(ctx, k.due(), 0, -1).Val(), db.ZRange(ctx, k.claimed(), 0, -1).Val()
	claims := db.HGetAll(ctx, k.claims()).Val()
	slices.Sort(held)
	same(t, "claims with a lease", held, slices.Sorted(maps.Keys(claims)), nil, nil)
	for _, name := range waiting {
		if slices.Contains(held, name) {
			t.Errorf("the timer %s is waiting and claimed", name)
		}
	}
	if w.clock.exact {
		time.Sleep(w.clock.lease)
	}
	w.ask(t, "timers when all leases are over", func(s asked) (any, error) {
		due, _, err := s.(loop).Claim(ctx, time.Now().Add(24*time.Hour), 100, w.clock.lease)
		return due, err
	})
}

// loop is what looks at timers.
type loop interface {
	Claim(ctx context.Context, now time.Time, n int, lease time.Duration) ([]coach.Timer, time.Time, error)
}

// countMessages expects each message that is not done to lie in the outbox or
// among the deferred ones, and all to come when all leases and waits are over.
func (w *twins) countMessages(t *rapid.T) {
	ctx, k := t.Context(), w.store.keys
	lies := map[string]bool{}
	for _, entry := range w.store.db.XRange(ctx, k.outbox(), "-", "+").Val() {
		id, _ := entry.Values["m"].(string)
		lies[id] = true
	}
	for _, id := range w.store.db.ZRange(ctx, k.retry(), 0, -1).Val() {
		lies[id] = true
	}
	unfinished := 0
	for _, key := range w.keysOf(t, "hash") {
		id, ok := strings.CutPrefix(key, k.message(""))
		state := w.store.db.HGet(ctx, key, "st").Val()
		if !ok || state != "pending" && state != "sending" {
			continue
		}
		if unfinished++; !lies[id] {
			t.Errorf("the message %s is %s and lies nowhere", id, state)
		}
	}
	want, err := w.model.Pending(ctx)
	same(t, "unfinished messages", unfinished, want, err, nil)
	if w.clock.exact {
		time.Sleep(slices.Max(w.clock.waits) + w.clock.lease)
		held := len(w.held)
		w.receive(t)
		same(t, "messages that came in the end", len(w.held)-held, want, nil, nil)
	}
}
