package slack

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// merge asks before two deals become one, and shows what it would be.
func (b *Bot) merge(ctx context.Context, c call) (*sheet, error) {
	from, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	word, name := cutWord(rest)
	if !strings.EqualFold(word, "into") || name == "" {
		return nil, coach.Refuse("Which deal does it go into?", "For example: /deal merge "+coach.Deal{ID: from}.Ref()+" into #7")
	}
	c.text = name
	into, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	if rest != "" {
		return nil, coach.Refuse("I did not expect “"+coach.Cut(rest, 60)+"” after the second deal's name.", "Leave it out, and send it again.")
	}
	one, err := b.read(ctx, c, from)
	if err != nil {
		return nil, err
	}
	other, err := b.read(ctx, c, into)
	if err != nil {
		return nil, err
	}
	would := other
	if err := would.Absorb(c.act, &one); err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("Merge *%s* into *%s*? It would then be:\n*%s* · %s", plain(one.Title()), plain(other.Title()), plain(would.Title()), b.facts(would))
	b.gains(s, would)
	s.hint(plain("What both know stays as it is in " + other.Ref() + ". " + one.Ref() + " is deleted, and can be brought back for a week."))
	at := replyTo(c, one).with(strconv.FormatInt(into, 10))
	s.buttons("merge", named(button(doMerge, at.String(), "Merge").WithStyle(slack.StylePrimary), other))
	return s, nil
}

// gains lists what a deal took from the one that was merged into it.
func (b *Bot) gains(s *sheet, d coach.Deal) {
	_, gained, any := strings.Cut(d.News[len(d.News)-1].Note, "\n")
	if !any {
		s.say("It knows all that already, so it takes over the history alone.")
		return
	}
	s.say("It takes over:\n" + plain("• "+strings.ReplaceAll(gained, "\n", "\n• ")))
}

// mergeNow merges two deals that the person may change both, as they were when it
// was asked.
func (b *Bot) mergeNow(ctx context.Context, c call, from, into int64, made time.Time) (*sheet, error) {
	d, err := b.deals.Merge(ctx, from, into, c.op, func(one, other *coach.Deal) error {
		for _, d := range []*coach.Deal{one, other} {
			switch {
			case !c.person.Sees(*d, b.settings()):
				return errNotTheirs
			case d.IsDeleted():
				return d.Gone(c.act)
			}
			if err := asOf(made, *d); err != nil {
				return err
			}
		}
		return other.Absorb(c.act, one)
	})
	switch {
	case errors.Is(err, errNotTheirs) || err == nil && !c.person.Sees(d, b.settings()):
		return nil, b.notYours(ctx, coach.Deal{ID: from}.Ref())
	case errors.Is(err, coach.ErrNotFound):
		return nil, coach.Refuse("One of the two is not there any more.", "See them all with /deal list")
	case err != nil:
		return nil, b.whoWas(ctx, c, err)
	}
	gone, err := b.deals.Deal(ctx, from)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("*%s* is one deal now: %s.", plain(d.Title()), b.facts(d))
	b.isGone(s, target{deal: gone.ID}, gone, c.act)
	return s, nil
}
