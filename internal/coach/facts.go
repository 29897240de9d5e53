package coach

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// limit is how many working days without a touch the deal's stage allows.
func (f facts) limit() int { return f.settings.Limits[f.deal.Stage] }

// since counts the working days from the day of t up to today.
func (f facts) since(t time.Time) int {
	return f.settings.Work.Between(DateOf(t.In(f.zone)), f.today)
}

// day writes the day of t, in the owner's zone.
func (f facts) day(t time.Time) string { return DateOf(t.In(f.zone)).Words(f.today) }

// touchedSince reports a touch later than t. The touch that set a call-back
// happened at the same instant, and does not count.
func (f facts) touchedSince(t time.Time) bool { return f.deal.Touch.After(t) }

// leadDay is the first day on which the coach reminds of the call-back.
func (f facts) leadDay() Date { return f.deal.CallBack.leadDay(f.settings.Work, f.zone) }

// leadDay is the first day on which the coach reminds of a call-back: the call
// is made a little earlier than they said, and on a working day.
func (c CallBack) leadDay(work WorkTime, zone *time.Location) Date {
	wait := work.Between(DateOf(c.Set.In(zone)), c.On)
	lead := min(max((wait*leadPercent+50)/100, leadLeast), leadMost)
	return work.Add(c.On, -lead)
}

// silence tells how long they have been silent, and since what.
func (f facts) silence(days int) string {
	when := f.day(f.deal.Touch)
	ago := workingDays(days) + " ago"
	if days == 0 {
		ago = "today"
	}
	text := fmt.Sprintf("They last answered on %s, %s", when, ago)
	if f.deal.Touch.Equal(f.deal.Created) {
		text = fmt.Sprintf("Nothing has come back from them since it was added on %s, %s", when, ago)
	}
	if f.deal.Outreach.After(f.deal.Touch) {
		text += fmt.Sprintf(" (our last attempt was on %s)", f.day(f.deal.Outreach))
	}
	return text
}

// Clocks tells the two clocks in words: how long they have been silent, and
// how long we have. now must be in the owner's zone.
func (d Deal) Clocks(s Settings, now time.Time) string {
	f := facts{deal: d, settings: s, today: DateOf(now), zone: now.Location()}
	return fmt.Sprintf("They have been silent for %s (since %s), we for %s (since %s).",
		workingDays(f.since(d.Touch)), f.day(d.Touch), workingDays(f.since(d.Outreach)), f.day(d.Outreach))
}

func workingDays(n int) string {
	if n == 1 {
		return "1 working day"
	}
	return fmt.Sprintf("%d working days", n)
}

// agreed tells what was agreed for a day, how long ago that is, and why.
func (f facts) agreed(ago string) string {
	c := f.deal.CallBack
	day := c.On.Words(f.today) + ago
	switch {
	case c.Ours:
		return "Your next step is on " + day + ": " + endless(c.Reason)
	case c.Reason == "":
		return "They asked to be called on " + day + ", put off without a reason"
	default:
		return "They asked to be called on " + day + ", because " + endless(c.Reason)
	}
}

// lastAnswer tells since when they have been silent.
func (f facts) lastAnswer() string {
	if f.deal.Touch.Equal(f.deal.Created) {
		return "it was added on " + f.day(f.deal.Touch)
	}
	return "they last answered on " + f.day(f.deal.Touch)
}

// endless drops a closing full stop, so that a sentence can go on after it.
func endless(text string) string { return strings.TrimRight(strings.TrimSpace(text), ". ") }

// Cut shortens text to at most n characters, with an ellipsis when some are
// left out.
func Cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	return strings.TrimRightFunc(string(runes[:max(n-1, 0)]), unicode.IsSpace) + "…"
}
