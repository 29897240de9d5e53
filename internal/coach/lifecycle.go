package coach

import (
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
		d.Reason = reason
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
	d.Status, d.ClosedAt, d.Reason = as, a.At, reason
	d.CallBack, d.Pause, d.Snooze, d.Asked = CallBack{}, Pause{}, Date{}, Asked{}
	d.record(a, kind, reason, Date{})
	return nil
}

// Reopen takes a closed deal up again and starts both clocks.
func (d *Deal) Reopen(a Act) error {
	if d.IsOpen() {
		return Refuse(d.Title()+" is open already.", "To see it: /deal show "+d.Ref())
	}
	d.touch(a)
	d.Status, d.ClosedAt, d.Reason = Open, time.Time{}, ""
	d.record(a, Reopened, "", Date{})
	return nil
}

// PauseUntil leaves the deal in peace until a date, for a reason of theirs.
func (d *Deal) PauseUntil(a Act, until Date, reason string) error {
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
	d.Pause = Pause{Until: until, Reason: reason}
	d.settle()
	d.record(a, PausedDeal, reason, until)
	return nil
}

// SnoozeUntil leaves the deal out of prompts until a date. Its situation stays
// what it is.
func (d *Deal) SnoozeUntil(a Act, until Date) error {
	if err := d.mustBeOpen("snooze"); err != nil {
		return err
	}
	if err := mustBeAhead(a, until); err != nil {
		return err
	}
	d.Snooze = until
	d.settle()
	d.record(a, Snoozed, "", until)
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
