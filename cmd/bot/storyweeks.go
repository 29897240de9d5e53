package main

import (
	"context"
	"fmt"
	"time"

	"dealcoach/internal/coach"
)

// closing is a deal of the weeks before the demo's first day, and how it ended.
type closing struct {
	week  int // 1 is the last one
	owner string
	name  string
	euros int64
	as    string
	why   string
}

// closings are what the sample team has behind it: the digest looks back on them.
var closings = []closing{
	{7, mia, "Alster Yachts", 14000, won, ""},
	{7, ben, "Prairie Solar", 9000, lost, "no budget this year"},
	{6, tom, "Dover Freight", 21000, won, ""},
	{6, mia, "Isar Medical", 30500, letgo, "never a clear yes or no"},
	{6, ben, "Timber Creek", 12000, lost, "they bought elsewhere"},
	{5, ben, "Coral Cruises", 44000, won, ""},
	{5, tom, "Wessex Cycles", 6400, letgo, "three put-offs and no reason"},
	{4, mia, "Taunus Glass", 17500, won, ""},
	{4, mia, "Elbe Shipping", 52000, lost, "the price was too high"},
	{4, tom, "Arden Farms", 8200, letgo, "no need any more"},
	{4, ben, "Keystone Credit", 26000, won, ""},
	{3, tom, "Solent Ferries", 33000, lost, "they build it themselves"},
	{3, ben, "Yukon Outfitters", 11800, won, ""},
	{2, mia, "Spree Software", 23000, won, ""},
	{2, tom, "Cotswold Inns", 9700, won, ""},
	{2, ben, "Lakota Energy", 61000, letgo, "never a clear yes or no"},
	{1, tom, "Exmoor Wool", 7100, won, ""},
	{1, mia, "Weser Logistik", 28500, won, ""},
	{1, ben, "Bayou Foods", 15900, lost, "timing, they said"},
	{1, mia, "Harz Tourism", 12600, letgo, "three put-offs and no reason"},
}

// past is what the weeks before need of the store.
type past interface {
	writer
	ClosedBetween(ctx context.Context, from, to time.Time) ([]coach.Deal, error)
	KeepDigest(ctx context.Context, d coach.Digest) error
}

// tellWeeks writes the cast's earlier weeks and their digests, by the rules by
// which they would have been made; they were posted before the demo began.
func tellWeeks(ctx context.Context, db past, c cast, now time.Time) error {
	if len(c.closings) == 0 {
		return nil
	}
	for i, one := range c.closings {
		if err := one.tell(ctx, db, c.settings, now, i); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
	}
	last := coach.DigestBefore(now, c.settings)
	for back := coach.WeeksShown - 2; back >= 0; back-- {
		to := last.AddDate(0, 0, -7*back)
		from := to.AddDate(0, 0, -7)
		deals, err := db.ClosedBetween(ctx, from, to)
		if err != nil {
			return err
		}
		if err := db.KeepDigest(ctx, coach.WeeklyDigest(c.settings.DigestChannel, deals, c.settings, coach.Digest{}, from, to, to)); err != nil {
			return err
		}
	}
	return nil
}

// tell writes a deal that was added three weeks before its end.
func (c closing) tell(ctx context.Context, db writer, s coach.Settings, now time.Time, n int) error {
	ago := (c.week-1)*5 + 2 + n%4 // from Thursday back to Monday
	b := beginning{
		owner: c.owner, name: c.name, euros: c.euros, stage: coach.Proposal, added: ago + 15,
		steps: []step{{ago: ago, what: c.as, note: c.why}},
	}
	return b.tell(ctx, db, s, now, fmt.Sprintf("demo:closing:%d", n))
}
