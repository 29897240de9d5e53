package coach

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// A busy rep's year in Berlin, from Mon 5 Jan 2026 on: over both clock changes
// and the German holidays, with weeks away in which nothing is acted on. Every
// look at the rep's deals must keep the promises of the coach, whatever the rep
// did before. Each seed is another year; the log tells what they held.
func TestAYearOfABusyRep(t *testing.T) {
	off, err := ParseHolidays("DE")
	must(t, err)
	s := DefaultSettings()
	// A century of holidays costs time in every count of days; these will do.
	first, last := Date{2025, time.December, 1}, Date{2027, time.March, 31}
	maps.DeleteFunc(off, func(d Date, _ string) bool { return d.Before(first) || d.After(last) })
	s.Zone, s.Work.Off = mustZone(t, "Europe/Berlin"), off
	var years [3]*tally
	t.Run("years", func(t *testing.T) { // ends when all of them have
		for i := range years {
			t.Run(fmt.Sprintf("seed %d", i), func(t *testing.T) {
				t.Parallel()
				y := startYear(t, s, uint64(i))
				years[i] = y.tally
				y.play()
				if n := y.tally.prompts; n < 200 {
					t.Errorf("only %d prompts were sent in the year: too few to show anything", n)
				}
			})
		}
	})
	all := newTally()
	for _, one := range years {
		if one != nil { // nil: the year did not even begin, and said why
			all.add(one)
		}
	}
	t.Log(all.table())
	for _, one := range Situations {
		if all.days[one] == 0 {
			t.Errorf("no deal was ever %s", one.Words())
		}
	}
	for _, name := range everyAct {
		if all.acts[name] == 0 {
			t.Errorf("the rep never managed this: %s", name)
		}
	}
}

const (
	yearRep    = "U1"
	yearDeals  = 40 // open at a time
	mostFaults = 10 // of a year; more would only repeat themselves
)

// year is one play of it.
type year struct {
	t        *testing.T
	settings Settings
	scripts  Scripts
	dice     *rand.Rand
	rep      Rep
	deals    []*played
	tally    *tally
	now      time.Time
	sent     Date // of the last prompt
	faults   int
}

// played is a deal with what the test remembers of it by itself.
type played struct {
	deal    Deal
	finding Finding           // the latest one
	words   map[string]string // script id to the wording on the latest card
	unheard int               // looks in a row at which it needed a decision and was in no prompt
	ignored int               // prompts in a row without an act
	revisit Date              // the revisit that came due last
}

func startYear(t *testing.T, s Settings, seed uint64) *year {
	start := Date{2026, time.January, 5}.At(0, s.Zone)
	y := &year{
		t: t, settings: s, scripts: scripts(t), dice: rand.New(rand.NewPCG(seed, 2026)),
		rep: Rep{ID: yearRep, Since: start}, tally: newTally(), now: start,
	}
	for range yearDeals {
		y.add(y.now.AddDate(0, 0, -y.dice.IntN(30)))
	}
	return y
}

// play looks at the rep's deals from look to look until the year is over.
func (y *year) play() {
	end := Date{2027, time.January, 4}.At(0, y.settings.Zone)
	for y.now.Before(end) {
		due, next := y.rep.PromptDay(y.settings, y.now)
		y.checkNext(next)
		if !due.IsZero() {
			if due != y.today() {
				y.fault("a prompt for %s is due on another day", due)
			}
			y.rep.LookedOn = due
			y.look()
		}
		y.now = y.wake(next)
	}
}

// wake is when the next look happens: on time, but now and then earlier, because
// something else woke the bot, or later, because it was down.
func (y *year) wake(next time.Time) time.Time {
	switch y.dice.IntN(12) {
	case 0, 1:
		return y.now.Add(1 + y.upTo(next.Sub(y.now)))
	case 2:
		return next.Add(y.upTo(30 * time.Hour))
	default:
		return next
	}
}

// look is one daily look: the prompt, what it promises, and the rep's day.
func (y *year) look() {
	deals := make([]Deal, 0, len(y.deals))
	for _, one := range y.deals {
		if one.deal.IsOpen() || !one.deal.Revisit.IsZero() { // the others are over for good
			y.judge(one, false)
			deals = append(deals, one.deal)
		}
		y.tally.days[one.finding.Situation]++
	}
	p, any := DailyPrompt(yearRep, deals, y.scripts, y.settings, y.now)
	if any {
		y.checkPrompt(p)
	}
	for _, one := range y.deals {
		y.checkHeard(one, p, any)
	}
	for _, c := range p.All() {
		one := y.find(c.Deal)
		one.deal.Prompted(p, c)
		one.ignored++
	}
	if !y.away() {
		y.work(p)
	}
}

// checkNext holds the daily look to its time.
func (y *year) checkNext(next time.Time) {
	switch day := DateOf(next); {
	case !next.After(y.now):
		y.fault("the next look, at %s, is not later than now, %s", next, y.now)
	case next.After(y.now.AddDate(0, 0, 10)):
		y.fault("the next look, at %s, is more than 10 days ahead of %s", next, y.now)
	case next.Format("15:04") != "09:00" || !y.settings.Work.Works(day):
		y.fault("the next look, at %s, is not at nine on a working day", next)
	}
}

// judge assesses a deal and checks the finding. Unless the rep has just acted,
// the situation may have changed only if the finding before said so.
func (y *year) judge(one *played, acted bool) {
	d, before := one.deal, one.finding
	f := d.Assess(y.settings, y.now)
	one.finding = f
	switch {
	case !slices.Contains(Situations, f.Situation):
		y.fault("%s is in no known situation: %q", d.Title(), f.Situation)
	case (f.Situation == Closed) == d.IsOpen():
		y.fault("%s is %s, and its situation is %s", d.Title(), d.Status, f.Situation)
	case f.Why == "" || strings.Contains(f.Why, "%!") || strings.Contains(f.Why, "0001"):
		y.fault("%s is %s for a reason that nobody can read: %q", d.Title(), f.Situation, f.Why)
	case f.Late < 0:
		y.fault("%s is %s and late by %d working days", d.Title(), f.Situation, f.Late)
	case d.IsOpen() && !f.Next.IsZero() && f.Next.Before(y.today()):
		y.fault("%s is %s, and that was to change on %s, which is over", d.Title(), f.Situation, f.Next)
	}
	if !acted && before.Situation != "" && before.Situation != f.Situation &&
		(before.Next.IsZero() || before.Next.After(y.today())) {
		y.fault("%s went from %s to %s by itself, and that was not to happen before %q",
			d.Title(), before.Situation, f.Situation, before.Next)
	}
}

// checkPrompt holds a prompt to its day and its cards to their deals.
func (y *year) checkPrompt(p Prompt) {
	work, today, clock := y.settings.Work, y.today(), y.now.Format("15:04")
	switch {
	case y.sent == today:
		y.fault("a second prompt on one day")
	case !work.Works(today):
		y.fault("a prompt on a day off: a %s, %q", today.Weekday(), work.Off[today])
	case clock < "09:00" || clock >= "17:00" || !p.NotAfter.After(y.now):
		y.fault("a prompt at %s, not to be sent after %s", clock, p.NotAfter)
	case p.On != today || p.ID != PromptID(yearRep, today):
		y.fault("the prompt is for %s, and its id is %s", p.On, p.ID)
	case len(p.Cards) == 0 || len(p.Cards) > 3:
		y.fault("a prompt has %d cards", len(p.Cards))
	case len(p.Focus) > MaxFocus:
		y.fault("%d deals are proposed for the week", len(p.Focus))
	}
	y.sent = today
	y.tally.prompts++
	spoken := map[int64]bool{}
	for i, c := range p.All() {
		if spoken[c.Deal] {
			y.fault("the prompt speaks of deal %d twice", c.Deal)
		}
		spoken[c.Deal] = true
		y.checkCard(c)
		if i < len(p.Cards) {
			if n := y.find(c.Deal).deal.Nudge.Count; n > 3 {
				y.fault("%s has a card after %d prompts that nobody acted on", y.find(c.Deal).deal.Title(), n)
			}
			y.tally.cards[c.Situation]++
			y.checkWords(c)
		}
	}
	for _, id := range p.Focus {
		if one := y.find(id); !one.deal.IsOpen() || one.finding.Situation == Paused || one.finding.Situation == Waiting {
			y.fault("%s is %s, and proposed for the week", one.deal.Title(), one.finding.Situation)
		}
	}
}

// checkCard holds what a prompt says of a deal to the deal.
func (y *year) checkCard(c Card) {
	one := y.find(c.Deal)
	d := one.deal
	switch {
	case c.Situation != one.finding.Situation || c.Why == "" || c.Why != one.finding.Why:
		y.fault("%s is %s (%s), and its card says %s (%s)", d.Title(), one.finding.Situation, one.finding.Why, c.Situation, c.Why)
	case c.Situation == Closed:
		if d.Revisit.IsZero() || d.Revisit.After(y.today()) {
			y.fault("%s is %s and in the prompt, and another look is meant for %q", d.Title(), d.Status, d.Revisit)
		}
	case slices.Contains([]Situation{Paused, Waiting, OnTrack}, c.Situation):
		y.fault("%s is %s and in the prompt", d.Title(), c.Situation)
	case d.Snooze.After(y.today()):
		y.fault("%s is snoozed until %s and in the prompt", d.Title(), d.Snooze)
	}
	if n := d.Nudge; n.Count >= 1 && n.Count <= 3 && y.again(n).After(y.today()) {
		y.fault("%s was to be left alone until %s and is in the prompt", d.Title(), y.again(n))
	}
}

// checkWords holds a card's scripts to what was shown before. Only the reminder
// of what the rep has asked repeats its wording.
func (y *year) checkWords(c Card) {
	one := y.find(c.Deal)
	if c.Script == "" {
		y.fault("%s is %s, and its card has no words", one.deal.Title(), c.Situation)
	}
	for _, said := range [][2]string{{c.Script, c.Variant}, {c.Before, c.BeforeVar}} {
		id, key := said[0], said[1]
		if id == "" {
			continue
		}
		script, ok := y.scripts.Find(id)
		if !ok || script.Variant(key).Key != key {
			y.fault("there are no words %s/%s for %s", id, key, one.deal.Title())
			continue
		}
		if one.words[id] == key && len(script.Variants) > 1 && c.Situation != WasAsked {
			y.fault("%s is shown %s/%s twice in a row", one.deal.Title(), id, key)
		}
		one.words[id] = key
	}
}

// checkHeard sees to it that a deal that needs a decision is heard of: in this
// prompt, when its back-off is over, or in the tail when it was ignored for long.
func (y *year) checkHeard(one *played, p Prompt, any bool) {
	d, today := one.deal, y.today()
	if d.revisitDue(today) && one.revisit != d.Revisit {
		one.revisit = d.Revisit
		y.tally.revisits++
		if _, alone := DailyPrompt(yearRep, []Deal{d}, y.scripts, y.settings, y.now); !alone {
			y.fault("the revisit of %s is due, and would not be prompted even if it were the only one", d.Title())
		}
	}
	in := slices.ContainsFunc(p.All(), func(c Card) bool { return c.Deal == d.ID })
	if in || !one.finding.Situation.Prompts() || d.Snooze.After(today) {
		one.unheard = 0
		return
	}
	one.unheard++
	switch n := d.Nudge; {
	case n.Count > 3:
		y.tally.tail++
		if one.ignored < 3 {
			y.fault("%s is %s and long ignored after %d prompts", d.Title(), one.finding.Situation, one.ignored)
		} else if any {
			y.fault("%s is %s, long ignored, and not even in the tail", d.Title(), one.finding.Situation)
		}
	case n.Count == 0:
		y.fault("%s is %s and nothing keeps it back, and it is in no prompt", d.Title(), one.finding.Situation)
	case one.unheard >= 14:
		y.fault("%s is %s, and nothing was said of it at %d looks in a row", d.Title(), one.finding.Situation, one.unheard)
	default:
		if again := y.again(n); !again.After(today) {
			y.fault("%s is %s and was due again on %s, and it is in no prompt", d.Title(), one.finding.Situation, again)
		}
	}
}

// again is the day on which a deal that was prompted one to three times, and not
// acted on, comes up again.
func (y *year) again(n Nudge) Date { return y.settings.Work.Add(n.On, []int{3, 7, 14}[n.Count-1]) }

func (y *year) today() Date { return DateOf(y.now) }

func (y *year) find(id int64) *played { return y.deals[id-1] }

// upTo is a random span shorter than d.
func (y *year) upTo(d time.Duration) time.Duration { return time.Duration(y.dice.Int64N(int64(d))) }

// fault tells one broken promise; after enough of them the year ends.
func (y *year) fault(format string, args ...any) {
	y.t.Helper()
	y.t.Errorf("%s: "+format, append([]any{y.now.Format("Mon 2 Jan 15:04")}, args...)...)
	if y.faults++; y.faults >= mostFaults {
		y.t.Fatal("That is enough.")
	}
}
