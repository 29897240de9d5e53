package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var lookTests = []contractTest{
	{"a rep who was never looked at has version 0", func(t *testing.T, s Store) {
		rep, err := s.Rep(t.Context(), "U1")
		must(t, err)
		equal(t, "rep", rep, coach.Rep{ID: "U1"})
	}},
	{"a look writes the rep, the deals, the prompt, its message and the timer", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		timer := claimAll(t, s, longLease)[0]
		look := lookAt(d)
		must(t, s.SaveLook(t.Context(), timer, look))
		expectLook(t, s, look)
		next, _, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "the next instant", next, ms(look.Next))
		got := receiveOne(t, s, longLease)
		equal(t, "message", got.Message, coach.Message{
			ID: look.Prompt.ID, Kind: coach.PromptMessage, To: "U1", NotAfter: ms(look.Prompt.NotAfter),
		})
	}},
	{"a look is no event of a deal", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		d.News = []coach.Event{{At: start, Kind: coach.Touched}}
		must(t, s.SaveLook(t.Context(), claimAll(t, s, longLease)[0], lookAt(d)))
		history, err := s.History(t.Context(), d.ID, 10)
		must(t, err)
		equal(t, "lines of history", len(history), 1)
	}},
	{"a look without a prompt writes the rep and the timer", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		timer := claimAll(t, s, longLease)[0]
		must(t, s.SaveLook(t.Context(), timer, coach.Look{Rep: coach.Rep{ID: "U1", LookedOn: monday}, Next: start.Add(time.Minute)}))
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{{Name: timer.Name, Due: startRead.Add(time.Minute)}})
		counts(t, s, 0)
	}},
	{"a look without a next instant drops the timer", func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme")
		timer := claimAll(t, s, longLease)[0]
		must(t, s.SaveLook(t.Context(), timer, coach.Look{Rep: coach.Rep{ID: "U1"}}))
		_, ok, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "there is a timer", ok, false)
	}},
	{"a look at a deal that changed meanwhile writes nothing", refusedLook(func(t *testing.T, s Store, look *coach.Look) {
		happen(t, s, look.Deals[1].ID, "click", "a call")
	})},
	{"a look at a deal that is not there writes nothing", refusedLook(func(_ *testing.T, _ Store, look *coach.Look) {
		look.Deals = append(look.Deals, coach.Deal{ID: 404, Version: 1})
	})},
	{"a look at a rep who was looked at meanwhile writes nothing", refusedLook(func(_ *testing.T, _ Store, look *coach.Look) {
		look.Rep.Version = 7
	})},
	{"a look that is committed twice changes once", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		timer := claimAll(t, s, longLease)[0]
		look := lookAt(d)
		must(t, s.SaveLook(t.Context(), timer, look))
		must(t, s.SaveLook(t.Context(), timer, look))
		expectLook(t, s, look)
		counts(t, s, 1)
	}},
	{"a look that is committed twice ends the claim of the same instant", func(t *testing.T, s Store) {
		timer := coach.Timer{Name: coach.PromptTimer("U1"), Due: startRead}
		look := coach.Look{Rep: coach.Rep{ID: "U1"}, Next: start.Add(24 * time.Hour)}
		for range 2 {
			must(t, s.SetTimer(t.Context(), timer))
			equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{timer})
			must(t, s.SaveLook(t.Context(), timer, look))
			next, _, err := s.NextDue(t.Context())
			must(t, err)
			equal(t, "the next instant", next, ms(look.Next))
		}
	}},
	{"a late second commit leaves the timer alone that stands for another instant", func(t *testing.T, s Store) {
		timer := coach.Timer{Name: coach.PromptTimer("U1"), Due: startRead}
		look := coach.Look{Rep: coach.Rep{ID: "U1"}, Next: start.Add(time.Minute)}
		must(t, s.SaveLook(t.Context(), timer, look))
		moved := coach.Timer{Name: timer.Name, Due: startRead.Add(2 * time.Minute)}
		must(t, s.SetTimer(t.Context(), moved))
		must(t, s.SaveLook(t.Context(), timer, look))
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{moved})
		must(t, s.SaveLook(t.Context(), timer, look))
		equal(t, "claimed while it is held", len(claimAll(t, s, longLease)), 0)
	}},
}

// lookAt is a look at one rep's deals that leads to a prompt.
func lookAt(deals ...coach.Deal) coach.Look {
	p := coach.Prompt{
		ID: coach.PromptID("U1", monday), Rep: "U1", On: monday, At: start, NotAfter: start.Add(8 * time.Hour),
	}
	for i := range deals {
		card := coach.Card{Deal: deals[i].ID, Situation: coach.Quiet, Why: "They are silent.", Script: "ask", Variant: "a"}
		p.Cards = append(p.Cards, card)
		deals[i].Prompted(p, card)
	}
	return coach.Look{
		Rep: coach.Rep{ID: "U1", Since: start, LookedOn: monday}, Prompt: &p, Deals: deals, Next: start.Add(24 * time.Hour),
	}
}

// expectLook expects a look to be written, once.
func expectLook(t *testing.T, s Store, look coach.Look) {
	t.Helper()
	rep, err := s.Rep(t.Context(), look.Rep.ID)
	must(t, err)
	equal(t, "rep", rep, coach.Rep{ID: look.Rep.ID, Version: 1, Since: ms(look.Rep.Since), LookedOn: look.Rep.LookedOn})
	p, err := s.Prompt(t.Context(), look.Prompt.ID)
	must(t, err)
	equal(t, "cards", p.Cards, look.Prompt.Cards)
	for _, want := range look.Deals {
		got, err := s.Deal(t.Context(), want.ID)
		must(t, err)
		want.Version++
		equal(t, "deal", got, asRead(want))
	}
}

// refusedLook spoils a look and expects that nothing of it is written.
func refusedLook(spoil func(*testing.T, Store, *coach.Look)) func(*testing.T, Store) {
	return func(t *testing.T, s Store) {
		a, b := add(t, s, "U1", "Acme"), add(t, s, "U1", "Beta")
		timer := claimAll(t, s, shortLease)[0]
		look := lookAt(a, b)
		spoil(t, s, &look)
		fails(t, "SaveLook", s.SaveLook(t.Context(), timer, look), coach.ErrConflict)
		rep, err := s.Rep(t.Context(), "U1")
		must(t, err)
		equal(t, "rep", rep, coach.Rep{ID: "U1"})
		_, err = s.Prompt(t.Context(), look.Prompt.ID)
		fails(t, "Prompt", err, coach.ErrNotFound)
		got, err := s.Deal(t.Context(), a.ID)
		must(t, err)
		equal(t, "the deal's prompt", got.Nudge.Prompt, "")
		counts(t, s, 0)
		eventually(t, "the timer's return", func() bool { return len(claimAll(t, s, longLease)) == 1 })
	}
}
