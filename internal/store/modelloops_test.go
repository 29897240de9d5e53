package store

import (
	"time"

	"pgregory.net/rapid"

	"dealcoach/internal/coach"
)

// look is what somebody has seen and will write later, or never.
type look struct {
	timer coach.Timer
	to    coach.Look
}

// timers are the names of the story's timers.
var timers = rapid.SampledFrom([]string{
	coach.PromptTimer("U1"), coach.PromptTimer("U2"), coach.PromptTimer("U3"), coach.DigestTimer,
})

// near is an instant close to now, so that some timers are due and some not.
func near(t *rapid.T) time.Time {
	return time.Now().Add(time.Duration(rapid.IntRange(-60, 60).Draw(t, "seconds")) * time.Second)
}

func (w *twins) setTimer(t *rapid.T) {
	timer := coach.Timer{Name: timers.Draw(t, "timer"), Due: near(t)}
	same(t, "set "+timer.Name, true, true, w.store.SetTimer(t.Context(), timer), w.model.SetTimer(t.Context(), timer))
}

func (w *twins) claim(t *rapid.T) {
	now, n := near(t), rapid.IntRange(0, 5).Draw(t, "most")
	due, next, err := w.store.Claim(t.Context(), now, n, w.clock.lease)
	modelDue, modelNext, modelErr := w.model.Claim(t.Context(), now, n, w.clock.lease)
	same(t, "claimed", due, modelDue, err, modelErr)
	same(t, "next", next, modelNext, err, modelErr)
	w.clock.taken()
	w.claimed = append(w.claimed, due...)
}

// claimant is somebody who has claimed a timer, perhaps too long ago, or only
// thinks so.
func (w *twins) claimant(t *rapid.T) coach.Timer {
	lately := w.claimed[max(0, len(w.claimed)-5):]
	if len(lately) == 0 || rapid.IntRange(0, 5).Draw(t, "which claim") == 0 {
		return coach.Timer{Name: timers.Draw(t, "timer"), Due: near(t).Truncate(time.Millisecond).UTC()}
	}
	return rapid.SampledFrom(lately).Draw(t, "claim")
}

func (w *twins) renew(t *rapid.T) {
	claims := []coach.Timer{w.claimant(t)}
	same(t, "renew", true, true, w.store.Renew(t.Context(), claims, w.clock.lease), w.model.Renew(t.Context(), claims, w.clock.lease))
	w.clock.taken()
}

// look reads what a look at a rep's deals needs. Before it is saved, things
// may change.
func (w *twins) look(t *rapid.T) {
	timer := w.claimant(t)
	rep, ok := timer.Rep()
	if !ok {
		t.Skip("the digest is nobody's")
	}
	w.looks = append(w.looks, w.seen(t, timer, rep, rapid.Bool().Draw(t, "something to say")))
}

// prompt looks at the deals of a deal's owner, and says something at once.
func (w *twins) prompt(t *rapid.T) {
	d, err := w.store.Deal(t.Context(), rapid.SampledFrom(w.deals).Draw(t, "deal"))
	if err != nil {
		t.Fatal(err)
	}
	w.save(t, w.seen(t, coach.Timer{Name: coach.PromptTimer(d.Owner), Due: near(t)}, d.Owner, true))
}

func (w *twins) seen(t *rapid.T, timer coach.Timer, rep string, says bool) look {
	l := coach.Look{}
	if !rapid.Bool().Draw(t, "the last one") {
		l.Next = near(t)
	}
	var err error
	l.Rep, err = w.store.Rep(t.Context(), rep)
	modelled, modelErr := w.model.Rep(t.Context(), rep)
	same(t, "rep", l.Rep, modelled, err, modelErr)
	open, err := w.store.OpenOf(t.Context(), rep)
	if err != nil {
		t.Fatal(err)
	}
	day := coach.DateOf(time.Now()).Add(rapid.IntRange(0, 1).Draw(t, "day"))
	l.Rep.Since, l.Rep.LookedOn = time.Now(), day
	if !says || len(open) == 0 {
		return look{timer, l}
	}
	p := coach.Prompt{ID: coach.PromptID(rep, day), Rep: rep, On: day, At: time.Now(), NotAfter: near(t)}
	for _, d := range open {
		c := coach.Card{Deal: d.ID, Situation: coach.Quiet, Why: w.name("silent since"), Script: "ask", Variant: "a"}
		p.Cards = append(p.Cards, c)
		d.Prompted(p, c)
		l.Deals = append(l.Deals, d)
	}
	l.Prompt = &p
	return look{timer, l}
}

func (w *twins) saveLook(t *rapid.T) {
	if len(w.looks) == 0 {
		t.Skip("nobody has looked")
	}
	w.save(t, rapid.SampledFrom(w.looks[max(0, len(w.looks)-3):]).Draw(t, "look"))
}

func (w *twins) save(t *rapid.T, l look) {
	err, modelErr := w.store.SaveLook(t.Context(), l.timer, l.to), w.model.SaveLook(t.Context(), l.timer, l.to)
	same(t, "save the look", true, true, err, modelErr)
	if l.to.Prompt != nil {
		stored, err := w.store.Prompt(t.Context(), l.to.Prompt.ID)
		modelled, modelErr := w.model.Prompt(t.Context(), l.to.Prompt.ID)
		same(t, l.to.Prompt.ID, stored, modelled, err, modelErr)
	}
	if err != nil || w.done[l.timer.Op()] {
		return
	}
	w.done[l.timer.Op()] = true
	for _, d := range l.to.Deals {
		w.commits[d.ID]++
	}
}

func (w *twins) saveDigest(t *rapid.T) {
	timer := w.claimant(t)
	timer.Name = coach.DigestTimer
	channel := rapid.SampledFrom([]string{"C1", "C2"}).Draw(t, "channel")
	d := coach.Digest{Channel: channel, From: timer.Due.Add(-time.Hour), To: timer.Due}
	if rapid.Bool().Draw(t, "something to say") {
		d.ID = coach.DigestID(channel, timer.Due)
		d.Won = coach.Outcome{Count: w.number, Top: []coach.Ended{{Deal: 1, Name: "Acme", Owner: "U1"}}}
	}
	next := near(t)
	same(t, "save the digest", true, true,
		w.store.SaveDigest(t.Context(), timer, d, next), w.model.SaveDigest(t.Context(), timer, d, next))
	if d.ID != "" {
		stored, err := w.store.Digest(t.Context(), d.ID)
		modelled, modelErr := w.model.Digest(t.Context(), d.ID)
		same(t, d.ID, stored, modelled, err, modelErr)
	}
}
