package slack

import (
	"context"
	"strings"

	"dealcoach/internal/coach"
)

// assign gives a deal to another rep: a manager's right, for when somebody is
// away or leaves.
func (b *Bot) assign(ctx context.Context, c call) (*sheet, error) {
	c, to, named := c.withRep()
	id, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	if !named || rest != mentionOf(to) {
		return nil, coach.Refuse("Who takes it over?",
			"Name the deal and then the rep, from the list that Slack offers when you type @: /deal assign acme @ben")
	}
	if !c.person.Manages(b.settings()) {
		// The owner learns why; anybody else learns no more than from any command.
		if _, err := b.read(ctx, c, id); err != nil {
			return nil, err
		}
		return nil, coach.Refuse("Only a manager can give a deal to somebody else.", "Ask one of them.")
	}
	rep, err := b.colleague(ctx, to)
	if err != nil {
		return nil, err
	}
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error { return d.AssignTo(c.act, rep.ID) })
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("Gave *%s* to %s, with its history.", plain(d.Title()), plain(rep.Name))
	if rep.ID == c.person.ID {
		s.hint("From now on its prompts come to you.")
	} else {
		s.hint("They are told, and from now on its prompts go there.")
	}
	return s, nil
}

// withRep reads the person that a command ends with, who need not be one of the
// bot's. The text then names them by the id alone, so that a line that is given
// back with a button still does.
func (c call) withRep() (as call, user string, ok bool) {
	all := mention.FindAllStringSubmatch(c.raw, -1)
	if len(all) == 0 {
		return c, "", false
	}
	last := all[len(all)-1]
	deal, ok := strings.CutSuffix(c.text, typed(last[0]))
	if !ok {
		return c, "", false
	}
	text := deal + mentionOf(last[1])
	c.line = strings.TrimSuffix(c.line, c.text) + text
	c.text = text
	return c, last[1], true
}

// mentionOf is how Slack writes a person in a command's text.
func mentionOf(user string) string { return "<@" + user + ">" }

// colleague is a person who may have deals: one of the bot's people.
func (b *Bot) colleague(ctx context.Context, user string) (coach.Person, error) {
	m, err := b.lookUp(ctx, user)
	if err != nil {
		b.log.Warn("slack did not say who somebody is, so a deal stayed where it is", "user", user, "err", redact(err))
		return coach.Person{}, coach.Refuse("Slack does not tell me right now who that is, so nothing was changed.", "Please try again in a moment.")
	}
	switch {
	case m.Gone:
		return coach.Person{}, coach.Refuse("That person is not here any more, or never was.", "Pick somebody who is.")
	case m.outside, !b.home.houses(m.team, m.enterprise):
		return coach.Person{}, coach.Refuse("A bot or somebody from elsewhere can't have deals here.", "Pick a colleague.")
	}
	return m.Person, nil
}
