package coach

import (
	"fmt"
	"time"
)

// Situation is what the coach thinks is going on with a deal.
type Situation string

// The situations, in order of precedence: the first that applies wins.
const (
	Closed      Situation = "closed"
	Paused      Situation = "paused"
	Waiting     Situation = "waiting"
	WasAsked    Situation = "asked"
	CallBackDue Situation = "call-back-due"
	QuietAgain  Situation = "quiet-again"
	Quiet       Situation = "quiet"
	OnTrack     Situation = "on-track"
)

// Situations lists them all, in order of precedence.
var Situations = []Situation{Closed, Paused, Waiting, WasAsked, CallBackDue, QuietAgain, Quiet, OnTrack}

// Words returns the situation as it stands on screen: "call-back due".
func (s Situation) Words() string {
	switch s {
	case CallBackDue:
		return "call-back due"
	case QuietAgain:
		return "quiet again"
	case OnTrack:
		return "on track"
	case WasAsked:
		return "asked, no answer yet"
	default:
		return string(s)
	}
}

// Prompts reports whether the situation asks for a decision of the rep.
func (s Situation) Prompts() bool {
	return s == WasAsked || s == CallBackDue || s == QuietAgain || s == Quiet
}

// Finding is the coach's opinion of one deal at one instant.
type Finding struct {
	Situation Situation
	Why       string // the facts that led to it, one plain sentence
	Late      int    // working days past the limit or the call-back's lead; 0 when neither
	Next      Date   // the first day on which time alone may change the finding; zero: never
}

// The first and the last working day after an "I asked this" on which the
// coach wants to know what they said.
const (
	askedFrom = 2
	askedTo   = 5
)

// The share of the wait by which a call-back is reminded of early, and its
// bounds in working days (Wendy Weiss: call a little earlier than they said).
const (
	leadPercent = 10
	leadLeast   = 1
	leadMost    = 5
)

// Assess decides a deal's situation. now must be in the owner's zone, because
// days are the owner's.
func (d Deal) Assess(s Settings, now time.Time) Finding {
	today := DateOf(now)
	in := facts{deal: d, settings: s, today: today, zone: now.Location()}
	for _, rule := range rules {
		if f, ok := rule(in); ok {
			return f
		}
	}
	return in.onTrack()
}

// facts is what the rules judge by.
type facts struct {
	deal     Deal
	settings Settings
	today    Date
	zone     *time.Location
}

// rules holds one rule per situation in order of precedence; on-track is what
// is left when none applies.
var rules = []func(facts) (Finding, bool){
	facts.closed, facts.paused, facts.waiting, facts.asked, facts.callBackDue, facts.quietAgain, facts.quiet,
}

func (f facts) closed() (Finding, bool) {
	if f.deal.IsOpen() {
		return Finding{}, false
	}
	return Finding{
		Situation: Closed,
		Why:       fmt.Sprintf("It was %s on %s.", closedAs(f.deal.Status), f.day(f.deal.ClosedAt)),
	}, true
}

func closedAs(s Status) string {
	if s == Lost {
		return "closed as lost"
	}
	return s.Words()
}

func (f facts) paused() (Finding, bool) {
	p := f.deal.Pause
	if !p.Until.After(f.today) {
		return Finding{}, false
	}
	return Finding{
		Situation: Paused,
		Why:       fmt.Sprintf("Paused until %s: %s.", p.Until.Words(f.today), endless(p.Reason)),
		Next:      p.Until,
	}, true
}

func (f facts) waiting() (Finding, bool) {
	c := f.deal.CallBack
	if c.On.IsZero() || f.touchedSince(c.Set) {
		return Finding{}, false
	}
	from := f.leadDay()
	if !from.After(f.today) {
		return Finding{}, false
	}
	return Finding{
		Situation: Waiting,
		Why:       fmt.Sprintf("They asked to be called on %s%s; I'll remind you on %s.", c.On.Words(f.today), because(c.Reason), from.Words(f.today)),
		Next:      from,
	}, true
}

func (f facts) asked() (Finding, bool) {
	a := f.deal.Asked
	if a.Script == "" {
		return Finding{}, false
	}
	days := f.since(a.At)
	if days < askedFrom || days > askedTo {
		return Finding{}, false
	}
	return Finding{
		Situation: WasAsked,
		Why:       fmt.Sprintf("You asked them on %s, %s ago, and no answer is logged yet.", f.day(a.At), workingDays(days)),
		Late:      days - askedFrom,
		Next:      f.today.Add(1),
	}, true
}

func (f facts) callBackDue() (Finding, bool) {
	c := f.deal.CallBack
	if c.On.IsZero() || f.touchedSince(c.Set) {
		return Finding{}, false
	}
	why := fmt.Sprintf("They asked to be called on %s%s.", c.On.Words(f.today), because(c.Reason))
	if c.On.Before(f.today) {
		why = fmt.Sprintf("They asked to be called on %s, %s ago%s.",
			c.On.Words(f.today), workingDays(f.settings.Work.Between(c.On, f.today)), because(c.Reason))
	}
	return Finding{
		Situation: CallBackDue,
		Why:       why,
		Late:      f.settings.Work.Between(f.leadDay(), f.today),
		Next:      f.today.Add(1),
	}, true
}

func (f facts) quietAgain() (Finding, bool) {
	quiet, ok := f.quiet()
	first := f.deal.Nudge.FirstQuiet
	if !ok || first.IsZero() || f.settings.Work.Between(first, f.today) < f.limit() {
		return Finding{}, false
	}
	quiet.Situation = QuietAgain
	quiet.Why += fmt.Sprintf(" We first talked about it on %s.", first.Words(f.today))
	return quiet, true
}

func (f facts) quiet() (Finding, bool) {
	days, limit := f.since(f.deal.Touch), f.limit()
	if days <= limit {
		return Finding{}, false
	}
	return Finding{
		Situation: Quiet,
		Why:       fmt.Sprintf("%s; the limit in %s is %d.", f.silence(days), f.deal.Stage.Words(), limit),
		Late:      days - limit,
		Next:      f.today.Add(1),
	}, true
}

func (f facts) onTrack() Finding {
	days, limit := f.since(f.deal.Touch), f.limit()
	return Finding{
		Situation: OnTrack,
		Why:       fmt.Sprintf("%s; the limit in %s is %d.", f.silence(days), f.deal.Stage.Words(), limit),
		Next:      f.settings.Work.Add(DateOf(f.deal.Touch.In(f.zone)), limit+1),
	}
}
