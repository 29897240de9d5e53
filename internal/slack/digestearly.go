package slack

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// askToPost asks a manager once whether to post the coming digest now.
func (b *Bot) askToPost(ctx context.Context, c call, d coach.Digest) (*sheet, error) {
	if instead, err := b.mayPost(ctx, c, d); instead != nil || err != nil {
		return instead, err
	}
	s := &sheet{}
	s.sayf("Post the summary of the week to <#%s> now? On %s it will be brought up to date in place.", d.Channel, c.moment(d.To))
	s.buttons("post", button(doPost, d.ID, "Post it").WithStyle(slack.StylePrimary))
	s.hint("To see it first: `/deal digest`")
	return s, nil
}

// postDigest posts the coming digest now. id is the one that the person was asked
// about: an old button posts no other.
func (b *Bot) postDigest(ctx context.Context, c call, id string) (*sheet, error) {
	d, err := b.coming(ctx)
	if err != nil {
		return nil, err
	}
	if !c.person.Manages(b.settings()) {
		return nil, managersPost()
	}
	if d.ID != id {
		return b.pastDigest(ctx, id)
	}
	if instead, err := b.mayPost(ctx, c, d); instead != nil || err != nil {
		return instead, err
	}
	done, err := b.deals.PostDigest(ctx, c.op, d)
	if err != nil {
		return nil, err
	}
	if !done {
		return b.pastDigest(ctx, id)
	}
	s := &sheet{}
	s.sayf("%s Posted to <#%s>. On %s it is brought up to date in place, with what is closed until then.", check, d.Channel, c.moment(d.To))
	return s, nil
}

// mayPost refuses whoever may not post the digest now, or tells in its place
// where it stands already.
func (b *Bot) mayPost(ctx context.Context, c call, d coach.Digest) (instead *sheet, err error) {
	if !c.person.Manages(b.settings()) {
		return nil, managersPost()
	}
	is, err := b.deals.Digest(ctx, d.ID)
	switch {
	case err == nil:
		return b.alreadyPosted(ctx, is)
	case !errors.Is(err, coach.ErrNotFound):
		return nil, err
	case !c.act.At.Before(d.To):
		return nil, coach.Refuse("The summary is being posted at this moment.", "Have a look at the channel.")
	case b.opens(c, d):
		return nil, nil
	}
	last, err := b.deals.Digest(ctx, coach.DigestID(d.Channel, d.From.In(b.settings().Zone)))
	if err == nil {
		s, err := b.alreadyPosted(ctx, last)
		if err == nil {
			s.hint("The next one can be posted from " + c.moment(d.EarlyFrom()) + " on.")
		}
		return s, err
	}
	if !errors.Is(err, coach.ErrNotFound) {
		return nil, err
	}
	return nil, coach.Refuse("That is too early: the next summary is of the week to "+coach.DateOf(d.To).Words(c.today())+".",
		"It can be posted from "+c.moment(d.EarlyFrom())+" on.")
}

func managersPost() error {
	return coach.Refuse("Only a manager can post the digest early.", "To see it yourself: /deal digest")
}

// opens reports whether the digest may be posted early by now.
func (b *Bot) opens(c call, d coach.Digest) bool {
	return !c.act.At.Before(d.EarlyFrom()) && c.act.At.Before(d.To)
}

// pastDigest answers about a digest that is not the coming one, or not to be
// posted by this press.
func (b *Bot) pastDigest(ctx context.Context, id string) (*sheet, error) {
	is, err := b.deals.Digest(ctx, id)
	if errors.Is(err, coach.ErrNotFound) {
		return nil, coach.Refuse("That button is of another week, so nothing was posted.", "Have a look at this one: /deal digest")
	}
	if err != nil {
		return nil, err
	}
	return b.alreadyPosted(ctx, is)
}

// alreadyPosted tells that a digest has been posted, and where.
func (b *Bot) alreadyPosted(ctx context.Context, d coach.Digest) (*sheet, error) {
	at, posted, err := b.deals.Posted(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	until := coach.DateOf(d.To.In(b.settings().Zone))
	week := "The week to " + until.Words(until)
	s := &sheet{}
	if !posted {
		s.sayf("%s is on its way to <#%s>; nothing was posted a second time.", week, d.Channel)
		return s, nil
	}
	s.sayf("%s has been posted, in <#%s>: %s.", week, d.Channel, b.link(ctx, at, "see it there"))
	if d.Early {
		s.hint("It is brought up to date in place when the week's summary is due.")
	}
	return s, nil
}

// link leads to a message, with words; without the link when Slack gives none.
func (b *Bot) link(ctx context.Context, at coach.Posted, words string) string {
	to, err := b.api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: at.Channel, Ts: at.TS})
	if err != nil || to == "" {
		return words
	}
	return fmt.Sprintf("<%s|%s>", plain(to), words)
}

// moment is an instant as the person reads it.
func (c call) moment(at time.Time) string {
	at = at.In(c.act.At.Location())
	return coach.DateOf(at).Words(c.today()) + " at " + at.Format("15:04")
}
