package coach

import "testing"

func TestTakingBack(t *testing.T) {
	before := acme(t)
	before.Version = 4
	after := before
	must(t, after.LogCall(mia("Wed 4 Nov", "10:00"), CallLine{CallBack: date("Mon 9 Nov"), Note: "a slip"}))
	after.Version = 5
	must(t, after.TakeBack(mia("Wed 4 Nov", "10:05"), before))
	if !after.Touch.Equal(before.Touch) || !after.CallBack.On.IsZero() || after.PutOffs != 0 || after.Version != 5 {
		t.Errorf("taken back: %+v", after)
	}
	if after.Last.Kind != Undone || after.ActedSince(on("Tue 3 Nov", "10:00")) {
		t.Errorf("taking back is told, and is no act: %+v", after.Last)
	}
	after.Version = 6
	refused(t, after.TakeBack(mia("Wed 4 Nov", "10:06"), before), "has changed since")
}

func TestATouchThatWasNotLogged(t *testing.T) {
	d := acme(t)
	must(t, d.LogCall(mia("Wed 4 Nov", "10:00"), CallLine{Attempt: true}))
	must(t, d.WasTouched(mia("Mon 9 Nov", "10:00"), DefaultSettings().Work))
	if DateOf(d.Touch) != date("Fri 6 Nov") || d.Attempts != 0 {
		t.Errorf("touched on %s, want the working day before", d.Touch)
	}
}

func TestWhyItEnded(t *testing.T) {
	d := acme(t)
	refused(t, d.Explain(mia("Tue 3 Nov", "10:00"), Ending{Words: "x"}), "is open")
	must(t, d.Close(mia("Tue 3 Nov", "10:00"), Lost, "too expensive"))
	if d.ReasonKind != PriceReason || !d.Revisit.IsZero() {
		t.Errorf("price: %s, another look on %s", d.ReasonKind, d.Revisit)
	}
	must(t, d.Explain(mia("Wed 4 Nov", "10:00"), Ending{Kind: TimingReason, Real: "the boss was not asked", Revisit: date("Mon 30 Nov"), Line: "ask for the boss early"}))
	if d.Reason != "too expensive" || d.RealReason == "" || d.ReasonKind != TimingReason || d.Revisit != date("Mon 30 Nov") || d.Line == "" {
		t.Errorf("explained: %+v", d)
	}
	refused(t, d.Explain(mia("Wed 4 Nov", "10:00"), Ending{Revisit: date("Wed 4 Nov")}), "after today")
}

func TestAtMostTwoPausesInARow(t *testing.T) {
	d := acme(t)
	must(t, d.PauseUntil(mia("Tue 3 Nov", "10:00"), date("Mon 9 Nov"), "ill", 2))
	must(t, d.PauseUntil(mia("Mon 9 Nov", "10:00"), date("Mon 16 Nov"), "still ill", 2))
	refused(t, d.PauseUntil(mia("Mon 16 Nov", "10:00"), date("Mon 23 Nov"), "ill again", 2), "paused twice in a row")
	must(t, d.LogCall(mia("Mon 16 Nov", "11:00"), CallLine{}))
	must(t, d.PauseUntil(mia("Mon 16 Nov", "12:00"), date("Mon 23 Nov"), "on holiday", 2))
}

func TestFocusIsOneOrTwo(t *testing.T) {
	a := mia("Mon 9 Nov", "10:00")
	deals := quietDeals(t, 3)
	must(t, deals[0].FocusOn(a, "2026-W46", deals))
	refused(t, deals[0].FocusOn(a, "2026-W46", deals), "already")
	must(t, deals[1].FocusOn(a, "2026-W46", deals))
	refused(t, deals[2].FocusOn(a, "2026-W46", deals), "Two deals")
	must(t, deals[2].FocusOn(a, "2026-W47", deals))
}

func TestKindnessFollowsTheReason(t *testing.T) {
	for reason, want := range map[string]string{
		"Anna is on parental leave":  "A birth or family leave",
		"he is ill":                  "Illness",
		"the budget is frozen":       "The budget is frozen",
		"they were acquired in May":  "The company is being sold or rebuilt",
		"still thinking":             "Another good reason",
		"still thinking, all of it":  "Another good reason",
		"on holiday till the middle": "Holiday",
	} {
		if got := KindnessFor(reason); got.Label != want || got.Gesture == "" {
			t.Errorf("%q: %+v, want %s", reason, got, want)
		}
	}
}
