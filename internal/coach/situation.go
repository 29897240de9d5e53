package coach

import (
	"fmt"
	"time"
)

// Situation is what the coach thinks is going on with a deal.
type Situation string

// The situations, in order of precedence: the first that applies wins.
const (
	Closed        Situation = "closed"
	Paused        Situation = "paused"
	Waiting       Situation = "waiting"
	NoAssurance   Situation = "no-assurance"
	GoneDark      Situation = "gone-dark"
	WasAsked      Situation = "asked"
	BackFromPause Situation = "back-from-pause"
	CallBackDue   Situation = "call-back-due"
	PutOffAgain   Situation = "put-off"
	QuietAgain    Situation = "quiet-again"
	Quiet         Situation = "quiet"
	OnTrack       Situation = "on-track"
)

// Situations lists them all, in order of precedence.
var Situations = []Situation{
	Closed, Paused, Waiting, NoAssurance, GoneDark, WasAsked, BackFromPause, CallBackDue, PutOffAgain, QuietAgain, Quiet, OnTrack,
}

// Words returns the situation as it stands on screen: "call-back due".
func (s Situation) Words() string {
	switch s {
	case CallBackDue:
		return "call-back due"
	case QuietAgain:
		return "quiet again"
	case NoAssurance:
		return "without assurance"
	case GoneDark:
		return "gone dark"
	case BackFromPause:
		return "back from a pause"
	case PutOffAgain:
		return "put off again and again"
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
	switch s {
	case Closed, Paused, Waiting, OnTrack:
		return false
	default:
		return true
	}
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

// When silence and put-offs begin to mean something.
const (
	darkAfter   = 3 // attempts since the last touch
	darkRest    = 2 // working days after the last of them
	mailWaits   = 5 // working days for an answer to the gone-dark e-mail
	manyPutOffs = 3 // since the last step forward
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
	facts.closed, facts.paused, facts.waiting, facts.noAssurance, facts.goneDark, facts.asked, facts.backFromPause,
	facts.callBackDue, facts.putOff, facts.quietAgain, facts.quiet,
}

func (f facts) closed() (Finding, bool) {
	if f.deal.IsOpen() {
		return Finding{}, false
	}
	finding := Finding{
		Situation: Closed,
		Why:       fmt.Sprintf("It was %s on %s.", closedAs(f.deal.Status), f.day(f.deal.ClosedAt)),
		Next:      f.deal.Revisit,
	}
	if f.deal.revisitDue(f.today) {
		finding.Why += " You meant to look at it again now: much may have changed."
	}
	return finding, true
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
		Why:       fmt.Sprintf("%s; I'll remind you on %s.", f.agreed(""), from.Words(f.today)),
		Next:      from,
	}, true
}

func (f facts) noAssurance() (Finding, bool) {
	d := f.deal
	finding := Finding{Situation: NoAssurance, Next: f.today.Add(1)}
	switch {
	case !d.Doubt.IsZero():
		finding.Why = fmt.Sprintf("On %s you asked, and they gave you nothing to count on.", f.day(d.Doubt))
		finding.Late = f.since(d.Doubt)
	case d.Sent.How == Email && d.Attempts >= darkAfter && f.since(d.Sent.At) >= mailWaits:
		finding.Why = fmt.Sprintf("Your e-mail of %s has been unanswered for %s, after %d attempts.",
			f.day(d.Sent.At), workingDays(f.since(d.Sent.At)), d.Attempts)
		finding.Late = f.since(d.Sent.At) - mailWaits
	default:
		return Finding{}, false
	}
	return finding, true
}

func (f facts) goneDark() (Finding, bool) {
	d := f.deal
	days := f.since(d.Outreach)
	// Once the e-mail is out, its answer is waited for.
	if d.Attempts < darkAfter || days < darkRest || d.Sent.How == Email {
		return Finding{}, false
	}
	return Finding{
		Situation: GoneDark,
		Why: fmt.Sprintf("You have tried %d times since %s, the last time on %s, %s ago.",
			d.Attempts, f.lastAnswer(), f.day(d.Outreach), workingDays(days)),
		Late: days - darkRest,
		Next: f.today.Add(1),
	}, true
}

func (f facts) backFromPause() (Finding, bool) {
	p := f.deal.Pause
	if p.Until.IsZero() || p.Until.After(f.today) {
		return Finding{}, false
	}
	return Finding{
		Situation: BackFromPause,
		Why:       fmt.Sprintf("The pause ended on %s: %s. Begin gently, with something of use to them.", p.Until.Words(f.today), endless(p.Reason)),
		Late:      f.settings.Work.Between(p.Until, f.today),
		Next:      f.today.Add(1),
	}, true
}

func (f facts) putOff() (Finding, bool) {
	quiet, ok := f.quiet()
	if !ok || f.deal.PutOffs < manyPutOffs {
		return Finding{}, false
	}
	quiet.Situation = PutOffAgain
	quiet.Why = fmt.Sprintf("They have put you off %d times since the last step forward. %s", f.deal.PutOffs, quiet.Why)
	return quiet, true
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
	ago := ""
	if c.On.Before(f.today) {
		ago = ", " + workingDays(f.settings.Work.Between(c.On, f.today)) + " ago"
	}
	return Finding{
		Situation: CallBackDue,
		Why:       f.agreed(ago) + ".",
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
		Next:      f.turns(),
	}
}

// turns is the first day on which time alone ends on-track: the limit is
// exceeded, the answer to a script is wanted, or the attempts mean darkness.
func (f facts) turns() Date {
	d, work := f.deal, f.settings.Work
	day := func(t time.Time) Date { return DateOf(t.In(f.zone)) }
	next := work.Add(day(d.Touch), f.limit()+1)
	sooner := func(other Date) {
		if other.After(f.today) && other.Before(next) {
			next = other
		}
	}
	if d.Asked.Script != "" {
		sooner(work.Add(day(d.Asked.At), askedFrom))
	}
	if d.Attempts >= darkAfter {
		sooner(work.Add(day(d.Outreach), darkRest))
		sooner(work.Add(day(d.Sent.At), mailWaits))
	}
	return next
}
