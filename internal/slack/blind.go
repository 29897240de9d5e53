package slack

import (
	"fmt"
	"time"

	"dealcoach/internal/coach"
)

// blindSheet tells a manager from when to when the bot could not reach Slack, on
// the manager's clock.
func (b *Bot) blindSheet(n coach.Notice, reader coach.Person) *sheet {
	from, to, late, ok := n.Blindness()
	if !ok {
		return nil
	}
	team := b.settings()
	from, to = reader.In(team, from), reader.In(team, to)
	today := coach.DateOf(reader.In(team, b.now()))
	s := &sheet{}
	s.sayf("*I could not reach Slack from %s to %s.* %s.", moment(from, today), moment(to, today), lateness(late))
	s.hint("Calls and answers that somebody tried to give me meanwhile were refused by Slack, so they have to be given once more. Nothing that I had confirmed is lost.")
	return s
}

// moment is a time of day, with its day when that is not today.
func moment(t time.Time, today coach.Date) string {
	if day := coach.DateOf(t); day != today {
		return day.Words(today) + ", " + t.Format("15:04")
	}
	return t.Format("15:04")
}

// lateness counts what comes late.
func lateness(n int) string {
	switch n {
	case 0:
		return "No message became late by it"
	case 1:
		return "One message comes late by it, or is dropped if its day is over"
	default:
		return fmt.Sprintf("%d messages come late by it, or are dropped if their day is over", n)
	}
}
