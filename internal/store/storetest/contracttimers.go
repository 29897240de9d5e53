package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var timerTests = []contractTest{
	{"a rep's first deal gives the rep a timer for that instant", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{{Name: coach.PromptTimer("U1"), Due: startRead}})
	}},
	{"a deal that is handed over gives its new owner a timer", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		_, err := s.Update(t.Context(), d.ID, "hand over", func(d *coach.Deal) error {
			d.Owner = "U2"
			return nil
		})
		must(t, err)
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{
			{Name: coach.PromptTimer("U1"), Due: startRead}, {Name: coach.PromptTimer("U2"), Due: startRead},
		})
	}},
	{"a change leaves a timer alone that is there", func(t *testing.T, s Store) {
		later := coach.Timer{Name: coach.PromptTimer("U1"), Due: startRead.Add(time.Minute)}
		must(t, s.SetTimer(t.Context(), later))
		happen(t, s, add(t, s, "U1", "Acme").ID, "click", "a call")
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{later})
	}},
	{"a change while the timer is claimed adds no second one", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		equal(t, "claimed first", len(claimAll(t, s, longLease)), 1)
		happen(t, s, d.ID, "click", "a call")
		equal(t, "claimed afterwards", len(claimAll(t, s, longLease)), 0)
	}},
	{"a claim takes what is due, the earliest first, and tells what comes next", func(t *testing.T, s Store) {
		at := func(name string, minutes int) coach.Timer {
			timer := coach.Timer{Name: name, Due: startRead.Add(time.Duration(minutes) * time.Minute)}
			must(t, s.SetTimer(t.Context(), timer))
			return timer
		}
		c, a, b, later, last := at("c", 3), at("a", 1), at("b", 2), at("later", 70), at("last", 90)
		steps := []struct {
			name string
			now  time.Time
			n    int
			want []coach.Timer
			next time.Time
		}{
			{"the first two of three", c.Due, 2, []coach.Timer{a, b}, later.Due},
			{"the rest", start.Add(time.Hour), 2, []coach.Timer{c}, later.Due},
			{"nothing is due", start.Add(time.Hour), 2, nil, later.Due},
			{"one exactly at its instant", later.Due, 2, []coach.Timer{later}, last.Due},
			{"the last one", last.Due, 2, []coach.Timer{last}, time.Time{}},
		}
		for _, step := range steps {
			due, next, err := s.Claim(t.Context(), step.now, step.n, longLease)
			must(t, err)
			equal(t, step.name, due, step.want)
			equal(t, step.name+", next", next, step.next)
		}
	}},
	{"a timer that is set again moves", func(t *testing.T, s Store) {
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: start.Add(5 * time.Hour)}))
		sooner := coach.Timer{Name: "a", Due: startRead}
		must(t, s.SetTimer(t.Context(), sooner))
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{sooner})
	}},
	{"the next instant counts claimed timers too", func(t *testing.T, s Store) {
		_, ok, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "there is one at first", ok, false)
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: start}))
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: "b", Due: start.Add(24 * time.Hour)}))
		for _, when := range []string{"waiting", "claimed"} {
			at, ok, err := s.NextDue(t.Context())
			must(t, err)
			if !ok || !at.Equal(startRead) {
				t.Errorf("while it is %s the next instant is %v, %v; want %v", when, at, ok, startRead)
			}
			claimAll(t, s, longLease)
		}
	}},
}

var claimTests = []contractTest{
	{"a claimed timer is nobody else's until its lease has run out", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		first := claimAll(t, s, shortLease)
		equal(t, "claimed", len(first), 1)
		var again []coach.Timer
		eventually(t, "the timer's return", func() bool {
			again = claimAll(t, s, longLease)
			return len(again) > 0
		})
		equal(t, "the timer after its return", again, first)
	}},
	{"a claim that is not over holds", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		equal(t, "claimed", len(claimAll(t, s, longLease)), 1)
		passed(t, shortLease)
		equal(t, "claimed by somebody else", len(claimAll(t, s, longLease)), 0)
	}},
	{"a renewed claim lasts longer", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		claimed := claimAll(t, s, shortLease)
		must(t, s.Renew(t.Context(), claimed, longLease))
		passed(t, shortLease)
		equal(t, "claimed by somebody else", len(claimAll(t, s, longLease)), 0)
	}},
	{"renewing what is not claimed does nothing", func(t *testing.T, s Store) {
		timer := coach.Timer{Name: "a", Due: startRead}
		must(t, s.SetTimer(t.Context(), timer))
		must(t, s.Renew(t.Context(), []coach.Timer{timer, {Name: "none", Due: start}}, longLease))
		must(t, s.Renew(t.Context(), nil, longLease))
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{timer})
	}},
	{"a claim on another instant is not renewed", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		claimed := claimAll(t, s, shortLease)
		other := coach.Timer{Name: claimed[0].Name, Due: startRead.Add(time.Second)}
		must(t, s.Renew(t.Context(), []coach.Timer{other}, longLease))
		eventually(t, "the timer's return", func() bool { return len(claimAll(t, s, longLease)) == 1 })
	}},
	{"a claimed timer cannot be set", func(t *testing.T, s Store) {
		timer := coach.Timer{Name: "a", Due: startRead}
		must(t, s.SetTimer(t.Context(), timer))
		claimAll(t, s, longLease)
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: start.Add(time.Minute)}))
		equal(t, "claimed afterwards", len(claimAll(t, s, longLease)), 0)
		at, _, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "instant", at, startRead)
	}},
	{"a timer whose lease has run out can be set", func(t *testing.T, s Store) {
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: start}))
		claimAll(t, s, shortLease)
		passed(t, shortLease)
		moved := coach.Timer{Name: "a", Due: startRead.Add(time.Minute)}
		must(t, s.SetTimer(t.Context(), moved))
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{moved})
	}},
}
