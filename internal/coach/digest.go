package coach

import (
	"cmp"
	"slices"
	"time"
)

// Digest is the weekly summary for the channel: what was closed between two
// instants, the three outcomes apart. Nothing in it was written privately.
type Digest struct {
	ID       string // DigestID of Channel and the week of To
	Channel  string // a Slack channel id
	From, To time.Time
	Late     bool // it is posted after an outage
	Early    bool // it is posted before To, and brought up to date then
	Won      Outcome
	LetGo    Outcome
	Lost     Outcome
	Reasons  []Reason  // why deals were lost or let go, as categories
	Weeks    []Week    // the weeks before, the oldest first; from the first one on that had a digest
	Calls    Calls     // who asked to be called next week
	Stalls   []Stall   // where open deals stand still
	Focus    []Focused // what became of the deals that reps chose for the week
	Edge     []int64   // deals counted that were closed in the last EdgeTime before To
}

// EdgeTime is how long before a digest's instant a deal may have been closed
// whose closing is stored only after it: what one digest could not see yet, the
// next one counts.
const EdgeTime = 10 * time.Minute

// Focused is a deal that was in a week's focus, and what has become of it.
type Focused struct {
	Ended
	Status Status
}

// Reason is how often a reason was given.
type Reason struct {
	Kind  ReasonKind
	Count int
}

// AddFocus tells what became of the deals that were chosen for the digest's
// week, the largest ones at most.
func (d *Digest) AddFocus(chosen []Deal) {
	for _, deal := range chosen {
		d.Focus = append(d.Focus, Focused{
			Ended: Ended{Deal: deal.ID, Name: deal.Name, Owner: deal.Owner, Value: deal.Value}, Status: deal.Status,
		})
	}
	slices.SortFunc(d.Focus, func(a, b Focused) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Deal, b.Deal))
	})
	d.Focus = d.Focus[:min(len(d.Focus), TopDeals)]
}

// Outcome sums up the deals that ended in one way.
type Outcome struct {
	Count int
	Value Money
	Top   []Ended // the largest ones, at most TopDeals
	More  []Ended // the others, with name and value, and owner and line if there is one
}

// Ended is a closed deal as the channel may see it.
type Ended struct {
	Deal  int64
	Name  string
	Owner string // a Slack user id
	Value Money
	Line  string // what the rep wrote for the channel
}

// TopDeals is how many deals of an outcome the digest names.
const TopDeals = 10

// lateAfter is how long after its instant a digest says that it is late.
const lateAfter = 4 * time.Hour

// DigestID is the id of a channel's digest for the week of an instant in the
// team's zone: the same for every instance, restart and retry.
func DigestID(channel string, at time.Time) string {
	return "digest:" + channel + ":" + DateOf(at).ISOWeek()
}

// WeeklyDigest sums up the deals that were closed after from and not after to,
// and of those closed in the EdgeTime before from the ones that last, the digest
// up to from, has not counted; a zero last has counted them all. now is when it
// is made.
func WeeklyDigest(channel string, deals []Deal, s Settings, last Digest, from, to, now time.Time) Digest {
	to = to.In(s.Zone)
	d := Digest{
		ID: DigestID(channel, to), Channel: channel,
		From: from.In(s.Zone), To: to, Late: now.Sub(to) > lateAfter,
	}
	for _, deal := range deals {
		if deal.ClosedAt.After(to) || !deal.ClosedAt.After(from) && !last.missed(deal) {
			continue
		}
		if deal.ClosedAt.After(to.Add(-EdgeTime)) {
			d.Edge = append(d.Edge, deal.ID)
		}
		if deal.Status != Won && deal.ReasonKind != "" {
			d.addReason(deal.ReasonKind)
		}
		switch deal.Status {
		case Won:
			d.Won.add(deal)
		case LetGo:
			d.LetGo.add(deal)
		case Lost:
			d.Lost.add(deal)
		}
	}
	slices.SortFunc(d.Reasons, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	for _, o := range []*Outcome{&d.Won, &d.LetGo, &d.Lost} {
		o.rank()
	}
	return d
}

// missed reports whether a deal was closed at the edge of the digest and is not
// counted in it.
func (d Digest) missed(deal Deal) bool {
	return d.ID != "" && deal.ClosedAt.After(d.To.Add(-EdgeTime)) && !slices.Contains(d.Edge, deal.ID)
}

func (d *Digest) addReason(kind ReasonKind) {
	i := slices.IndexFunc(d.Reasons, func(r Reason) bool { return r.Kind == kind })
	if i < 0 {
		d.Reasons = append(d.Reasons, Reason{Kind: kind, Count: 1})
		return
	}
	d.Reasons[i].Count++
}

func (o *Outcome) add(d Deal) {
	o.Count++
	o.Value += d.Value
	o.Top = append(o.Top, Ended{Deal: d.ID, Name: d.Name, Owner: d.Owner, Value: d.Value, Line: d.Line})
}

// rank puts the largest deals on top, and what is left over into More.
func (o *Outcome) rank() {
	slices.SortFunc(o.Top, func(a, b Ended) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Deal, b.Deal))
	})
	top := min(len(o.Top), TopDeals)
	for _, e := range o.Top[top:] {
		if e.Line == "" {
			e.Owner = ""
		}
		o.More = append(o.More, e)
	}
	o.Top = o.Top[:top]
}

// Empty reports whether nothing was closed.
func (d Digest) Empty() bool { return d.Won.Count+d.LetGo.Count+d.Lost.Count == 0 }

// NextDigest returns the first digest instant after the last one that lies in
// another ISO week, so that a channel has one digest a week even when the
// setting changes in between.
func NextDigest(last time.Time, s Settings) time.Time {
	last = last.In(s.Zone)
	day := DateOf(last)
	for {
		if day.Weekday() == s.DigestAt.Day {
			at := day.At(s.DigestAt.At, s.Zone)
			if at.After(last) && DateOf(at).ISOWeek() != DateOf(last).ISOWeek() {
				return at
			}
		}
		day = day.Add(1)
	}
}

// DigestBefore returns the latest digest instant that is not after now: where a
// new team's first digest begins.
func DigestBefore(now time.Time, s Settings) time.Time {
	now = now.In(s.Zone)
	for day := DateOf(now); ; day = day.Add(-1) {
		if at := day.At(s.DigestAt.At, s.Zone); day.Weekday() == s.DigestAt.Day && !at.After(now) {
			return at
		}
	}
}
