package slack

import (
	"context"
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// sole finds the deal that a command names alone; words after it are refused
// rather than lost.
func (b *Bot) sole(ctx context.Context, c call) (coach.Deal, error) {
	id, rest, err := b.find(ctx, c, true)
	if err != nil {
		return coach.Deal{}, err
	}
	if rest != "" {
		return coach.Deal{}, coach.Refuse("I did not expect “"+coach.Cut(rest, 60)+"” after the deal's name.", "Leave it out, and send it again.")
	}
	return b.read(ctx, c, id)
}

// remove asks before a deal is deleted.
func (b *Bot) remove(ctx context.Context, c call) (*sheet, error) {
	d, err := b.sole(ctx, c)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("Delete *%s*? It then counts nowhere; you can bring it back for a week.", plain(d.Title()))
	if d.IsOpen() {
		s.hint(plain("For a deal that came to nothing there is /deal letgo " + d.Ref() + ": it then counts as let go."))
	}
	s.buttons("delete", named(button(doDelete, replyTo(c, d).String(), "Delete").WithStyle(slack.StyleDanger), d))
	return s, nil
}

// replyTo is the target of a button on an answer that is given now.
func replyTo(c call, d coach.Deal) target {
	return target{deal: d.ID, prompt: fmt.Sprintf("%s%d", fromReply, c.act.At.UnixMilli())}
}

// away carries out what was asked about beforehand.
func (b *Bot) away(ctx context.Context, c call, kind string, at target) (*sheet, error) {
	made, err := b.madeAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	switch kind {
	case doRestore:
		return b.bringBack(ctx, c, at.deal)
	case doMerge:
		into, err := strconv.ParseInt(at.answer, 10, 64)
		if err != nil || into <= 0 {
			return nil, unknownButton()
		}
		return b.mergeNow(ctx, c, at.deal, into, made)
	}
	d, err := b.change(ctx, c, at.deal, func(d *coach.Deal) error {
		if err := asOf(made, *d); err != nil {
			return err
		}
		return d.Delete(c.act)
	})
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	b.isGone(s, target{deal: d.ID}, d, c.act)
	return s, nil
}
