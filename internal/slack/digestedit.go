package slack

import (
	"context"

	"dealcoach/internal/coach"
)

// editDigest brings a digest that was posted early, or a page of its thread, up
// to date. A page that there is no more need for is deleted. Doing it twice does
// no harm.
func (b *Bot) editDigest(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	id := coach.EditedBy(d.ID)
	at, posted, err := b.deals.Posted(ctx, id)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	s, err := b.digestPart(ctx, id)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	if !posted {
		if s == nil || b.now().After(d.NotAfter) {
			return coach.Posted{}, coach.ErrDropped
		}
		return coach.Posted{}, coach.Held{Wait: coach.EditWait(d.Message, b.now()), Cause: errNotPosted}
	}
	if s == nil {
		if err := b.Withdraw(ctx, at); err != nil {
			return coach.Posted{}, notPosted(err)
		}
		return at, nil
	}
	err = b.amend(ctx, at, s)
	if noChart(err) && s.dropCharts() {
		err = b.amend(ctx, at, s)
	}
	return at, err
}

// digestPart lays out a digest's post or a page of its thread; nil for a page
// that it does not have.
func (b *Bot) digestPart(ctx context.Context, message string) (*sheet, error) {
	id, n, isPage := coach.ThreadOf(message)
	if !isPage {
		id = message
	}
	d, err := b.deals.Digest(ctx, id)
	switch pages := d.Thread(); {
	case err != nil:
		return nil, err
	case !isPage:
		return b.digestSheet(d, b.nameOf(ctx)), nil
	case n > len(pages):
		return nil, nil
	default:
		return b.pageSheet(d, pages, n, b.nameOf(ctx)), nil
	}
}
