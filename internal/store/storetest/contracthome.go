package storetest

import (
	"testing"

	"dealcoach/internal/coach"
)

var homeTests = []contractTest{
	{"a Home that nobody has opened is not drawn", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		happen(t, s, d.ID, "click", "a call")
		counts(t, s, 0)
	}},
	{"an opened Home is drawn now, and after each change of its owner's deals", func(t *testing.T, s Store) {
		mine, other := add(t, s, "U1", "Acme"), add(t, s, "U2", "Globex")
		must(t, s.ShowHome(t.Context(), "U1"))
		for round := 1; round <= 3; round++ {
			got := receiveOne(t, s, longLease)
			equal(t, "message", got.Message, coach.Home("U1"))
			equal(t, "attempt and round", []int{got.Attempt, got.Round}, []int{1, round})
			finish(t, s, got, coach.Posted{})
			counts(t, s, 0)
			switch round {
			case 1:
				happen(t, s, mine.ID, "one", "one")
			case 2:
				add(t, s, "U1", "Initech")
			}
		}
		happen(t, s, other.ID, "three", "three")
		counts(t, s, 0)
	}},
	{"a deal that changes hands draws the Homes of both owners", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		for _, user := range []string{"U1", "U2"} {
			must(t, s.ShowHome(t.Context(), user))
			finish(t, s, receiveOne(t, s, longLease), coach.Posted{})
		}
		_, err := s.Update(t.Context(), d.ID, "assign", func(d *coach.Deal) error {
			d.Owner = "U2"
			return note("assigned")(d)
		})
		must(t, err)
		equal(t, "drawn", messageIDs(receive(t, s, 5, longLease)), []string{coach.Home("U1").ID, coach.Home("U2").ID})
	}},
	{"a prompt draws the Home of its reader", func(t *testing.T, s Store) {
		must(t, s.ShowHome(t.Context(), "U1"))
		finish(t, s, receiveOne(t, s, longLease), coach.Posted{})
		p := prompt(t, s, "U1")
		equal(t, "sent", messageIDs(receive(t, s, 5, longLease)), []string{p.ID, coach.Home("U1").ID})
	}},
	{"many changes before a Home is drawn draw it once", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		must(t, s.ShowHome(t.Context(), "U1"))
		must(t, s.ShowHome(t.Context(), "U1"))
		happen(t, s, d.ID, "one", "one")
		counts(t, s, 1)
		equal(t, "round", receiveOne(t, s, longLease).Round, 3)
	}},
	{"a change while a Home is being drawn draws it once more", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		must(t, s.ShowHome(t.Context(), "U1"))
		first := receiveOne(t, s, longLease)
		happen(t, s, d.ID, "one", "one")
		finish(t, s, first, coach.Posted{})
		finish(t, s, receiveOne(t, s, longLease), coach.Posted{})
		counts(t, s, 0)
	}},
}
