package slack

import (
	"context"

	"dealcoach/internal/coach"
)

// note keeps words in the deal's history.
func (b *Bot) note(ctx context.Context, c call) (*sheet, error) {
	id, words, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error { return d.Write(c.act, words) })
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("Noted on *%s*: “%s”", plain(d.Title()), plainCut(words, coach.MaxReason))
	s.hint(plain("It stays private, and counts as no call. To log one: /call " + d.Ref() + " and what happened"))
	return s, nil
}
