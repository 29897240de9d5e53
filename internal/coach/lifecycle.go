package coach

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Close ends the deal as won, lost or let go. Closing it a second time in the
// same way adds a reason when none was given before, and is refused otherwise.
func (d *Deal) Close(a Act, as Status, reason string) error {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n > MaxReason {
		return tooLong("That reason", n, MaxReason)
	}
	if d.Status == as {
		if reason == "" || d.Reason != "" {
			return Refuse(d.Title()+" is already "+as.Words()+".", "To take it up again: /deal reopen "+d.Ref())
		}
		d.because(a, reason)
		d.record(a, Reasoned, reason, Date{})
		return nil
	}
	if err := d.mustBeOpen("close"); err != nil {
		return err
	}
	kind, ok := map[Status]EventKind{Won: WonDeal, Lost: LostDeal, LetGo: LetGoDeal}[as]
	if !ok {
		return Refuse("A deal ends as won, lost or let go.", "For example: /deal letgo "+d.Ref())
	}
	d.Status, d.ClosedAt = as, a.At
	d.because(a, reason)
	d.CallBack, d.Pause, d.Snooze, d.Asked = CallBack{}, Pause{}, Date{}, Asked{}
	d.record(a, kind, reason, Date{})
	return nil
}

// because notes why a deal was closed, and when another look may be worth it.
func (d *Deal) because(a Act, reason string) {
	d.Reason, d.ReasonKind = reason, KindOf(reason)
	if d.Status != Won {
		d.Revisit = RevisitAfter(d.ReasonKind, a.Today())
	}
	d.settle() // another look, one day, is not held back by old prompts
}

// Reopen takes a closed deal up again and starts both clocks.
func (d *Deal) Reopen(a Act) error {
	if d.IsOpen() {
		return Refuse(d.Title()+" is open already.", "To see it: /deal show "+d.Ref())
	}
	d.touch(a)
	d.Status, d.ClosedAt, d.Reason, d.ClosingOp = Open, time.Time{}, "", ""
	d.ReasonKind, d.RealReason, d.Revisit, d.Line = "", "", Date{}, ""
	d.record(a, Reopened, "", Date{})
	return nil
}

// PauseUntil leaves the deal in peace until a date, for a reason of theirs. At
// most so many pauses follow each other without a touch.
func (d *Deal) PauseUntil(a Act, until Date, reason string, most int) error {
	if err := d.mustBeOpen("pause"); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return Refuse("A pause needs a reason, so that it ends well.",
			"For example: /deal pause "+d.Ref()+" until 11 January because the budget is frozen")
	}
	if n := utf8.RuneCountInString(reason); n > MaxReason {
		return tooLong("That reason", n, MaxReason)
	}
	if err := mustBeAhead(a, until); err != nil {
		return err
	}
	if d.Pauses >= most {
		return Refuse(d.Title()+" has been paused "+times(d.Pauses)+" in a row without a word from them.",
			"Ask whether the timing is wrong, or let it go: /deal letgo "+d.Ref())
	}
	d.Pause = Pause{Until: until, Reason: reason}
	d.Pauses++
	d.Doubt, d.Sent = time.Time{}, Sent{}
	d.settle()
	d.record(a, PausedDeal, reason, until)
	return nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	if n == 2 {
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// SnoozeUntil leaves the deal out of prompts until a date. Its situation stays
// what it is. Done to a call-back that is due, it counts as moving the call.
func (d *Deal) SnoozeUntil(a Act, until Date, work WorkTime) error {
	if err := d.mustBeOpen("snooze"); err != nil {
		return err
	}
	if err := mustBeAhead(a, until); err != nil {
		return err
	}
	if c := d.CallBack; !c.On.IsZero() && !c.leadDay(work, a.At.Location()).After(a.Today()) {
		d.Moved++
	}
	d.Snooze = until
	d.settle()
	d.record(a, Snoozed, "", until)
	return nil
}

// MoveTo changes the stage. A higher one is a step forward; no clock is reset.
func (d *Deal) MoveTo(a Act, stage Stage) error {
	if err := d.mustBeOpen("move"); err != nil {
		return err
	}
	if d.Stage == stage {
		return Refuse(d.Title()+" is in "+stage.Words()+" already.", "The stages are prospect, qualified, proposal and negotiation.")
	}
	if slices.Index(Stages, stage) > slices.Index(Stages, d.Stage) {
		d.PutOffs = 0
	}
	was := d.Stage
	d.Stage = stage
	d.record(a, Moved, stage.Words()+"\n"+from("stage", was.Words(), stage.Words()), Date{})
	return nil
}

// Promise sets the one advantage that matters to them, best as a figure (Keith
// Rosen: sell measurable results).
func (d *Deal) Promise(a Act, benefit string) error {
	benefit = strings.TrimSpace(benefit)
	switch n := utf8.RuneCountInString(benefit); {
	case n == 0:
		return Refuse("What will be different for them, and by how much?", "For example: /deal know "+d.Ref()+" benefit 8 % less standstill")
	case n > MaxWords:
		return tooLong("That benefit", n, MaxWords)
	}
	was := d.Benefit
	d.Benefit = benefit
	d.record(a, Learned, instead("benefit", was, benefit), Date{})
	return nil
}

// Resume ends a pause and a snooze. It resets no clock.
func (d *Deal) Resume(a Act) error {
	if err := d.mustBeOpen("resume"); err != nil {
		return err
	}
	if today := a.Today(); !d.Pause.Until.After(today) && !d.Snooze.After(today) {
		return Refuse(d.Title()+" is neither paused nor snoozed.", "To see it: /deal show "+d.Ref())
	}
	d.Pause, d.Snooze = Pause{}, Date{}
	d.record(a, Resumed, "", Date{})
	return nil
}

// settle restarts the back-off after an act that the next prompt need not
// wait out, because something else decides when the deal comes up again.
func (d *Deal) settle() { d.Nudge.On, d.Nudge.Count = Date{}, 0 }

func mustBeAhead(a Act, until Date) error {
	if until.After(a.Today()) {
		return nil
	}
	return Refuse("That date is not after today.", "Name a later one, for example: until next Monday")
}
