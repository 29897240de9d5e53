package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var upgradeTests = []contractTest{
	{"what was given up as unknown is delivered by whoever knows it, once", func(t *testing.T, s Store) {
		n := coach.Notice{What: coach.GivenNotice, To: "U1", About: "7", By: "U2", When: "1"}
		must(t, s.Notify(t.Context(), []coach.Message{n.Message()}))
		must(t, s.Bury(t.Context(), receiveOne(t, s, longLease), coach.UnknownKind))
		revives(t, s, 0, coach.PromptMessage)
		revives(t, s, 1, coach.Kinds()...)
		revives(t, s, 0, coach.Kinds()...)
		got := receiveOne(t, s, longLease)
		equal(t, "message", got.Message, n.Message())
		equal(t, "attempt", got.Attempt, 1)
		finish(t, s, got, coach.Posted{Channel: "D1", TS: "1.1"})
		letters, err := s.DeadLetters(t.Context(), 10)
		must(t, err)
		equal(t, "dead letters", len(letters), 0)
	}},
	{"what was given up for another reason stays given up", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		must(t, s.Bury(t.Context(), receiveOne(t, s, longLease), "no such user"))
		revives(t, s, 0, coach.Kinds()...)
		counts(t, s, 0)
	}},
	{"an early digest has a timer of its own", func(t *testing.T, s Store) {
		posts(t, s, "press 1", digest(week48), true)
		due, _, err := s.Claim(t.Context(), start.Add(time.Hour), 10, longLease)
		must(t, err)
		if len(due) != 1 {
			t.Fatalf("timers %v, want one", due)
		}
		id, ok := due[0].Early()
		equal(t, "whose it is", id, week48)
		equal(t, "it is one", ok, true)
	}},
	{"an early digest that somebody passed over is completed, and the last instant stays", func(t *testing.T, s Store) {
		posts(t, s, "press 1", digest(week48), true)
		finish(t, s, receiveOne(t, s, longLease), coach.Posted{Channel: "C1", TS: "1.1"})
		timer := coach.EarlyTimer(digest(week48))
		for range 2 {
			must(t, s.CompleteDigest(t.Context(), timer, counting(digest(week48), 1), time.Time{}))
		}
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "snapshot", got, counting(digest(week48), 1))
		_, any, err := s.LastDigest(t.Context())
		must(t, err)
		equal(t, "there was a last one", any, false)
		expectMessages(t, s, coach.EditID(week48))
		equal(t, "timers", len(claimAll(t, s, longLease)), 0)
	}},
	{"the timer of an early digest is put off without a digest", func(t *testing.T, s Store) {
		posts(t, s, "press 1", digest(week48), true)
		timer := claimAll(t, s, longLease)[0]
		must(t, s.CompleteDigest(t.Context(), timer, coach.Digest{}, start.Add(time.Minute)))
		equal(t, "timers", len(claimAll(t, s, longLease)), 1)
		got, err := s.Digest(t.Context(), week48)
		must(t, err)
		equal(t, "it is early", got.Early, true)
	}},
}

func revives(t *testing.T, s Store, want int, known ...coach.MessageKind) {
	t.Helper()
	n, err := s.Revive(t.Context(), known)
	must(t, err)
	equal(t, "revived", n, want)
}
