package slack

import (
	"context"
	"fmt"
	"strings"

	"dealcoach/internal/coach"
)

// sendNotice tells one person something once, if it still holds and they may know.
func (b *Bot) sendNotice(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	n, ok := coach.ReadNotice(d.ID)
	if !ok {
		return coach.Posted{}, coach.Undeliverable{Reason: "a notice that cannot be read"}
	}
	if _, err := b.lookUp(ctx, n.To); err != nil {
		return coach.Posted{}, notPosted(err)
	}
	p, err := b.admit(ctx, sender{n.To, b.home.Team, b.home.Enterprise})
	if err != nil || n.What.ForManagers() && !p.Manages(b.settings()) {
		return coach.Posted{}, coach.ErrDropped
	}
	s, err := b.noticeSheet(ctx, n)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	if s == nil {
		return coach.Posted{}, coach.ErrDropped
	}
	mark(s, d.ID)
	channel, err := b.direct(ctx, d.To)
	if err != nil {
		return coach.Posted{}, notPosted(err)
	}
	return b.postOnce(ctx, d, coach.Posted{Channel: channel}, s)
}

// noticeSheet lays a notice out from the present state; nil when there is nothing
// to tell any more.
func (b *Bot) noticeSheet(ctx context.Context, n coach.Notice) (*sheet, error) {
	switch n.What {
	case coach.GivenNotice:
		return b.givenSheet(ctx, n)
	case coach.HandedNotice:
		s := &sheet{}
		s.sayf("%s gave you the open deals of %s.", plain(b.nameOf(ctx)(n.By)), plain(b.nameOf(ctx)(n.About)))
		s.hint("They come with your prompts from now on. See them all: `/deal list`")
		return s, nil
	case coach.GoneNotice, coach.AwayNotice:
		return b.absentNotice(ctx, n)
	case coach.NoChannelNotice:
		return b.noChannelSheet(n), nil
	case coach.BlindNotice:
		return b.blindSheet(n, b.actor(ctx, n.To)), nil
	default:
		return nil, coach.ErrNotFound
	}
}

// givenSheet tells the new owner of a deal who gave it to them.
func (b *Bot) givenSheet(ctx context.Context, n coach.Notice) (*sheet, error) {
	d, err := b.deals.Deal(ctx, n.Deal())
	if err != nil {
		return nil, err
	}
	if d.Owner != n.To {
		return nil, nil
	}
	s := &sheet{}
	at := target{deal: d.ID}
	s.row("given", fmt.Sprintf("%s gave you *%s*: %s.", plain(b.nameOf(ctx)(n.By)), plain(d.Title()), b.facts(d)),
		named(button(doShow, at.String(), "Show"), d))
	s.hint("Its history came along, and its prompts come to you from now on. The words that fit now: `/deal ask " + d.Ref() + "`")
	return s, nil
}

// absentNotice tells a manager whose deals nobody looks after.
func (b *Bot) absentNotice(ctx context.Context, n coach.Notice) (*sheet, error) {
	a, ok, err := b.absentee(ctx, n.About)
	if err != nil || !ok {
		return nil, err
	}
	s := &sheet{}
	if n.What == coach.GoneNotice {
		s.sayf("*%s's account was deactivated.* %s.", plain(a.person.Name), sentence(b.dealsOf(a)))
	} else {
		s.sayf("*%s is off until %s.* %s.", plain(a.person.Name), a.rep.Back.Words(coach.DateOf(b.now().In(b.settings().Zone))), sentence(b.dealsOf(a)))
	}
	s.add(giveRow(a, "Give all of them to somebody"))
	s.hint(plain("One deal alone: /deal assign and the deal's number. You are told this once."))
	return s, nil
}

// noChannelSheet tells a manager that the digest found no place.
func (b *Bot) noChannelSheet(n coach.Notice) *sheet {
	channel := b.settings().DigestChannel
	s := &sheet{}
	s.sayf("*The weekly digest cannot be posted:* %s.", map[string]string{
		"not_in_channel": "I am not in its channel", "is_archived": "its channel is archived",
		"channel_not_found": "I find no such channel, or am not in it",
	}[n.By])
	if strings.HasPrefix(channel, "#") {
		s.sayf("To mend it: `/invite @Deal Coach` in %s, or choose another channel.", plain(channel))
	} else {
		s.say("To mend it: `/invite @Deal Coach` in that channel, or choose another one.")
	}
	s.hint("It is kept, and posted as soon as it can be, for a week.")
	return s
}
