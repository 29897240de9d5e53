package slack

import (
	"context"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// absentee is somebody who is gone or away for long, with the deals that nobody
// looks after meanwhile.
type absentee struct {
	person coach.Person
	rep    coach.Rep
	deals  []coach.Deal
}

// absentee tells whether somebody's deals are without anybody to look after them,
// now.
func (b *Bot) absentee(ctx context.Context, user string) (a absentee, ok bool, err error) {
	m, err := b.lookUp(ctx, user)
	if err != nil {
		return absentee{}, false, err
	}
	if a.rep, err = b.deals.Rep(ctx, user); err != nil {
		return absentee{}, false, err
	}
	a.person = m.Person
	today := coach.DateOf(m.In(b.settings(), b.now()))
	if !m.Gone && !a.rep.LongAway(b.settings().Work, today) {
		return absentee{}, false, nil
	}
	a.deals, err = b.deals.OpenOf(ctx, user)
	return a, len(a.deals) > 0, err
}

// maxAbsent is how many people the Home tab of a manager names: each has a row and a
// menu there.
const maxAbsent = 5

// absentees are those whose deals nobody looks after, the first ones only, and how
// many more there may be. Whom Slack does not tell of now is left out.
func (b *Bot) absentees(ctx context.Context) (all []absentee, more int, err error) {
	users, err := b.deals.Absent(ctx)
	if err != nil {
		return nil, 0, err
	}
	for i, user := range users {
		if len(all) == maxAbsent {
			return all, len(users) - i, nil
		}
		a, ok, err := b.absentee(ctx, user)
		if err != nil {
			b.log.Warn("could not tell whether somebody is absent", "user", user, "err", redact(err))
			continue
		}
		if ok {
			all = append(all, a)
		}
	}
	return all, 0, nil
}

// dealsOf counts somebody's deals.
func (b *Bot) dealsOf(a absentee) string {
	var worth coach.Money
	for _, d := range a.deals {
		worth += d.Value
	}
	text := "1 open deal"
	if len(a.deals) > 1 {
		text = fmt.Sprintf("%d open deals", len(a.deals))
	}
	if worth != 0 {
		text += ", worth " + plain(worth.In(b.settings().Currency))
	}
	return text
}

// homeAbsent shows a manager whose deals nobody looks after.
func (b *Bot) homeAbsent(s *sheet, all []absentee, more int, today coach.Date) {
	if len(all) == 0 {
		return
	}
	s.divider()
	s.say("*Without somebody to look after them*")
	for _, a := range all {
		why := "deactivated"
		if !a.person.Gone {
			why = "off until " + a.rep.Back.Words(today)
		}
		s.sayf("*%s* (%s): %s", plain(a.person.Name), why, b.dealsOf(a))
		s.add(giveRow(a, "Give to…"))
	}
	if more > 0 {
		s.hint(fmt.Sprintf("and up to %d more people", more))
	}
}

// giveRow is the menu that gives all of somebody's deals to whom it is set to.
func giveRow(a absentee, label string) *slack.ActionBlock {
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, words(label), doGive+":"+a.person.ID)
	menu.WithConfirm(slack.NewConfirmationBlockObject(words("Give them all?"),
		words(coach.Cut("All open deals of "+a.person.Name+" go to this person, with their history.", 300)), words("Give"), words("Cancel")))
	return slack.NewActionBlock("give:"+a.person.ID, menu)
}

// giveAll gives all open deals of somebody to another rep: a manager's right. Each
// is a change of its own, and one that somebody else takes meanwhile stays with them.
func (b *Bot) giveAll(ctx context.Context, e *envelope, c call, from, to string) {
	s, err := b.handOver(ctx, c, from, to)
	b.respond(ctx, e, b.worded(e, s, err, ""), false)
}

func (b *Bot) handOver(ctx context.Context, c call, from, to string) (*sheet, error) {
	if !c.person.Manages(b.settings()) {
		return nil, coach.Refuse("Only a manager can give a deal to somebody else.", "Ask one of them.")
	}
	if to == "" || from == "" {
		return nil, unknownButton()
	}
	rep, err := b.colleague(ctx, to)
	if err != nil {
		return nil, err
	}
	deals, err := b.deals.OpenOf(ctx, from)
	if err != nil {
		return nil, err
	}
	given := 0
	for _, d := range deals {
		one := c
		one.op = fmt.Sprintf("%s:%d", c.op, d.ID)
		_, err = b.change(ctx, one, d.ID, func(d *coach.Deal) error {
			if d.Owner != from || !d.IsOpen() {
				return errTaken
			}
			d.Told = true
			return d.AssignTo(c.act, rep.ID)
		})
		switch {
		case err == nil:
			given++
		case errors.Is(err, errTaken):
		default:
			return nil, b.halfGiven(err, given, len(deals))
		}
	}
	s := &sheet{}
	whose, whom := plain(b.nameOf(ctx)(from)), plain(rep.Name)
	if given == 0 {
		s.sayf("%s has no open deals to give any more.", whose)
		return s, nil
	}
	count := "1 open deal"
	if given > 1 {
		count = fmt.Sprintf("%d open deals", given)
	}
	s.sayf("Gave %s of %s to %s, with their history.", count, whose, whom)
	if rep.ID != c.person.ID {
		if err := b.deals.Notify(ctx, []coach.Message{coach.Handed(c.act, from, rep.ID).Message()}); err != nil {
			b.log.Warn("a new owner could not be told", "user", rep.ID, "err", redact(err))
			s.hint("They could not be told, so a word to them would be kind.")
			return s, nil
		}
		s.hint("They are told. From now on the prompts go there.")
	}
	return s, nil
}

// errTaken is for a deal that is not the former owner's any more.
var errTaken = errors.New("it is somebody else's by now")

// halfGiven says how far it came when something went wrong in between.
func (b *Bot) halfGiven(err error, given, all int) error {
	if given == 0 {
		return err
	}
	b.log.Warn("deals were given away in part", "given", given, "all", all, "err", redact(err))
	return coach.Refuse(fmt.Sprintf("Gave %d of %d deals; then something went wrong.", given, all), "Do it once more: the rest follows.")
}
