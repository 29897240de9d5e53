package slack

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// focus shows this week's one or two, or chooses one: "/deal focus acme".
func (b *Bot) focus(ctx context.Context, c call) (*sheet, error) {
	if c.text != "" {
		id, _, err := b.find(ctx, c, true)
		if err != nil {
			return nil, err
		}
		if err := b.applyTo(ctx, c, doFocus, target{deal: id}, coach.Input{}); err != nil {
			return nil, err
		}
	}
	deals, err := b.deals.OpenOf(ctx, c.person.ID)
	if err != nil {
		return nil, err
	}
	week := c.today().ISOWeek()
	s := &sheet{}
	var chosen int
	for _, d := range deals {
		if d.Focus == week {
			chosen++
			s.sayf("This week's focus: *%s* · %s", plain(d.Title()), b.facts(d))
		}
	}
	if chosen < coach.MaxFocus {
		proposed := coach.FocusProposal(deals, b.settings(), func(d coach.Deal) coach.Finding { return b.assess(c, d) })
		b.propose(s, proposed, week, target{prompt: fmt.Sprintf("%s%d", fromReply, c.act.At.UnixMilli())})
	}
	if len(s.blocks) == 0 {
		s.say("No open deal to choose from.")
	}
	return s, nil
}

// propose offers deals to bring to a close this week.
func (b *Bot) propose(s *sheet, deals []coach.Deal, week string, at target) {
	var row []*slack.ButtonBlockElement
	for i, d := range deals {
		if d.Focus == week || !d.IsOpen() {
			continue
		}
		at.deal = d.ID
		row = append(row, button(fmt.Sprintf("%s:%d", doFocus, i), at.String(), "Focus on "+d.Title()))
	}
	if len(row) == 0 {
		return
	}
	s.say("Which one or two will you bring to a close this week, one way or the other?")
	s.buttons("focus", row...)
}
