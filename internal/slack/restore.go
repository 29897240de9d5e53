package slack

import (
	"context"
	"errors"
	"time"

	"dealcoach/internal/coach"
)

// movedOn is the error for what was decided on a deal as it is no more.
type movedOn struct {
	deal coach.Deal
	how  string // empty: it has moved on since
}

// Error tells it for the log.
func (m movedOn) Error() string { return m.deal.Ref() + " has moved on" }

// whoWas words such an error: who did what meanwhile.
func (b *Bot) whoWas(ctx context.Context, c call, err error) error {
	var m movedOn
	if !errors.As(err, &m) {
		return err
	}
	did := m.deal.Last.Words(c.person.ID, b.nameOf(ctx), c.today())
	return coach.Refuse(m.deal.Title()+" "+firstOf(m.how, "has moved on since")+": "+did, "See it with /deal show "+m.deal.Ref())
}

// byAnother refuses what somebody else has changed since an instant.
func byAnother(c call, made time.Time, d coach.Deal) error {
	if d.Last.By == c.person.ID {
		return nil
	}
	return asOf(made, d)
}

// asOf refuses a deal to which anything has happened since an instant.
func asOf(made time.Time, d coach.Deal) error {
	if d.Last.At.After(made) {
		return movedOn{deal: d}
	}
	return nil
}

// isGone tells that a deal is deleted, with the way back.
func (b *Bot) isGone(s *sheet, at target, d coach.Deal, now coach.Act) {
	title := "*" + plain(d.Title()) + "*"
	if d.MergedInto != 0 {
		s.sayf("%s was merged into %s.", title, plain(coach.Deal{ID: d.MergedInto}.Ref()))
	} else {
		s.sayf("%s was deleted. It counts nowhere any more.", title)
	}
	if d.Lapsed(now.At) {
		return
	}
	s.buttons(at.block("gone"), named(button(doRestore, target{deal: d.ID}.String(), "Bring it back"), d))
	s.hint(plain("Until " + coach.DateOf(d.Deleted.Add(coach.DeletedFor).In(now.At.Location())).Words(now.Today()) + ": /deal restore " + d.Ref()))
}

// restore brings a deleted deal back. Its name is looked for among the deleted
// ones alone.
func (b *Bot) restore(ctx context.Context, c call) (*sheet, error) {
	id, rest, ok := coach.ParseRef(c.text)
	if !ok {
		if c.text == "" {
			return nil, coach.Refuse("Which deal?", "Name it by its number; see them with /deal list deleted")
		}
		gone, err := b.gone(ctx, c, ownerOf(c, b.settings()))
		if err != nil {
			return nil, err
		}
		var names []coach.Named
		for _, d := range gone {
			names = append(names, coach.Named{ID: d.ID, Name: d.Name})
		}
		m := coach.MatchName(c.text, names)
		switch {
		case len(m.Found) == 0:
			return nil, coach.Refuse("I know no deleted deal of yours called “"+coach.Cut(c.text, 80)+"”.", "See them with /deal list deleted")
		case len(m.Found) > 1 || m.Near:
			return nil, choice{Match: m, command: "/deal restore "}
		}
		id, rest = m.Found[0].ID, m.Rest
	}
	if rest != "" {
		return nil, coach.Refuse("I did not expect “"+coach.Cut(rest, 60)+"” after the deal's name.", "Leave it out, and send it again.")
	}
	return b.bringBack(ctx, c, id)
}

// ownerOf is whose deals a person's names are looked for in: a manager's in the
// whole team's.
func ownerOf(c call, s coach.Settings) string {
	if c.person.Manages(s) {
		return ""
	}
	return c.person.ID
}

func (b *Bot) bringBack(ctx context.Context, c call, id int64) (*sheet, error) {
	d, err := b.deals.Update(ctx, id, c.op, func(d *coach.Deal) error {
		if !c.person.Sees(*d, b.settings()) {
			return errNotTheirs
		}
		return d.Restore(c.act)
	})
	switch {
	case errors.Is(err, errNotTheirs) || err == nil && !c.person.Sees(d, b.settings()):
		return nil, b.notYours(ctx, coach.Deal{ID: id}.Ref())
	case err != nil:
		return nil, noSuch(id, err)
	}
	s := &sheet{}
	s.sayf("*%s* is back as it was. %s", plain(d.Title()), plain(b.assess(c, d).Why))
	return s, nil
}

// gone reads the deleted deals that can still be brought back.
func (b *Bot) gone(ctx context.Context, c call, owner string) ([]coach.Deal, error) {
	deals, err := b.deals.Deleted(ctx, owner, listRead)
	if err != nil {
		return nil, err
	}
	var kept []coach.Deal
	for _, d := range deals {
		if !d.Lapsed(c.act.At) {
			kept = append(kept, d)
		}
	}
	return kept, nil
}

// listDeleted lists what can be brought back, what was deleted last first.
func (b *Bot) listDeleted(ctx context.Context, c call, words []string, page int) (*sheet, error) {
	owner, err := b.whose(c, words)
	if err != nil {
		return nil, err
	}
	deals, err := b.gone(ctx, c, owner)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	if len(deals) == 0 {
		s.say("No deal was deleted in the last week.")
		return s, nil
	}
	s.say("*Deleted, for a week at most*")
	from, to := span(len(deals), page)
	for _, d := range deals[from:to] {
		b.isGone(s, target{deal: d.ID}, d, c.act)
	}
	s.pages(c, len(deals), page)
	return s, nil
}
