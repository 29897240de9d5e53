package storetest

import (
	"errors"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// away is a change that a rep may make.
func away(back coach.Date) func(*coach.Rep) error {
	return func(r *coach.Rep) error {
		r.Since, r.Back, r.AwayFrom, r.From, r.To = start, back, monday, 8*60, 16*60
		return nil
	}
}

var repTests = []contractTest{
	{"a change of a rep is kept, and has the rep looked at anew", func(t *testing.T, s Store) {
		got, err := s.UpdateRep(t.Context(), "U1", "off", start, away(monday.Add(7)))
		must(t, err)
		want := coach.Rep{ID: "U1", Version: 1, Since: startRead, Back: monday.Add(7), AwayFrom: monday, From: 8 * 60, To: 16 * 60}
		equal(t, "the changed rep", got, want)
		read, err := s.Rep(t.Context(), "U1")
		must(t, err)
		equal(t, "the rep as it is read", read, want)
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{{Name: coach.PromptTimer("U1"), Due: startRead}})
	}},
	{"the same change of a rep again changes nothing", func(t *testing.T, s Store) {
		first, err := s.UpdateRep(t.Context(), "U1", "off", start, away(monday.Add(7)))
		must(t, err)
		_, err = s.UpdateRep(t.Context(), "U1", "more", start, away(monday.Add(9)))
		must(t, err)
		again, err := s.UpdateRep(t.Context(), "U1", "off", start, func(*coach.Rep) error { return errors.New("ran again") })
		must(t, err)
		equal(t, "its result", again, first)
		read, err := s.Rep(t.Context(), "U1")
		must(t, err)
		equal(t, "the return that stands", read.Back, monday.Add(9))
	}},
	{"a refused change of a rep writes nothing", func(t *testing.T, s Store) {
		no := errors.New("no")
		_, err := s.UpdateRep(t.Context(), "U1", "off", start, func(r *coach.Rep) error { r.Back = monday; return no })
		fails(t, "UpdateRep", err, no)
		read, err := s.Rep(t.Context(), "U1")
		must(t, err)
		equal(t, "rep", read, coach.Rep{ID: "U1"})
		equal(t, "claimed", len(claimAll(t, s, longLease)), 0)
	}},
	{"a change of a rep needs an operation", func(t *testing.T, s Store) {
		if _, err := s.UpdateRep(t.Context(), "U1", "", start, away(monday)); err == nil {
			t.Error("it was taken")
		}
	}},
	{"a look that was begun before a change of the rep writes nothing", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		timer := claimAll(t, s, shortLease)[0]
		_, err := s.UpdateRep(t.Context(), "U1", "off", start, away(monday.Add(7)))
		must(t, err)
		err = s.SaveLook(t.Context(), timer, coach.Look{Rep: coach.Rep{ID: "U1"}, Next: start.Add(time.Hour)})
		fails(t, "SaveLook", err, coach.ErrConflict)
		eventually(t, "the timer's return", func() bool { return len(claimAll(t, s, longLease)) == 1 })
	}},
	{"a change of a rep draws the Home that they have opened", func(t *testing.T, s Store) {
		must(t, s.ShowHome(t.Context(), "U1"))
		finish(t, s, receiveOne(t, s, longLease), coach.Posted{})
		_, err := s.UpdateRep(t.Context(), "U1", "off", start, away(monday.Add(7)))
		must(t, err)
		equal(t, "drawn", messageIDs(receive(t, s, 5, longLease)), []string{coach.Home("U1").ID})
	}},
}
