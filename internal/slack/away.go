package slack

import (
	"context"
	"fmt"
	"strings"

	"dealcoach/internal/coach"
)

// off says that the person is away until a day, tells it, or ends it.
func (b *Bot) off(ctx context.Context, c call) (*sheet, error) {
	switch strings.ToLower(c.text) {
	case "":
		r, err := b.deals.Rep(ctx, c.person.ID)
		if err != nil {
			return nil, err
		}
		return b.absence(ctx, c, r)
	case "end", "over", "stop", "back":
		return b.back(ctx, c)
	}
	line, err := coach.ParseUntil(c.text, c.act.At)
	if err != nil {
		return nil, coach.Refuse("I don't see until when.", "Name the day on which you are back: /deal off until Monday")
	}
	r, err := b.changeRep(ctx, c, func(r *coach.Rep) error { return r.LeaveUntil(c.act, line.On) })
	if err != nil {
		return nil, err
	}
	return b.absence(ctx, c, r)
}

// back ends the person's absence.
func (b *Bot) back(ctx context.Context, c call) (*sheet, error) {
	if _, err := b.changeRep(ctx, c, func(r *coach.Rep) error { return r.Return(c.act) }); err != nil {
		return nil, err
	}
	s := &sheet{}
	s.say("Welcome back. Your prompts go on.")
	s.hint("What came up meanwhile: `/deal list due`")
	return s, nil
}

// hours sets the person's own hours, tells them, or goes back to the team's.
func (b *Bot) hours(ctx context.Context, c call) (*sheet, error) {
	var r coach.Rep
	var err error
	switch strings.ToLower(c.text) {
	case "":
		r, err = b.deals.Rep(ctx, c.person.ID)
	case "default", "team", "reset":
		r, err = b.changeRep(ctx, c, func(r *coach.Rep) error { return r.WorkFrom(c.act, 0, 0) })
	default:
		from, to, unread := coach.ReadHours(c.text)
		if unread != nil {
			return nil, unread
		}
		r, err = b.changeRep(ctx, c, func(r *coach.Rep) error { return r.WorkFrom(c.act, from, to) })
	}
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.say(b.hoursOf(r))
	s.hint(plain("Other hours: /deal hours 08:00-16:00. The team's: /deal hours default"))
	return s, nil
}

// changeRep commits a change of what is kept of the person, who is looked at anew
// at once.
func (b *Bot) changeRep(ctx context.Context, c call, change func(*coach.Rep) error) (coach.Rep, error) {
	return b.deals.UpdateRep(ctx, c.person.ID, c.op, c.act.At, change)
}

// hoursOf says in a sentence when the rep is prompted.
func (b *Bot) hoursOf(r coach.Rep) string {
	s := b.settings().For(r)
	whose := "The team's hours hold for you"
	if r.OwnHours() {
		whose = "You have hours of your own"
	}
	return fmt.Sprintf("%s: *%s to %s*, on your clock. Your prompt comes at %s on working days, and never later than your day ends.",
		whose, s.Work.From, s.Work.To, s.PromptClock())
}

// absence says until when the person is away, and who asked to be called before
// that.
func (b *Bot) absence(ctx context.Context, c call, r coach.Rep) (*sheet, error) {
	s := &sheet{}
	if !r.Away(c.today()) {
		s.say("You are here: your prompts come on working days.")
		s.hint(plain("To be left in peace for a while: /deal off until Monday. Other hours: /deal hours"))
		return s, nil
	}
	deals, err := b.deals.OpenOf(ctx, c.person.ID)
	if err != nil {
		return nil, err
	}
	s.say(awayWords(r, c.today()))
	if calls := coach.CallsBefore(deals, c.today(), r.Back); len(calls) > 0 {
		s.say("Call-backs before that: " + callsBefore(calls, c.today()) + ".")
		s.hint(plain("They come with the first prompt after your return. A manager can give a deal to somebody else meanwhile: /deal assign"))
	}
	s.buttons("back", button(doBack, "-", "I'm back"))
	return s, nil
}

// awayWords says until when somebody is away.
func awayWords(r coach.Rep, today coach.Date) string {
	return "You're off until *" + r.Back.Words(today) + "*: no prompts before that day."
}

// callsBefore names the deals with their days, the first ones only.
func callsBefore(calls []coach.Deal, today coach.Date) string {
	var names []string
	for _, d := range calls[:min(len(calls), listShown)] {
		names = append(names, "*"+plain(d.Title())+"* ("+d.CallBack.On.Words(today)+")")
	}
	text := strings.Join(names, ", ")
	if more := len(calls) - len(names); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// returns ends an absence from a button.
func (b *Bot) returns(ctx context.Context, e *envelope, c call) {
	if !e.inHome() {
		b.inPlace(ctx, e, "", func(ctx context.Context) (*sheet, error) { return b.back(ctx, c) })
		return
	}
	// The tab is drawn anew with the change.
	if _, err := persist(ctx, func(ctx context.Context) (*sheet, error) { return b.back(ctx, c) }); err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
	}
}
