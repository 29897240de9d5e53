package slack

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// undoRow is the block of an Undo: the one row that is kept where a form was.
const undoRow = "undo"

// undoButton takes back what an operation did to a deal.
func undoButton(d coach.Deal, op string) *slack.ButtonBlockElement {
	return named(button(doUndo, strconv.FormatInt(d.ID, 10)+" "+op, "Undo"), d)
}

// undoOnCard is the same for a close, on a card.
func undoOnCard(d coach.Deal, at target) *slack.ButtonBlockElement {
	value := fmt.Sprintf("%d %s %s", d.ID, d.ClosingOp, dash(at.prompt))
	return named(button(doUndo+":close", value, "Undo"), d)
}

// takeBack answers an Undo: in its place, or on the card of a prompt by drawing
// that anew.
func (b *Bot) takeBack(ctx context.Context, e *envelope, c call, value string) {
	parts := strings.Fields(value)
	if len(parts) < 3 || parts[2] == "-" || strings.HasPrefix(parts[2], fromReply) {
		b.inPlace(ctx, e, "", func(ctx context.Context) (*sheet, error) { return b.undo(ctx, c, value) })
		return
	}
	s, err := persist(ctx, func(ctx context.Context) (*sheet, error) { return b.undo(ctx, c, value) })
	b.respond(ctx, e, b.worded(e, s, err, ""), false)
	if id, failed := strconv.ParseInt(parts[0], 10, 64); failed == nil {
		b.redraw(ctx, e, c, target{deal: id, prompt: parts[2]}, false)
	}
}

// undo takes back a logged call or a close, within ten minutes and only while nothing else
// has happened to the deal. It is for whoever logged it, and for managers.
func (b *Bot) undo(ctx context.Context, c call, value string) (*sheet, error) {
	parts := strings.Fields(value)
	if len(parts) < 2 {
		return nil, unknownButton()
	}
	id, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || id <= 0 {
		return nil, unknownButton()
	}
	op := parts[1]
	before, err := b.deals.Before(ctx, op)
	if errors.Is(err, coach.ErrNotFound) || err == nil && before.ID != id {
		return nil, coach.Refuse("That was more than ten minutes ago, so I can't take it back.", "Log what is right with /call "+coach.Deal{ID: id}.Ref())
	}
	if err != nil {
		return nil, err
	}
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error {
		by := d.Last.By
		if err := d.TakeBack(c.act, before); err != nil {
			return err
		}
		if by != c.person.ID && !c.person.Manages(b.settings()) {
			return coach.Refuse("Somebody else logged that, so it is not yours to take back.", "Log what is right with /call "+d.Ref())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("Taken back: *%s* is as it was. %s", plain(d.Title()), plain(b.assess(c, d).Why))
	return s, nil
}
