package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

const week48 = "digest:C1:2026-W48"

var earlyTests = []contractTest{
	{"an early digest is posted once, and moves neither the last instant nor the timer", func(t *testing.T, s Store) {
		must(t, s.StartDigests(t.Context(), start.Add(-7*24*time.Hour)))
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: coach.DigestTimer, Due: start}))
		posts(t, s, "press 1", digest(week48), true)
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		want := digest(week48)
		want.Early = true
		equal(t, "snapshot", got, want)
		expectLastDigest(t, s, startRead.Add(-7*24*time.Hour))
		at, _, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "the timer", at, startRead)
		equal(t, "message", receiveOne(t, s, longLease).Message, coach.Message{ID: week48, Kind: coach.DigestMessage, To: "C1"})
	}},
	{"who presses second changes nothing, and the first may press again", func(t *testing.T, s Store) {
		posts(t, s, "press 1", digest(week48), true)
		posts(t, s, "press 2", counting(digest(week48), 1), false)
		posts(t, s, "press 2", counting(digest(week48), 1), false)
		posts(t, s, "press 1", counting(digest(week48), 1), true)
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "lost", got.Lost.Count, 0)
		counts(t, s, 1)
	}},
	{"of many who press at once one posts", func(t *testing.T, s Store) {
		var all sync.WaitGroup
		won := make(chan int, 8)
		for i := range 8 {
			all.Go(func() {
				if posted, err := s.PostDigest(t.Context(), fmt.Sprint("press ", i), counting(digest(week48), i)); err != nil {
					t.Error(err)
				} else if posted {
					won <- i
				}
			})
		}
		all.Wait()
		close(won)
		equal(t, "how many posted", len(won), 1)
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "whose it is", got.Lost.Count, <-won)
		counts(t, s, 1)
	}},
	{"a press after the digest's instant changes nothing", func(t *testing.T, s Store) {
		must(t, s.SaveDigest(t.Context(), claimDigest(t, s), digest(week48), time.Time{}))
		posts(t, s, "press 1", counting(digest(week48), 1), false)
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "snapshot", got, digest(week48))
		counts(t, s, 1)
	}},
	{"at its instant an early digest is written anew and edited, not posted again", func(t *testing.T, s Store) {
		posts(t, s, "press 1", digest(week48), true)
		finish(t, s, receiveOne(t, s, longLease), coach.Posted{Channel: "C1", TS: "1.000001"})
		timer, whole := claimDigest(t, s), counting(digest(week48), 1)
		for range 2 {
			must(t, s.SaveDigest(t.Context(), timer, whole, time.Time{}))
		}
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "snapshot", got, whole)
		expectLastDigest(t, s, startRead)
		counts(t, s, 1)
		equal(t, "message", receiveOne(t, s, longLease).Message, coach.Message{
			ID: coach.EditID(week48), Kind: coach.EditMessage, To: "C1", NotAfter: startRead.Add(24 * time.Hour),
		})
		at, posted, err := s.Posted(t.Context(), week48)
		must(t, err)
		equal(t, "where it stands", at, coach.Posted{Channel: "C1", TS: "1.000001"})
		equal(t, "it is posted", posted, true)
	}},
	{"a thread that grows is posted on, and what it had is edited", func(t *testing.T, s Store) {
		posts(t, s, "press 1", withLost(digest(week48), coach.PageDeals), true)
		for i := range 3 {
			finish(t, s, receiveOne(t, s, longLease), coach.Posted{Channel: "C1", TS: fmt.Sprint(i)})
		}
		must(t, s.SaveDigest(t.Context(), claimDigest(t, s), withLost(digest(week48), 2*coach.PageDeals), time.Time{}))
		expectMessages(t, s, coach.ThreadID(week48, 3), coach.EditID(week48),
			coach.EditID(coach.ThreadID(week48, 1)), coach.EditID(coach.ThreadID(week48, 2)))
	}},
	{"of a thread that shrinks every page is edited", func(t *testing.T, s Store) {
		posts(t, s, "press 1", withLost(digest(week48), coach.PageDeals), true)
		for i := range 3 {
			finish(t, s, receiveOne(t, s, longLease), coach.Posted{Channel: "C1", TS: fmt.Sprint(i)})
		}
		must(t, s.SaveDigest(t.Context(), claimDigest(t, s), digest(week48), time.Time{}))
		expectMessages(t, s, coach.EditID(week48), coach.EditID(coach.ThreadID(week48, 1)), coach.EditID(coach.ThreadID(week48, 2)))
	}},
	{"an early post that was given up is tried again at the digest's instant", func(t *testing.T, s Store) {
		posts(t, s, "press 1", digest(week48), true)
		must(t, s.Bury(t.Context(), receiveOne(t, s, longLease), "not_in_channel"))
		must(t, s.SaveDigest(t.Context(), claimDigest(t, s), counting(digest(week48), 1), time.Time{}))
		expectMessages(t, s, week48, coach.EditID(week48))
	}},
	{"a press at the moment of the timer leaves one post and the whole week", func(t *testing.T, s Store) {
		timer, whole := claimDigest(t, s), counting(digest(week48), 1)
		var both sync.WaitGroup
		both.Go(func() {
			if _, err := s.PostDigest(t.Context(), "press 1", digest(week48)); err != nil {
				t.Error(err)
			}
		})
		both.Go(func() { // as the loop does, which makes the digest anew
			err := s.SaveDigest(t.Context(), timer, whole, time.Time{})
			for range 3 {
				if errors.Is(err, coach.ErrConflict) {
					err = s.SaveDigest(t.Context(), timer, whole, time.Time{})
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
		both.Wait()
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "snapshot", got, whole)
		n, err := s.Pending(t.Context())
		must(t, err)
		if n != 1 && n != 2 {
			t.Errorf("%d messages are under way, want the post and at most an edit", n)
		}
		expectLastDigest(t, s, startRead)
	}},
	{"a digest that is only kept is posted nowhere, and overwrites none", func(t *testing.T, s Store) {
		must(t, s.KeepDigest(t.Context(), digest(week48)))
		must(t, s.KeepDigest(t.Context(), counting(digest(week48), 1)))
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "snapshot", got, digest(week48))
		counts(t, s, 0)
		_, any, err := s.LastDigest(t.Context())
		must(t, err)
		equal(t, "there was a last one", any, false)
	}},
}

func posts(t *testing.T, s Store, op string, d coach.Digest, want bool) {
	t.Helper()
	posted, err := s.PostDigest(t.Context(), op, d)
	must(t, err)
	equal(t, op+" posts", posted, want)
}

// counting is a digest that counts so many lost deals and names none.
func counting(d coach.Digest, n int) coach.Digest {
	d.Lost.Count = n
	return d
}

// withLost is a digest with so many lost deals beyond the largest.
func withLost(d coach.Digest, n int) coach.Digest {
	for i := range n {
		d.Lost.More = append(d.Lost.More, coach.Ended{Deal: int64(i + 2), Name: "Globex"})
	}
	d.Lost.Count = n
	return d
}

// expectMessages expects these to be under way, in this order.
func expectMessages(t *testing.T, s Store, ids ...string) {
	t.Helper()
	counts(t, s, len(ids))
	for _, id := range ids {
		equal(t, "message", receiveOne(t, s, longLease).ID, id)
	}
}
