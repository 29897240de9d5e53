package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var outboxTests = []contractTest{
	{"messages come in the order of their commits", func(t *testing.T, s Store) {
		var want []string
		for _, rep := range []string{"U3", "U1", "U2"} {
			want = append(want, prompt(t, s, rep).ID)
		}
		counts(t, s, 3)
		got := append(receive(t, s, 2, longLease), receive(t, s, 2, longLease)...)
		equal(t, "messages", messageIDs(got), want)
		equal(t, "messages afterwards", len(receive(t, s, 2, longLease)), 0)
	}},
	{"a delivery tells what is to be posted, and that it is the first attempt", func(t *testing.T, s Store) {
		p := prompt(t, s, "U1")
		before := time.Now().Add(-time.Minute)
		d := receiveOne(t, s, longLease)
		equal(t, "message", d.Message, coach.Message{ID: p.ID, Kind: coach.PromptMessage, To: "U1", NotAfter: ms(p.NotAfter)})
		if d.Attempt != 1 || d.Repeated() || d.Token == "" || d.Entry == "" || d.First.Before(before) {
			t.Errorf("got %+v, want a first attempt from just now", d)
		}
	}},
	{"each message goes to one reader", func(t *testing.T, s Store) {
		for _, rep := range []string{"U1", "U2", "U3", "U4"} {
			prompt(t, s, rep)
		}
		seen := map[string]int{}
		for _, reader := range []string{"one", "two", "one", "two"} {
			got, err := s.Receive(t.Context(), reader, 1, 0, longLease)
			must(t, err)
			for _, d := range got {
				seen[d.ID]++
			}
		}
		equal(t, "different messages", len(seen), 4)
	}},
	{"a reader waits for work, and not longer than it was told", func(t *testing.T, s Store) {
		begin := time.Now()
		got, err := s.Receive(t.Context(), "reader", 1, 60*time.Millisecond, longLease)
		must(t, err)
		if took := time.Since(begin); len(got) != 0 || took < 55*time.Millisecond || took > 3*time.Second {
			t.Errorf("got %d messages after %s, want none after 60 ms", len(got), took)
		}
		received := make(chan []coach.Delivery)
		go func() {
			got, err := s.Receive(t.Context(), "reader", 1, 5*time.Second, longLease)
			if err != nil {
				t.Error(err)
			}
			received <- got
		}()
		p := prompt(t, s, "U1")
		equal(t, "messages", messageIDs(<-received), []string{p.ID})
	}},
	{"a finished message has its place, and is gone from the outbox", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		d := receiveOne(t, s, longLease)
		_, ok, err := s.Posted(t.Context(), d.ID)
		must(t, err)
		equal(t, "it is posted before", ok, false)
		for _, place := range []coach.Posted{{Channel: "D1", TS: "1.1"}, {Channel: "D1", TS: "2.2"}} {
			finish(t, s, d, place)
			got, ok, err := s.Posted(t.Context(), d.ID)
			must(t, err)
			equal(t, "it is posted", ok, true)
			equal(t, "place", got, coach.Posted{Channel: "D1", TS: "1.1"})
		}
		counts(t, s, 0)
	}},
	{"a message that is made a second time is not sent again", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		finish(t, s, receiveOne(t, s, longLease), coach.Posted{Channel: "D1", TS: "1.1"})
		rep, err := s.Rep(t.Context(), "U1")
		must(t, err)
		again := coach.Prompt{ID: coach.PromptID("U1", monday), Rep: "U1", On: monday}
		other := coach.Timer{Name: coach.PromptTimer("U1"), Due: startRead.Add(time.Minute)}
		must(t, s.SaveLook(t.Context(), other, coach.Look{Rep: rep, Prompt: &again}))
		counts(t, s, 0)
	}},
	{"a message that is finished without a place is dropped", func(t *testing.T, s Store) {
		prompt(t, s, "U1")
		d := receiveOne(t, s, longLease)
		finish(t, s, d, coach.Posted{})
		_, ok, err := s.Posted(t.Context(), d.ID)
		must(t, err)
		equal(t, "it is posted", ok, false)
		counts(t, s, 0)
	}},
	{"a message that is not there has no place", func(t *testing.T, s Store) {
		_, ok, err := s.Posted(t.Context(), "none")
		must(t, err)
		equal(t, "it is posted", ok, false)
	}},
}

func messageIDs(deliveries []coach.Delivery) []string {
	var ids []string
	for _, d := range deliveries {
		ids = append(ids, d.ID)
	}
	return ids
}
