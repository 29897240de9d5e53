package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var digestTests = []contractTest{
	{"the first digest's beginning is set once", func(t *testing.T, s Store) {
		_, ok, err := s.LastDigest(t.Context())
		must(t, err)
		equal(t, "there is one at first", ok, false)
		must(t, s.StartDigests(t.Context(), start))
		must(t, s.StartDigests(t.Context(), start.Add(time.Hour)))
		expectLastDigest(t, s, startRead)
	}},
	{"a digest writes its snapshot, its message, its instant and the timer", func(t *testing.T, s Store) {
		timer, d := claimDigest(t, s), digest("digest:C1:2026-W48")
		next := start.Add(7 * 24 * time.Hour)
		must(t, s.SaveDigest(t.Context(), timer, d, next))
		got, err := s.Digest(t.Context(), d.ID)
		must(t, err)
		equal(t, "snapshot", got, d)
		expectLastDigest(t, s, startRead)
		at, _, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "the next instant", at, ms(next))
		equal(t, "message", receiveOne(t, s, longLease).Message, coach.Message{
			ID: d.ID, Kind: coach.DigestMessage, To: "C1",
		})
	}},
	{"a digest that is committed twice is posted once, as it was", func(t *testing.T, s Store) {
		timer, d := claimDigest(t, s), digest("digest:C1:2026-W48")
		must(t, s.SaveDigest(t.Context(), timer, d, start.Add(time.Minute)))
		other := d
		other.Late = true
		must(t, s.SaveDigest(t.Context(), timer, other, start.Add(time.Minute)))
		got, err := s.Digest(t.Context(), d.ID)
		must(t, err)
		equal(t, "snapshot", got, d)
		counts(t, s, 1)
	}},
	{"a digest that is committed twice ends the claim of the same instant", func(t *testing.T, s Store) {
		d, next := digest("digest:C1:2026-W48"), start.Add(7*24*time.Hour)
		for range 2 {
			must(t, s.SaveDigest(t.Context(), claimDigest(t, s), d, next))
			at, _, err := s.NextDue(t.Context())
			must(t, err)
			equal(t, "the next instant", at, ms(next))
		}
	}},
	{"a second digest of a week is not posted", func(t *testing.T, s Store) {
		timer, d := claimDigest(t, s), digest("digest:C1:2026-W48")
		must(t, s.SaveDigest(t.Context(), timer, d, start.Add(time.Minute)))
		second, other := claimAll(t, s, longLease)[0], d
		other.Late = true
		must(t, s.SaveDigest(t.Context(), second, other, time.Time{}))
		got, err := s.Digest(t.Context(), d.ID)
		must(t, err)
		equal(t, "snapshot", got, d)
		counts(t, s, 1)
		expectLastDigest(t, s, startRead.Add(time.Minute))
	}},
	{"a digest of many deals writes the pages of its thread, each once", func(t *testing.T, s Store) {
		timer, d := claimDigest(t, s), digest("digest:C1:2026-W48")
		for i := range coach.PageDeals {
			d.Lost.More = append(d.Lost.More, coach.Ended{Deal: int64(i + 2), Name: "Globex"})
		}
		for range 2 {
			must(t, s.SaveDigest(t.Context(), timer, d, time.Time{}))
		}
		counts(t, s, 3)
		got, err := s.Digest(t.Context(), d.ID)
		must(t, err)
		equal(t, "pages", got.Thread(), d.Thread())
		for _, want := range []coach.Message{
			{ID: d.ID, Kind: coach.DigestMessage, To: "C1"},
			{ID: coach.ThreadID(d.ID, 1), Kind: coach.ThreadMessage, To: "C1"},
			{ID: coach.ThreadID(d.ID, 2), Kind: coach.ThreadMessage, To: "C1"},
		} {
			equal(t, "message", receiveOne(t, s, longLease).Message, want)
		}
	}},
	{"a digest without an id moves the timer on and posts nothing", func(t *testing.T, s Store) {
		timer := claimDigest(t, s)
		must(t, s.SaveDigest(t.Context(), timer, coach.Digest{}, time.Time{}))
		expectLastDigest(t, s, startRead)
		counts(t, s, 0)
	}},
}

func claimDigest(t *testing.T, s Store) coach.Timer {
	t.Helper()
	must(t, s.SetTimer(t.Context(), coach.Timer{Name: coach.DigestTimer, Due: start}))
	return claimAll(t, s, longLease)[0]
}

func digest(id string) coach.Digest {
	return coach.Digest{
		ID: id, Channel: "C1", From: startRead.Add(-7 * 24 * time.Hour), To: startRead,
		Won: coach.Outcome{Count: 1, Value: 1200000, Top: []coach.Ended{{Deal: 1, Name: "Acme", Owner: "U1", Value: 1200000}}},
	}
}

func expectLastDigest(t *testing.T, s Store, want time.Time) {
	t.Helper()
	at, ok, err := s.LastDigest(t.Context())
	must(t, err)
	if !ok || !at.Equal(want) {
		t.Errorf("the last digest was at %v, %v; want %v", at, ok, want)
	}
}
