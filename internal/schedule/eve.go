package schedule

import (
	"context"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// closedRead is how many of a rep's closed deals, the newest first, are looked at
// for those that the digest will name.
const closedRead = 500

// foretell adds to a look, on the eve of a digest, which of the rep's closed
// deals the channel will read of: as a section of the day's prompt, or as all of
// it when there is nothing else to say.
func (l *Look) foretell(ctx context.Context, look *coach.Look, now time.Time) error {
	s := l.Settings().For(look.Rep)
	if s.DigestChannel == "" {
		return nil
	}
	last, ok, err := l.Store.LastDigest(ctx)
	if err != nil || !ok {
		return err
	}
	at := coach.NextDigest(last, l.Settings()).In(now.Location())
	if !s.Work.IsEve(coach.DateOf(now), at) {
		return nil
	}
	closed, err := l.Store.ClosedOf(ctx, look.Rep.ID, closedRead)
	if err != nil {
		return err
	}
	p := coach.NewPrompt(look.Rep.ID, s, now)
	if look.Prompt != nil {
		p = *look.Prompt
	}
	ending := p.Foretell(closed, last, at)
	if len(ending) == 0 {
		return nil
	}
	look.Prompt = &p
	for _, d := range ending {
		if !has(look.Deals, d.ID) {
			look.Deals = append(look.Deals, d)
		}
	}
	l.Log.Info("digest foretold", "prompt", p.ID, "deals", len(p.Ended)+p.MoreEnded)
	return nil
}

// has reports whether a deal is among others.
func has(deals []coach.Deal, id int64) bool {
	return slices.ContainsFunc(deals, func(d coach.Deal) bool { return d.ID == id })
}
