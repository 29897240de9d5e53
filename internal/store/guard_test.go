package store

import (
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
)

// queue puts a digest into the outbox.
func queue(t *testing.T, s *Store, id string) {
	t.Helper()
	p := s.newPlan("")
	p.message(coach.Message{ID: id, Kind: coach.DigestMessage, To: "C1"})
	if _, _, err := s.commit(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

// handedOut is what is received within a while.
func handedOut(t *testing.T, s *Store, wait time.Duration) []coach.Delivery {
	t.Helper()
	got, err := s.Receive(t.Context(), "reader", 1, wait, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// set writes fields of the server's record, as if they had been written before.
func set(t *testing.T, s *Store, fields ...any) {
	t.Helper()
	if err := s.db.HSet(t.Context(), s.keys.server(), fields...).Err(); err != nil {
		t.Fatal(err)
	}
}

func TestAfterARestartOfRedisEveryAttemptLooksFirst(t *testing.T) {
	s := open(t, realRedis(t), nil)
	queue(t, s, "digest:C1:1")
	if got := handedOut(t, s, time.Second); len(got) != 1 || got[0].Repeated() {
		t.Fatalf("before: %+v, want one that need not look", got)
	}
	seen := time.Now().Add(-time.Hour).Truncate(time.Millisecond)
	set(t, s, "run", "anotherserver", "seen", seen.UnixMilli())
	queue(t, s, "digest:C1:2")
	if got := handedOut(t, s, 100*time.Millisecond); len(got) != 0 {
		t.Fatalf("what was on its way has no time to arrive: %+v is handed out at once", got)
	}
	set(t, s, "quiet", 0)
	got := handedOut(t, s, time.Second)
	if len(got) != 1 || !got[0].Repeated() || got[0].Attempt != 1 || !got[0].First.Equal(seen) {
		t.Errorf("in the guard: %+v, want a first attempt that looks from %s on", got, seen.UTC())
	}
	set(t, s, "guard", 1)
	queue(t, s, "digest:C1:3")
	if got := handedOut(t, s, time.Second); len(got) != 1 || got[0].Repeated() {
		t.Errorf("after the guard: %+v, want one that need not look", got)
	}
}

func TestASecondRestartKeepsTheFirstOnesGuard(t *testing.T) {
	s := open(t, realRedis(t), nil)
	queue(t, s, "digest:C1:1")
	first := time.Now().Add(-2 * time.Hour).Truncate(time.Millisecond)
	set(t, s, "run", "first", "seen", first.UnixMilli())
	handedOut(t, s, 10*time.Millisecond)
	set(t, s, "run", "second")
	handedOut(t, s, 10*time.Millisecond)
	set(t, s, "quiet", 0)
	if got := handedOut(t, s, time.Second); len(got) != 1 || !got[0].First.Equal(first) {
		t.Errorf("%+v looks not from %s on", got, first.UTC())
	}
}

// A Redis that keeps its id to itself gives no reason to doubt: whoever checks
// the store is told so.
func TestARedisThatHidesItsIDIsNeverTakenForANewOne(t *testing.T) {
	s := open(t, "redis://"+miniredis.RunT(t).Addr(), nil)
	set(t, s, "run", "anotherserver", "seen", 1)
	queue(t, s, "digest:C1:1")
	if got := handedOut(t, s, time.Second); len(got) != 1 || got[0].Repeated() {
		t.Errorf("%+v, want one that need not look", got)
	}
}
