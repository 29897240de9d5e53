package coach

import "testing"

func TestTheLastEventHasANoteOnlyWhenItsWordsTellIt(t *testing.T) {
	nobody := func(string) string { return "" }
	for _, kind := range []EventKind{
		Created, Touched, Attempted, PutOff, Forwarded, AskedScript, PausedDeal, Snoozed, Resumed, WonDeal, LostDeal, LetGoDeal,
		Reopened, Reasoned, Doubted, NewContact, Learned, Kept, Undone, Chosen, Moved,
	} {
		var d Deal
		d.record(Act{By: "U1"}, kind, "a note", Date{})
		event := d.News[0]
		if event.Note != "a note" {
			t.Errorf("%s: the history has the note %q", kind, event.Note)
		}
		if got, want := d.Last.Words("U2", nobody, Date{}), event.Words("U2", nobody, Date{}); got != want {
			t.Errorf("%s: the last event is told as %q, in the history as %q", kind, got, want)
		}
		event.Note = ""
		if tells := event.Words("U2", nobody, Date{}) != d.Last.Words("U2", nobody, Date{}); tells != (d.Last.Note != "") {
			t.Errorf("%s: its words tell the note: %t, but it has %q", kind, tells, d.Last.Note)
		}
	}
}
