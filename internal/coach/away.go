package coach

import (
	"fmt"
	"slices"
	"strings"
)

// Away reports whether the rep has said to be away on a day.
func (r Rep) Away(on Date) bool { return r.Back.After(on) }

// LeaveUntil says that the rep is away until a day: no prompt comes before it.
func (r *Rep) LeaveUntil(a Act, back Date) error {
	today := a.Today()
	switch {
	case !back.After(today):
		return Refuse(back.Words(today)+" is not after today.", "Name the day on which you are back: /deal off until Monday")
	case back.After(today.Add(maxAway)):
		return Refuse(back.Words(today)+" is more than a year ahead.", "Name an earlier day. Whoever stays away for longer had better give their deals to somebody.")
	}
	if !r.Away(today) {
		r.AwayFrom = today
	}
	r.Back = back
	r.met(a)
	return nil
}

// maxAway is how far ahead a return may lie, in days. A later one is a slip, and
// would silence the coach for good.
const maxAway = 366

// Return ends an absence at once. It refuses when the rep is not away.
func (r *Rep) Return(a Act) error {
	if !r.Away(a.Today()) {
		return Refuse("You are not away.", "To be left in peace for a while: /deal off until Monday")
	}
	r.Back, r.AwayFrom = Date{}, Date{}
	r.met(a)
	return nil
}

// minHours is the shortest working day, in minutes: a prompt that cannot leave
// within it is dropped.
const minHours = 60

// WorkFrom sets the rep's own hours, or the team's again when both are 0.
func (r *Rep) WorkFrom(a Act, from, to Clock) error {
	if own := from != 0 || to != 0; own && to < from+minHours {
		return Refuse(fmt.Sprintf("%s-%s is less than an hour.", from, to), hoursHint)
	}
	r.From, r.To = from, to
	r.met(a)
	return nil
}

const hoursHint = "Write when your day begins and ends, like 09:00-17:00, or default for the team's hours."

// ReadHours reads somebody's own hours as they type them: "09:00-17:00", "9-17",
// "from 8:30 to 16:00". The error is a Refusal.
func ReadHours(text string) (from, to Clock, err error) {
	text = strings.ToLower(strings.TrimSpace(text))
	text = strings.TrimSpace(strings.TrimPrefix(text, "from "))
	for _, dash := range []string{"–", "—", " to ", " until "} {
		text = strings.Replace(text, dash, "-", 1)
	}
	parts := strings.Split(text, "-")
	for i, part := range parts {
		if part = strings.TrimSpace(part); part != "" && !strings.Contains(part, ":") {
			part += ":00"
		}
		parts[i] = part
	}
	if from, to, err = ParseHours(strings.Join(parts, "-")); err != nil {
		return 0, 0, Refuse("“"+Cut(text, 60)+"” is no span of hours that I can read.", hoursHint)
	}
	return from, to, nil
}

// met keeps since when the rep is known. Who changes their settings before their
// first prompt is met then.
func (r *Rep) met(a Act) {
	if r.Since.IsZero() {
		r.Since = a.At
	}
}

// For returns the settings as they hold for a rep: with the rep's own hours, at
// whose beginning the prompt comes.
func (s Settings) For(r Rep) Settings {
	if !r.OwnHours() {
		return s
	}
	s.Work.From, s.Work.To, s.PromptAt = r.From, r.To, r.From
	return s
}

// OwnHours reports whether the rep has hours of their own.
func (r Rep) OwnHours() bool { return r.From != 0 || r.To != 0 }

// CallsBefore returns the open deals whose call back falls into an absence, from
// today on, the first one in front.
func CallsBefore(deals []Deal, today, back Date) []Deal {
	calls := slices.DeleteFunc(slices.Clone(deals), func(d Deal) bool {
		on := d.CallBack.On
		return !d.IsOpen() || on.IsZero() || on.Before(today) || !on.Before(back)
	})
	slices.SortStableFunc(calls, func(a, b Deal) int { return a.CallBack.On.Compare(b.CallBack.On) })
	return calls
}
