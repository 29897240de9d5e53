package coach

import "testing"

func TestADealGoesToSomebodyElse(t *testing.T) {
	d := acme(t)
	must(t, d.FocusOn(mia("Tue 3 Nov", "09:00"), "2026-W45", nil))
	d.Nudge = Nudge{Prompt: "prompt:U1:2026-11-03", On: date("Tue 3 Nov"), Count: 3, FirstQuiet: date("Tue 3 Nov")}
	was := d
	refused(t, d.AssignTo(mia("Tue 3 Nov", "10:00"), d.Owner), "theirs already")
	must(t, d.AssignTo(mia("Tue 3 Nov", "10:00"), "UBEN"))
	if d.Owner != "UBEN" || d.Focus != "" || d.Nudge.Count != 0 || !d.Nudge.FirstQuiet.IsZero() {
		t.Errorf("given away as %+v", d)
	}
	if d.Nudge.Prompt != was.Nudge.Prompt {
		t.Error("the old owner's message is not brought up to date")
	}
	if !d.Touch.Equal(was.Touch) || !d.Outreach.Equal(was.Outreach) {
		t.Error("a clock was restarted")
	}
	names := func(id string) string { return map[string]string{"UBEN": "Ben", "U1": "Mia"}[id] }
	if got, want := d.Last.Words("UNORA", names, date("Tue 3 Nov")), names(d.Last.By)+" gave it to Ben."; got != want {
		t.Errorf("it reads %q, want %q", got, want)
	}
}
