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

// undoButton takes back what an operation did to a deal.
func undoButton(d coach.Deal, op string) *slack.ButtonBlockElement {
	return named(button(doUndo, fmt.Sprintf("%d %s", d.ID, op), "Undo"), d)
}

// undo takes back a logged call, within ten minutes and only while nothing else
// has happened to the deal. It is for whoever logged it, and for managers.
func (b *Bot) undo(ctx context.Context, c call, value string) (*sheet, error) {
	ref, op, _ := strings.Cut(value, " ")
	id, err := strconv.ParseInt(ref, 10, 64)
	if err != nil || id <= 0 {
		return nil, unknownButton()
	}
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
