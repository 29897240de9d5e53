package coach

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"
)

// IsEve reports whether day is the last working day before the day of a digest's
// instant, in the zone of at: the day on which reps see which of their deals it
// will name.
func (w WorkTime) IsEve(day Date, at time.Time) bool {
	return w.Works(day) && w.Add(DateOf(at), -1) == day
}

// Foretell adds the rep's closed deals, the largest ones, that the digest of an
// instant will name: those closed after from and not after at. It returns
// them marked as shown by the prompt, so that it follows when they change.
func (p *Prompt) Foretell(closed []Deal, from, at time.Time) []Deal {
	ending := slices.DeleteFunc(slices.Clone(closed), func(d Deal) bool {
		return d.IsOpen() || d.IsDeleted() || d.Owner != p.Rep || !d.ClosedAt.After(from) || d.ClosedAt.After(at)
	})
	slices.SortFunc(ending, func(a, b Deal) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.ID, b.ID))
	})
	p.MoreEnded = max(0, len(ending)-TopDeals)
	ending = ending[:min(len(ending), TopDeals)]
	for i := range ending {
		p.Ended = append(p.Ended, ending[i].ID)
		ending[i].Nudge.Prompt = p.ID
	}
	if len(ending) > 0 {
		p.DigestAt = at
	}
	return ending
}

// Tell sets the line that the channel reads beside a closed deal; empty takes it
// back.
func (d *Deal) Tell(a Act, line string) error {
	if err := d.mustBeThere(a); err != nil {
		return err
	}
	if d.IsOpen() {
		return Refuse(d.Title()+" is open, so the channel does not read of it yet.", "To close it: /deal won "+d.Ref())
	}
	if n := utf8.RuneCountInString(line); n > MaxWords {
		return tooLong("That line", n, MaxWords)
	}
	d.Line = line
	d.record(a, Lined, "", Date{})
	return nil
}
