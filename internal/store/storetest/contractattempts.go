package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var attemptTests = []contractTest{
	{"a deferred message comes back later, as if it had not been tried", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		first := receiveOne(t, s, longLease)
		must(t, s.Defer(t.Context(), first, shortLease))
		counts(t, s, 1)
		equal(t, "messages before its time", len(receive(t, s, 1, longLease)), 0)
		second := receiveOne(t, s, longLease)
		equal(t, "message", second.Message, first.Message)
		equal(t, "attempt", second.Attempt, 1)
		if !second.First.After(first.First) {
			t.Errorf("the first attempt was at %s, want after %s: it does not count", second.First, first.First)
		}
		counts(t, s, 1)
	}},
	{"a message whose holder is gone is taken over when the lease has passed, as a repetition", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		lost := receiveOne(t, s, shortLease)
		again := takeOver(t, s)
		if again.Attempt != 2 || !again.Repeated() || !again.First.Equal(lost.First) || again.Token == lost.Token {
			t.Errorf("got %+v, want the second attempt since %s with another token", again, lost.First)
		}
	}},
	{"a live lease is nobody else's", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		receiveOne(t, s, longLease)
		passed(t, shortLease)
		got, err := s.Receive(t.Context(), "another", 1, 0, shortLease)
		must(t, err)
		equal(t, "messages", len(got), 0)
	}},
	{"a deferred repetition stays a repetition", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		lost := receiveOne(t, s, shortLease)
		must(t, s.Defer(t.Context(), takeOver(t, s), 0))
		again := receiveOne(t, s, longLease)
		if again.Attempt != 2 || !again.Repeated() || !again.First.Equal(lost.First) {
			t.Errorf("got %+v, want the second attempt since %s", again, lost.First)
		}
	}},
	{"a holder that is late can neither defer nor bury", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		late := receiveOne(t, s, shortLease)
		holder := takeOver(t, s)
		must(t, s.Defer(t.Context(), late, 0))
		must(t, s.Bury(t.Context(), late, "too late"))
		equal(t, "messages", len(receive(t, s, 1, longLease)), 0)
		letters, err := s.DeadLetters(t.Context(), 10)
		must(t, err)
		equal(t, "dead letters", len(letters), 0)
		finish(t, s, holder, coach.Posted{Channel: "D1", TS: "1.1"})
		counts(t, s, 0)
	}},
	{"a holder that is late but has posted counts, and the next learns where", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		late := receiveOne(t, s, shortLease)
		holder := takeOver(t, s)
		equal(t, "the late one's place", finish(t, s, late, coach.Posted{Channel: "D1", TS: "1.1"}), coach.Posted{Channel: "D1", TS: "1.1"})
		equal(t, "the holder's place", finish(t, s, holder, coach.Posted{Channel: "D1", TS: "2.2"}), coach.Posted{Channel: "D1", TS: "1.1"})
		got, _, err := s.Posted(t.Context(), late.ID)
		must(t, err)
		equal(t, "place", got, coach.Posted{Channel: "D1", TS: "1.1"})
		counts(t, s, 0)
	}},
	{"a message that comes back after somebody late has posted it is not sent again", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		late := receiveOne(t, s, shortLease)
		must(t, s.Defer(t.Context(), takeOver(t, s), 0))
		takeOver(t, s)
		finish(t, s, late, coach.Posted{Channel: "D1", TS: "1.1"})
		passed(t, shortLease)
		equal(t, "messages", len(receive(t, s, 1, shortLease)), 0)
		counts(t, s, 0)
	}},
	{"a buried message is a dead letter, the newest first", func(t *testing.T, s Store) {
		begin := time.Now().Add(-time.Minute)
		for _, rep := range []string{"U1", "U2"} {
			prompt(t, s, rep)
			d := receiveOne(t, s, longLease)
			must(t, s.Bury(t.Context(), d, "no such user: "+rep))
			must(t, s.Bury(t.Context(), d, "again"))
		}
		counts(t, s, 0)
		letters, err := s.DeadLetters(t.Context(), 10)
		must(t, err)
		if len(letters) != 2 || letters[0].To != "U2" || letters[0].Reason != "no such user: U2" ||
			letters[0].Kind != coach.PromptMessage || letters[0].At.Before(begin) || letters[1].To != "U1" {
			t.Errorf("got %+v, want U2's prompt and U1's", letters)
		}
		one, err := s.DeadLetters(t.Context(), 1)
		must(t, err)
		equal(t, "the newest one", one, letters[:1])
	}},
}

// takeOver takes a message over as another reader.
func takeOver(t *testing.T, s Store) (d coach.Delivery) {
	t.Helper()
	eventually(t, "the takeover", func() bool {
		got, err := s.Receive(t.Context(), "another", 1, 0, shortLease)
		must(t, err)
		if len(got) == 1 {
			d = got[0]
		}
		return len(got) == 1
	})
	return d
}

var refreshTests = []contractTest{
	{"a change refreshes the prompt that shows the deal", func(t *testing.T, s Store) {
		d, p := shown(t, s)
		happen(t, s, d.ID, "click", "a call")
		got := receiveOne(t, s, longLease)
		equal(t, "message", got.Message, coach.Message{ID: coach.RefreshID(p.ID), Kind: coach.RefreshMessage, To: "U1"})
		equal(t, "round", got.Round, 1)
	}},
	{"a change without an event refreshes nothing", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		_, err := s.Update(t.Context(), d.ID, "click", func(d *coach.Deal) error { d.Value++; return nil })
		must(t, err)
		counts(t, s, 0)
	}},
	{"many changes before it is sent make one refresh", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		for _, op := range []string{"one", "two", "three"} {
			happen(t, s, d.ID, op, op)
		}
		counts(t, s, 1)
		got := receiveOne(t, s, longLease)
		equal(t, "round", got.Round, 3)
		finish(t, s, got, coach.Posted{})
		counts(t, s, 0)
	}},
	{"a change while it is being sent makes one more", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		happen(t, s, d.ID, "one", "one")
		first := receiveOne(t, s, longLease)
		happen(t, s, d.ID, "two", "two")
		happen(t, s, d.ID, "three", "three")
		counts(t, s, 1)
		for range 2 {
			finish(t, s, first, coach.Posted{Channel: "D1", TS: "1.1"})
		}
		counts(t, s, 1)
		second := receiveOne(t, s, longLease)
		equal(t, "attempt and round", []int{second.Attempt, second.Round}, []int{1, 3})
		finish(t, s, second, coach.Posted{Channel: "D1", TS: "1.1"})
		counts(t, s, 0)
	}},
	{"a change after it was sent makes another", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		for round, op := range []string{"one", "two"} {
			happen(t, s, d.ID, op, op)
			got := receiveOne(t, s, longLease)
			equal(t, "attempt and round", []int{got.Attempt, got.Round}, []int{1, round + 1})
			finish(t, s, got, coach.Posted{Channel: "D1", TS: "1.1"})
		}
		counts(t, s, 0)
	}},
	{"a change while it is deferred waits with it", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		happen(t, s, d.ID, "one", "one")
		must(t, s.Defer(t.Context(), receiveOne(t, s, longLease), 0))
		happen(t, s, d.ID, "two", "two")
		counts(t, s, 1)
		equal(t, "round", receiveOne(t, s, longLease).Round, 2)
		equal(t, "messages afterwards", len(receive(t, s, 1, longLease)), 0)
	}},
	{"a buried refresh comes back with the next change", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		happen(t, s, d.ID, "one", "one")
		must(t, s.Bury(t.Context(), receiveOne(t, s, longLease), "no such message"))
		happen(t, s, d.ID, "two", "two")
		equal(t, "attempt", receiveOne(t, s, longLease).Attempt, 1)
	}},
	{"a late finish of an older round does not swallow a newer one", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		happen(t, s, d.ID, "one", "one")
		late := receiveOne(t, s, shortLease)
		finish(t, s, takeOver(t, s), coach.Posted{})
		happen(t, s, d.ID, "two", "two")
		finish(t, s, late, coach.Posted{})
		counts(t, s, 1)
		equal(t, "round", receiveOne(t, s, longLease).Round, 2)
	}},
	{"a late finish of an older round does not take the message from its holder", func(t *testing.T, s Store) {
		d, _ := shown(t, s)
		happen(t, s, d.ID, "one", "one")
		late := receiveOne(t, s, shortLease)
		happen(t, s, d.ID, "two", "two")
		takeOver(t, s) // by somebody who then dies
		finish(t, s, late, coach.Posted{})
		counts(t, s, 1)
		equal(t, "round", takeOver(t, s).Round, 2)
	}},
}

// shown is a deal with a prompt that has been posted.
func shown(t *testing.T, s Store) (coach.Deal, coach.Prompt) {
	t.Helper()
	d := add(t, s, "U1", "Acme")
	p := prompt(t, s, "U1", d)
	finish(t, s, receiveOne(t, s, longLease), coach.Posted{Channel: "D1", TS: "1.1"})
	return d, p
}
