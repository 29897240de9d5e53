package coach

import "time"

// Rehearsal is what the coach would have sent in the four weeks before.
type Rehearsal struct {
	Prompts int // messages: one a day to a rep at most
	People  int // who got any
	Most    int // deals in the fullest of them
}

// rehearsedDays is how far back a rehearsal looks: four weeks.
const rehearsedDays = 28

// rehearsedBack is how far back holidays count in a rehearsal: a hundred years of
// them would take it seconds.
const rehearsedBack = 400

// Rehearse tells about how many prompts open deals would have led to in the four
// weeks before now.
//
// It is an estimate. A deal is known as it is now, and what it was before is not:
// before its last touch it counts as not silent, a pause of now as always there,
// and nobody acts on a prompt, so that the back-off is as slow as it gets. Closed
// deals are left out, days are the team's, everybody is there every working day,
// and holidays of more than a year ago count as working days.
func Rehearse(open []Deal, s Settings, now time.Time) Rehearsal {
	now = now.In(s.Zone)
	s.Work.Off = s.Work.offFrom(DateOf(now).Add(-rehearsedBack), DateOf(now))
	byOwner := map[string][]Deal{}
	for _, d := range open {
		d.settle()
		d.Nudge.FirstQuiet = Date{}
		byOwner[d.Owner] = append(byOwner[d.Owner], d)
	}
	var all Rehearsal
	for owner, deals := range byOwner {
		sent := all.Prompts
		for day := DateOf(now).Add(-rehearsedDays); day.Before(DateOf(now)); day = day.Add(1) {
			if s.Work.Works(day) {
				all.rehearse(owner, deals, s, day.At(s.PromptClock(), s.Zone))
			}
		}
		if all.Prompts > sent {
			all.People++
		}
	}
	return all
}

// rehearse is one day of a rep. What the prompt speaks of is marked in deals.
func (r *Rehearsal) rehearse(owner string, deals []Deal, s Settings, at time.Time) {
	var there []Deal
	for _, d := range deals {
		there = append(there, d.asOf(at))
	}
	p, any := DailyPrompt(owner, there, nil, s, at)
	if !any {
		return
	}
	cards := map[int64]Card{}
	for _, c := range p.All() {
		cards[c.Deal] = c
	}
	r.Prompts++
	r.Most = max(r.Most, len(cards))
	for i := range deals {
		if c, ok := cards[deals[i].ID]; ok {
			deals[i].Prompted(p, c)
		}
	}
}

// offFrom returns the dates off from one to another.
func (w WorkTime) offFrom(from, to Date) map[Date]string {
	few := map[Date]string{}
	for d, name := range w.Off {
		if !d.Before(from) && !d.After(to) {
			few[d] = name
		}
	}
	return few
}

// asOf leaves out of a deal what it would count for before it happened. Of a
// call-back, a question or an attempt that lies ahead no day has passed yet.
func (d Deal) asOf(at time.Time) Deal {
	if d.Sent.At.After(at) {
		d.Sent = Sent{}
	}
	if d.Doubt.After(at) {
		d.Doubt = time.Time{}
	}
	return d
}
