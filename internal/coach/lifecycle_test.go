package coach

import (
	"errors"
	"strings"
	"testing"
)

// refused checks that a rule said no, in words that hold the given ones.
func refused(t *testing.T, err error, words string) {
	t.Helper()
	var r Refusal
	if !errors.As(err, &r) {
		t.Fatalf("error %v is no refusal", err)
	}
	if !strings.Contains(r.Reason+" "+r.Hint, words) {
		t.Errorf("refusal %q %q does not speak of %q", r.Reason, r.Hint, words)
	}
}

func TestThreeOutcomesAndBack(t *testing.T) {
	for _, as := range []Status{Won, Lost, LetGo} {
		d := acme(t)
		must(t, d.Close(mia("Tue 3 Nov", "10:00"), as, ""))
		if d.Status != as || !d.ClosedAt.Equal(on("Tue 3 Nov", "10:00")) {
			t.Errorf("%s: status %s at %s", as, d.Status, d.ClosedAt)
		}
		refused(t, d.Close(mia("Wed 4 Nov", "10:00"), as, ""), "already "+as.Words())
		must(t, d.Close(mia("Wed 4 Nov", "10:00"), as, "the reason came later"))
		if d.Reason != "the reason came later" || !d.ClosedAt.Equal(on("Tue 3 Nov", "10:00")) {
			t.Errorf("%s: reason %q, closed at %s", as, d.Reason, d.ClosedAt)
		}
		refused(t, d.LogCall(mia("Wed 4 Nov", "10:00"), CallLine{}), "/deal reopen #12")
		must(t, d.Reopen(mia("Thu 5 Nov", "10:00")))
		if !d.IsOpen() || !d.ClosedAt.IsZero() || d.Reason != "" || !d.Touch.Equal(on("Thu 5 Nov", "10:00")) {
			t.Errorf("%s: reopened as %+v", as, d)
		}
		refused(t, d.Reopen(mia("Thu 5 Nov", "11:00")), "open already")
	}
}

func TestAWonDealIsNotLostAfterwards(t *testing.T) {
	d := acme(t)
	must(t, d.Close(mia("Tue 3 Nov", "10:00"), Won, ""))
	refused(t, d.Close(mia("Tue 3 Nov", "11:00"), Lost, "they bought elsewhere"), "it is won")
}

func TestPausesAndSnoozes(t *testing.T) {
	d := acme(t)
	a := mia("Tue 3 Nov", "10:00")
	refused(t, d.PauseUntil(a, date("Mon 30 Nov"), " ", 2), "needs a reason")
	refused(t, d.PauseUntil(a, date("Tue 3 Nov"), "leave", 2), "after today")
	refused(t, d.SnoozeUntil(a, date("Mon 2 Nov"), DefaultSettings().Work), "after today")
	refused(t, d.Resume(a), "neither paused nor snoozed")
	before := d.Touch
	must(t, d.PauseUntil(a, date("Mon 30 Nov"), "leave", 2))
	must(t, d.SnoozeUntil(a, date("Mon 9 Nov"), DefaultSettings().Work))
	must(t, d.Resume(a))
	if !d.Pause.Until.IsZero() || !d.Snooze.IsZero() || !d.Touch.Equal(before) {
		t.Errorf("after resume: %+v", d)
	}
}

func TestTwoClocks(t *testing.T) {
	d := acme(t)
	must(t, d.LogCall(mia("Wed 4 Nov", "10:00"), CallLine{Attempt: true}))
	must(t, d.LogCall(mia("Thu 5 Nov", "10:00"), CallLine{Attempt: true}))
	if got := d.Clocks(DefaultSettings(), on("Fri 6 Nov", "09:00")); got !=
		"They have been silent for 4 working days (since Mon 2 Nov), we for 1 working day (since Thu 5 Nov)." {
		t.Error(got)
	}
	if d.Attempts != 2 {
		t.Errorf("%d attempts, want 2", d.Attempts)
	}
	must(t, d.LogCall(mia("Fri 6 Nov", "10:00"), CallLine{}))
	if !d.Touch.Equal(d.Outreach) || d.Attempts != 0 {
		t.Errorf("a touch must reset both clocks: %+v", d)
	}
}

func TestPutOffs(t *testing.T) {
	d := acme(t)
	for range 2 {
		must(t, d.LogCall(mia("Tue 3 Nov", "10:00"), CallLine{CallBack: date("Mon 9 Nov")}))
	}
	if d.PutOffs != 2 {
		t.Errorf("%d put-offs, want 2", d.PutOffs)
	}
	refused(t, d.LogCall(mia("Tue 3 Nov", "10:00"), CallLine{CallBack: date("Mon 2 Nov")}), "date after today")
	must(t, d.LogCall(mia("Tue 3 Nov", "10:00"), CallLine{CallBack: date("Tue 3 Nov"), HasTime: true, At: 16 * 60}))
	if d.PutOffs != 2 || d.Next.On != date("Tue 3 Nov") {
		t.Errorf("later today is no put-off: %+v", d)
	}
	must(t, d.Answer(mia("Wed 4 Nov", "10:00"), Answer{Effect: GoForward}, Input{}))
	if d.PutOffs != 0 || !d.CallBack.On.IsZero() {
		t.Errorf("a step forward must clear the put-offs: %+v", d)
	}
}

func TestAnswers(t *testing.T) {
	tests := []struct {
		effect Effect
		later  Input
		check  func(Deal) bool
	}{
		{GoForward, Input{}, func(d Deal) bool { return d.IsOpen() && d.Last.Kind == Forwarded }},
		{PutItOff, Input{On: date("Mon 30 Nov"), Reason: "budget"}, func(d Deal) bool {
			return d.CallBack.On == date("Mon 30 Nov") && d.CallBack.Reason == "budget" && d.PutOffs == 1
		}},
		{SayNo, Input{}, func(d Deal) bool { return d.Status == Lost }},
		{StaySilent, Input{}, func(d Deal) bool { return d.Attempts == 1 && d.Touch.Equal(d.Created) }},
	}
	for _, tt := range tests {
		d := acme(t)
		must(t, d.Answer(mia("Thu 12 Nov", "10:00"), Answer{ID: "x", Effect: tt.effect}, tt.later))
		if !tt.check(d) {
			t.Errorf("%s led to %+v", tt.effect, d)
		}
		if d.Asked.Script != "" {
			t.Errorf("%s left the question open", tt.effect)
		}
	}
	d := acme(t)
	refused(t, d.Answer(mia("Thu 12 Nov", "10:00"), Answer{Label: "Odd", Effect: "odd"}, Input{}), "Odd")
}

func TestNewDealRefusals(t *testing.T) {
	a := mia("Mon 2 Nov", "10:00")
	for _, tt := range []struct {
		story string
		line  AddLine
		words string
	}{
		{"no name", AddLine{Name: "  "}, "needs a name"},
		{"a name of 10,000 characters", AddLine{Name: strings.Repeat("é", 10000)}, "10000 characters"},
		{"a contact that long", AddLine{Name: "Acme", Contact: strings.Repeat("x", 121)}, "contact"},
		{"a benefit that long", AddLine{Name: "Acme", Benefit: strings.Repeat("x", 301)}, "benefit"},
	} {
		t.Run(tt.story, func(t *testing.T) {
			_, err := NewDeal(a, "U1", tt.line)
			refused(t, err, tt.words)
		})
	}
}

func TestTheHistoryTellsWhoDidWhat(t *testing.T) {
	d := acme(t)
	must(t, d.LogCall(mia("Tue 3 Nov", "10:00"), CallLine{Note: "spoke to Jo", CallBack: date("Mon 9 Nov")}))
	must(t, d.Close(Act{By: "U9", At: on("Wed 4 Nov", "10:00")}, LetGo, "no budget"))
	nameOf := func(string) string { return "Nora" }
	var got []string
	for _, e := range d.News {
		got = append(got, e.Words("U1", nameOf, date("Wed 4 Nov")))
	}
	want := []string{"You added it.", "You logged a put-off: call back on Mon 9 Nov.", "Nora let it go, with grace."}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("history:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestMovingACallIsSnoozingADueOne(t *testing.T) {
	work := DefaultSettings().Work
	d := acme(t)
	must(t, d.LogCall(mia("Mon 2 Nov", "10:00"), CallLine{CallBack: date("Thu 12 Nov"), Reason: "the board meets"}))
	must(t, d.SnoozeUntil(mia("Mon 9 Nov", "10:00"), date("Tue 10 Nov"), work)) // reminded of on Wednesday
	if d.Moved != 0 {
		t.Error("a call that is not due yet was not moved")
	}
	must(t, d.SnoozeUntil(mia("Wed 11 Nov", "10:00"), date("Fri 13 Nov"), work))
	if d.Moved != 1 {
		t.Errorf("a due call was moved once, not %d times", d.Moved)
	}
}
