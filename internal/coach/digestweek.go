package coach

// Week is what became of a week's deals, as its digest counted them.
type Week struct {
	Ends  Date // the day of its digest
	Known bool // there was a digest; without one the tallies are zero
	Won   Tally
	LetGo Tally
	Lost  Tally
}

// Tally is how many deals ended in one way, and what they were worth.
type Tally struct {
	Count int
	Value Money
}

// WeeksShown is how many weeks a digest looks back on, its own among them.
const WeeksShown = 8

// Earlier returns the ids of the channel's digests in the weeks before that the
// digest looks back on, the oldest first.
func (d Digest) Earlier() []string {
	var ids []string
	for back := WeeksShown - 1; back > 0; back-- {
		ids = append(ids, DigestID(d.Channel, d.To.AddDate(0, 0, -7*back)))
	}
	return ids
}

// AddWeeks tells what the weeks before came to. earlier are the digests of
// Earlier, in its order; in the place of one that there is not stands a zero
// Digest.
func (d *Digest) AddWeeks(earlier []Digest) {
	for i, e := range earlier {
		week := Week{Ends: DateOf(d.To).Add(-7 * (len(earlier) - i))}
		if e.ID != "" {
			e.To = e.To.In(d.To.Location())
			week = e.Week()
		}
		if week.Known || len(d.Weeks) > 0 {
			d.Weeks = append(d.Weeks, week)
		}
	}
}

// Week is the digest in numbers.
func (d Digest) Week() Week {
	return Week{
		Ends: DateOf(d.To), Known: true,
		Won: d.Won.tally(), LetGo: d.LetGo.tally(), Lost: d.Lost.tally(),
	}
}

// Before returns the week before, if it had a digest.
func (d Digest) Before() (Week, bool) {
	if len(d.Weeks) == 0 {
		return Week{}, false
	}
	last := d.Weeks[len(d.Weeks)-1]
	return last, last.Known
}

func (o Outcome) tally() Tally { return Tally{o.Count, o.Value} }
