package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var peopleTests = []contractTest{
	{"who looks at the team is known until they look at their own deals", func(t *testing.T, s Store) {
		for _, user := range []string{"U2", "U1", "U3", "U1"} {
			must(t, s.Watch(t.Context(), user, true))
		}
		must(t, s.Watch(t.Context(), "U3", false))
		must(t, s.Watch(t.Context(), "U4", false))
		watchers, err := s.Watchers(t.Context())
		must(t, err)
		equal(t, "watchers", watchers, []string{"U1", "U2"})
	}},
	{"a changed deal asks for the team's Homes once somebody looks at them", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		happen(t, s, d.ID, "one", "one")
		counts(t, s, 0)
		must(t, s.Watch(t.Context(), "U9", true))
		got := receiveOne(t, s, longLease)
		equal(t, "message", got.Message, coach.TeamHomes())
		finish(t, s, got, coach.Posted{})
		happen(t, s, d.ID, "two", "two")
		happen(t, s, d.ID, "three", "three")
		counts(t, s, 1)
		equal(t, "drawn", messageIDs(receive(t, s, 5, longLease)), []string{coach.TeamHomes().ID})
	}},
	{"a look keeps whether the rep is absent, and tells of it once", func(t *testing.T, s Store) {
		note := coach.Notice{What: coach.GoneNotice, To: "U9", About: "U1"}.Message()
		for day := range 3 {
			rep, err := s.Rep(t.Context(), "U1")
			must(t, err)
			rep.ID = "U1"
			look := coach.Look{Rep: rep, Absent: day < 2}
			if look.Absent {
				look.Notices = []coach.Message{note}
			}
			due := startRead.Add(time.Duration(day) * 24 * time.Hour)
			must(t, s.SaveLook(t.Context(), coach.Timer{Name: coach.PromptTimer("U1"), Due: due}, look))
			absent, err := s.Absent(t.Context())
			must(t, err)
			equal(t, "absent", absent, map[bool][]string{true: {"U1"}}[look.Absent])
		}
		equal(t, "sent", messageIDs(receive(t, s, 5, longLease)), []string{note.ID})
	}},
	{"a notice is sent once, also after it was read", func(t *testing.T, s Store) {
		notes := coach.Notice{What: coach.NoChannelNotice, About: "C1", When: "2026-W45"}.ToEach([]string{"U8", "U9"})
		must(t, s.Notify(t.Context(), notes))
		must(t, s.Notify(t.Context(), notes[:1]))
		for range notes {
			finish(t, s, receiveOne(t, s, longLease), coach.Posted{Channel: "D1", TS: "1"})
		}
		must(t, s.Notify(t.Context(), notes))
		must(t, s.Notify(t.Context(), nil))
		counts(t, s, 0)
	}},
	{"a new owner is told in the commit that gives them the deal, unless they took it", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		for i, by := range []string{"U9", "U2", "U9"} {
			_, err := s.Update(t.Context(), d.ID, "assign "+by+string(rune('0'+i)), func(d *coach.Deal) error {
				to := map[string]string{"U1": "U2", "U2": "U1"}[d.Owner]
				if i == 1 {
					to, d.Owner = "U2", "U1"
				}
				d.Told = i == 2
				return d.AssignTo(coach.Act{By: by, At: start}, to)
			})
			must(t, err)
		}
		got := receive(t, s, 5, longLease)
		equal(t, "told", len(got), 1)
		note, ok := coach.ReadNotice(got[0].ID)
		equal(t, "read back", ok, true)
		equal(t, "notice", []any{note.What, note.To, note.Deal(), note.By}, []any{coach.GivenNotice, "U2", d.ID, "U9"})
	}},
}
