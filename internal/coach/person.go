package coach

import (
	"slices"
	"time"
)

// Person is somebody in the workspace, as Slack knows them.
type Person struct {
	ID    string // a Slack user id
	Name  string
	Zone  *time.Location // nil when Slack does not say
	Admin bool
	Gone  bool // deactivated
}

// In returns t on the person's clock, or on the team's when theirs is unknown.
func (p Person) In(s Settings, t time.Time) time.Time {
	if p.Zone == nil {
		return t.In(s.Zone)
	}
	return t.In(p.Zone)
}

// Manages reports whether the person is a manager: named in the settings or,
// until a manager saves who they are, an admin of the workspace.
func (p Person) Manages(s Settings) bool {
	return p.Admin && !s.Listed || slices.Contains(s.Managers, p.ID)
}

// Sees reports whether the person may see and change a deal: their own, and a
// manager the whole team's.
func (p Person) Sees(d Deal, s Settings) bool { return d.Owner == p.ID || p.Manages(s) }

// Rep is what the store keeps of a rep for the daily prompts.
type Rep struct {
	ID       string
	Version  int64     // the store's commit count; 0 before the first
	Since    time.Time // when the rep was first seen; earlier prompts are not made up for
	Zone     string    // the rep's zone at the last look, like Europe/Berlin; empty when it is not known
	LookedOn Date      // the last day on which the rep's deals were looked at

	Back     Date  // away until then: no prompt before that day; zero: here
	AwayFrom Date  // the day on which the rep said so
	From, To Clock // the rep's own hours; both 0: the team's
}

// PromptDay works out the rep's daily look: the day whose prompt is due at
// now, if any, and the instant of the next look after now. now must be in the
// rep's zone. A prompt is due from its hour to the end of that day's hours,
// once a day, on working days only, in the rep's own hours, and never while the
// rep is away.
func (r Rep) PromptDay(s Settings, now time.Time) (due Date, next time.Time) {
	s = s.For(r)
	today, zone := DateOf(now), now.Location()
	if r.Away(today) {
		return Date{}, s.Work.NextWorking(r.Back).At(s.PromptClock(), zone)
	}
	slot := today.At(s.PromptClock(), zone)
	if s.Work.Works(today) && r.LookedOn.Before(today) {
		switch {
		case now.Before(slot):
			return Date{}, slot
		case r.Since.After(slot) || !now.Before(PromptEnd(s, today, zone)):
			// Nothing to make up for, or too late to say it today.
		default:
			due = today
		}
	}
	return due, s.Work.Add(today, 1).At(s.PromptClock(), zone)
}

// PromptEnd is the instant after which a day's prompt is dropped rather than
// sent: the end of the working hours in the rep's zone.
func PromptEnd(s Settings, day Date, zone *time.Location) time.Time {
	return day.At(s.Work.To, zone)
}

// Look is what looking at a rep's deals led to, written as one commit: the
// rep's day, the prompt with the deals it speaks of, if any, and the next look.
type Look struct {
	Rep    Rep
	Prompt *Prompt
	Deals  []Deal
	Next   time.Time // zero: never again, until a deal of theirs changes

	Absent  bool      // gone or away for long
	Notices []Message // what the managers are told of it
}
