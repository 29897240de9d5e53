package store

import (
	"context"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

var (
	_ storetest.Store = (*Store)(nil)
	_ storetest.Store = (*storetest.Memory)(nil)
)

func TestStoreOnMiniredis(t *testing.T) {
	storetest.TestStore(t, func(t *testing.T) storetest.Store {
		return open(t, "redis://"+miniredis.RunT(t).Addr(), nil)
	})
}

func TestStoreOnRedis(t *testing.T) {
	url := realRedis(t)
	storetest.TestStore(t, func(t *testing.T) storetest.Store { return open(t, url, nil) })
}

// realRedis is where a server for tests is, or skips the test.
func realRedis(tb testing.TB) string {
	tb.Helper()
	url := os.Getenv("TEST_REDIS_URL")
	if url == "" {
		tb.Skip("TEST_REDIS_URL is not set, so there is no real Redis to test with")
	}
	return url
}

var teams atomic.Int64

// open opens a store for a team of the test's own, and removes its keys at
// the end.
func open(tb testing.TB, url string, wake func()) *Store {
	tb.Helper()
	team := "TEST" + time.Now().Format("150405.000000") + "." + string(rune('A'+teams.Add(1)%26))
	s, err := Open(tb.Context(), Options{URL: url, Team: team, Wake: wake})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := remove(s); err != nil {
			tb.Errorf("remove the test's keys: %v", err)
		}
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// remove deletes all keys of the store's team, and no others.
func remove(s *Store) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	sweep := func(ctx context.Context, c *redis.Client) error {
		keys := c.Scan(ctx, 0, s.keys.of("*"), 1000).Iterator()
		for keys.Next(ctx) {
			if err := c.Del(ctx, keys.Val()).Err(); err != nil {
				return err
			}
		}
		return keys.Err()
	}
	switch db := s.db.(type) {
	case *redis.ClusterClient:
		return db.ForEachMaster(ctx, sweep)
	case *redis.Client:
		return sweep(ctx, db)
	}
	return nil
}

func TestEveryKeyCarriesTheTeamsTag(t *testing.T) {
	mini := miniredis.RunT(t)
	s := open(t, "redis://"+mini.Addr(), nil)
	d := create(t, s, "Acme")
	_, err := s.Update(t.Context(), d.ID, "click", func(d *coach.Deal) error {
		d.Nudge.Prompt = "prompt:U1:2026-11-23"
		return d.Close(coach.Act{By: "U1", At: time.Now()}, coach.Won, "")
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(mini.Keys()) < 10 {
		t.Errorf("there are only the keys %q", mini.Keys())
	}
	for _, key := range mini.Keys() {
		if !strings.HasPrefix(key, "dc:{"+s.keys.team+"}:") {
			t.Errorf("the key %q has no tag, so a Cluster keeps it elsewhere", key)
		}
	}
}

func TestTheLoopIsWokenWhenATimerIsSet(t *testing.T) {
	var woken atomic.Int64
	s := open(t, "redis://"+miniredis.RunT(t).Addr(), func() { woken.Add(1) })
	expect := func(what string, want int64) {
		t.Helper()
		if got := woken.Load(); got != want {
			t.Errorf("after %s the loop was woken %d times, want %d", what, got, want)
		}
	}
	d := create(t, s, "Acme")
	expect("a rep's first deal", 1)
	if _, err := s.Update(t.Context(), d.ID, "click", noChange); err != nil {
		t.Fatal(err)
	}
	expect("a change that sets no timer", 1)
	if err := s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: time.Now()}); err != nil {
		t.Fatal(err)
	}
	expect("a timer", 2)
}

func TestARecordOfANewerProgramIsReadButNotWritten(t *testing.T) {
	mini := miniredis.RunT(t)
	s := open(t, "redis://"+mini.Addr(), nil)
	d := create(t, s, "Acme")
	value, err := mini.Get(s.keys.deal(d.ID))
	if err != nil {
		t.Fatal(err)
	}
	newer := strings.Replace(value, `"s":2`, `"s":4,"future":[1]`, 1)
	if err := mini.Set(s.keys.deal(d.ID), newer); err != nil {
		t.Fatal(err)
	}
	if read, err := s.Deal(t.Context(), d.ID); err != nil || read.Name != "Acme" {
		t.Errorf("got %+v, %v; want the deal", read, err)
	}
	_, err = s.Update(t.Context(), d.ID, "click", noChange)
	expectKind(t, err, coach.ErrUnavailable)
	timer := coach.Timer{Name: coach.PromptTimer("U1"), Due: time.Now()}
	err = s.SaveLook(t.Context(), timer, coach.Look{Rep: coach.Rep{ID: "U1"}, Deals: []coach.Deal{d}})
	expectKind(t, err, coach.ErrUnavailable)
	if now, _ := mini.Get(s.keys.deal(d.ID)); now != newer {
		t.Errorf("the record became %s", now)
	}
}

func TestACommitThatCannotBeWrittenAsAWholeWritesNothing(t *testing.T) {
	for _, server := range []string{"miniredis", "Redis"} {
		t.Run(server, func(t *testing.T) {
			url := "redis://"
			if server == "Redis" {
				url = realRedis(t)
			} else {
				url += miniredis.RunT(t).Addr()
			}
			s := open(t, url, nil)
			d := create(t, s, "Acme")
			// The last key that the commit writes has a wrong type.
			if err := s.db.Set(t.Context(), s.keys.outbox(), "x", 0).Err(); err != nil {
				t.Fatal(err)
			}
			_, err := s.Update(t.Context(), d.ID, "click", func(d *coach.Deal) error {
				d.Nudge.Prompt = "prompt:U1:2026-11-23"
				return d.Close(coach.Act{By: "U1", At: time.Now()}, coach.Won, "")
			})
			expectKind(t, err, coach.ErrUnavailable)
			if now, err := s.Deal(t.Context(), d.ID); err != nil || now.Version != 1 || !now.IsOpen() {
				t.Errorf("the deal became %+v, %v", now, err)
			}
			if n := s.db.Exists(t.Context(), s.keys.op("click"), s.keys.closed()).Val(); n != 0 {
				t.Errorf("%d of the commit's keys were written", n)
			}
		})
	}
}

func create(tb testing.TB, s *Store, name string) coach.Deal {
	tb.Helper()
	d, err := coach.NewDeal(coach.Act{By: "U1", At: time.Now()}, "U1", coach.AddLine{Name: name})
	if err != nil {
		tb.Fatal(err)
	}
	if d, err = s.Create(tb.Context(), "add "+name, d); err != nil {
		tb.Fatal(err)
	}
	return d
}

func noChange(*coach.Deal) error { return nil }
