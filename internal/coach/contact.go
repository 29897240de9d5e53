package coach

import (
	"strings"
	"time"
	"unicode/utf8"
)

// LogCall applies what a rep typed after a call. A touch restarts both clocks,
// an attempt only ours; a call-back makes it a put-off.
func (d *Deal) LogCall(a Act, line CallLine) error {
	if err := d.mustBeOpen("log a call on"); err != nil {
		return err
	}
	today := a.Today()
	if line.Attempt {
		d.attempt(a)
	} else {
		d.touch(a)
	}
	if n := utf8.RuneCountInString(line.NextStep); n > 0 {
		if n > MaxWords {
			return tooLong("That next step", n, MaxWords)
		}
		d.Next = Step{Words: line.NextStep, On: line.NextOn}
	}
	if line.HasValue && line.Value != d.Value {
		line.Note = strings.TrimSpace(line.Note + "\n" + from("value", d.Value.amount(), line.Value.amount()))
		d.Value = line.Value
	}
	switch {
	case line.CallBack == today:
		// Later today is no put-off: the coach reminds by day.
		d.Next = Step{Words: "call back", On: today}
	case !line.CallBack.IsZero():
		return d.putOff(a, line.CallBack, line.Reason, line.Note)
	}
	kind := Touched
	if line.Attempt {
		kind = Attempted
		d.tried(today)
	}
	d.record(a, kind, line.Note, line.NextOn)
	return nil
}

// touch is contact both ways. It settles everything that silence had caused.
func (d *Deal) touch(a Act) {
	d.Touch, d.Outreach = a.At, a.At
	d.Attempts = 0
	d.Moved, d.Pauses, d.Sent, d.Doubt = 0, 0, Sent{}, time.Time{}
	d.CallBack, d.Pause, d.Snooze, d.Asked = CallBack{}, Pause{}, Date{}, Asked{}
	d.Nudge = Nudge{Prompt: d.Nudge.Prompt, At: d.Nudge.At}
}

// attempt is contact one way: they have not answered.
func (d *Deal) attempt(a Act) {
	d.Outreach = a.At
	d.Attempts++
	d.Asked = Asked{}
	if !d.Pause.Until.After(a.Today()) {
		d.Pause = Pause{} // a pause that is over has been followed up
	}
}

// rest restarts the back-off: the rep has just acted without an answer, so the
// deal comes up again after its first step.
func (d *Deal) rest(today Date) {
	d.Nudge.On, d.Nudge.Count = today, 1
}

// tried is rest, unless a call-back is agreed: its day decides.
func (d *Deal) tried(today Date) {
	if d.CallBack.On.After(today) {
		d.settle()
		return
	}
	d.rest(today)
}

// putOff notes that they asked to be called on a date.
func (d *Deal) putOff(a Act, on Date, reason, note string) error {
	if !on.After(a.Today()) {
		return Refuse("A call-back needs a date after today.", "For example: call back in 3 weeks because the board meets then")
	}
	if n := utf8.RuneCountInString(reason); n > MaxReason {
		return tooLong("That reason", n, MaxReason)
	}
	d.PutOffs++
	d.Doubt, d.Sent, d.Pause, d.Snooze = time.Time{}, Sent{}, Pause{}, Date{}
	d.CallBack = CallBack{On: on, Reason: reason, Set: a.At}
	d.settle()
	d.record(a, PutOff, note, on)
	return nil
}

// BecauseOf adds the reason of a call-back that had none.
func (d *Deal) BecauseOf(a Act, reason string) error {
	reason = strings.TrimSpace(reason)
	switch n := utf8.RuneCountInString(reason); {
	case d.CallBack.On.IsZero():
		return Refuse("No call-back is agreed on "+d.Title()+".", "Log one: /call "+d.Ref()+" call back in 3 weeks because they said why")
	case n == 0:
		return Refuse("What did they say will have changed by then?", "A few words are enough.")
	case n > MaxReason:
		return tooLong("That reason", n, MaxReason)
	}
	d.CallBack.Reason = reason
	d.settle()
	d.record(a, PutOff, reason, d.CallBack.On)
	return nil
}

// WasTouched back-dates a touch that was not logged, to the working day before
// today.
func (d *Deal) WasTouched(a Act, work WorkTime) error {
	if err := d.mustBeOpen("log a call on"); err != nil {
		return err
	}
	day := work.Add(a.Today(), -1)
	at := day.At(work.To, a.At.Location())
	if !at.After(d.Touch) {
		at = a.At
	}
	tried := d.Outreach
	d.touch(Act{By: a.By, At: at})
	if tried.After(at) {
		d.Outreach = tried
	}
	d.record(a, Touched, "It was not logged at the time.", Date{})
	return nil
}

// Ask notes that the rep asked a script in a talk that has no answer yet. It
// is an attempt only when the script was sent or left as a message.
func (d *Deal) Ask(a Act, script, variant string, how How) error {
	if err := d.mustBeOpen("ask about"); err != nil {
		return err
	}
	if how.OneWay() {
		d.attempt(a)
		d.Sent = Sent{How: how, At: a.At}
	}
	d.Asked = Asked{Script: script, Variant: variant, At: a.At}
	d.rest(a.Today())
	d.record(a, AskedScript, "", Date{})
	return nil
}

func (d *Deal) mustBeOpen(what string) error {
	switch {
	case d.IsOpen():
		return nil
	case d.IsDeleted():
		return Refuse("I can't "+what+" "+d.Title()+": it is deleted.", "To bring it back: /deal restore "+d.Ref())
	}
	return Refuse("I can't "+what+" "+d.Title()+": it is "+d.Status.Words()+".",
		"To take it up again: /deal reopen "+d.Ref())
}
