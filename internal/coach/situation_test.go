package coach

import (
	"strings"
	"testing"
	"time"
)

// must stops a test when a rule refuses what the story needs.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSituations(t *testing.T) {
	callBackOn := func(day string) func(*Deal) error {
		return func(d *Deal) error {
			return d.LogCall(mia("Mon 2 Nov", "11:00"), CallLine{CallBack: date(day), Reason: "the board meets"})
		}
	}
	tests := []struct {
		story string
		what  func(*Deal) error
		now   time.Time
		want  Situation
		why   string
	}{
		{"the touch is today", nil, on("Mon 2 Nov", "17:00"), OnTrack, "since it was added on Mon 2 Nov, today"},
		{"the limit of 7 is reached on the second Wednesday", nil, on("Wed 11 Nov", "09:00"), OnTrack, "7 working days ago; the limit in Proposal is 7."},
		{"on Thursday morning the count exceeds it", nil, on("Thu 12 Nov", "00:01"), Quiet, "8 working days ago; the limit in Proposal is 7."},
		{"a weekend adds nothing", nil, on("Sun 8 Nov", "09:00"), OnTrack, "4 working days ago"},
		{"a logged call restarts the clock", func(d *Deal) error { return d.LogCall(mia("Wed 11 Nov", "15:00"), CallLine{}) },
			on("Thu 12 Nov", "09:00"), OnTrack, "They last answered on Wed 11 Nov, 1 working day ago"},
		{"a voicemail does not", func(d *Deal) error { return d.LogCall(mia("Wed 11 Nov", "15:00"), CallLine{Attempt: true}) },
			on("Thu 12 Nov", "09:00"), Quiet, "8 working days ago"},
		{"a call-back explains silence", callBackOn("Mon 23 Nov"), on("Wed 18 Nov", "09:00"), Waiting, "They asked to be called on Mon 23 Nov, because the board meets; I'll remind you on Thu 19 Nov."},
		{"15 working days of wait are reminded of 2 early", callBackOn("Mon 23 Nov"), on("Thu 19 Nov", "09:00"), CallBackDue, "on Mon 23 Nov, because the board meets"},
		{"a call-back is reminded of one working day early at least", callBackOn("Thu 5 Nov"), on("Wed 4 Nov", "09:00"), CallBackDue, ""},
		{"two days before it is too early", callBackOn("Thu 5 Nov"), on("Tue 3 Nov", "09:00"), Waiting, ""},
		{"a call-back on a Saturday shows on Friday", callBackOn("Sat 7 Nov"), on("Fri 6 Nov", "09:00"), CallBackDue, ""},
		{"a missed call-back stays due", callBackOn("Thu 5 Nov"), on("Mon 9 Nov", "09:00"), CallBackDue, "2 working days ago"},
		{"a pause hides a quiet deal", func(d *Deal) error {
			return d.PauseUntil(mia("Mon 2 Nov", "11:00"), date("Mon 30 Nov"), "parental leave.", 2)
		},
			on("Fri 27 Nov", "09:00"), Paused, "Paused until Mon 30 Nov: parental leave."},
		{"the pause ends on its date", func(d *Deal) error { return d.PauseUntil(mia("Mon 2 Nov", "11:00"), date("Mon 30 Nov"), "leave", 2) },
			on("Mon 30 Nov", "09:00"), BackFromPause, "The pause ended on Mon 30 Nov: leave."},
		{"an attempt follows a pause up", func(d *Deal) error {
			must(t, d.PauseUntil(mia("Mon 2 Nov", "11:00"), date("Mon 9 Nov"), "leave", 2))
			return d.LogCall(mia("Tue 10 Nov", "10:00"), CallLine{Attempt: true})
		}, on("Wed 11 Nov", "09:00"), OnTrack, ""},
		{"two attempts are no darkness yet", triedOn("Wed 4 Nov", "Thu 5 Nov"), on("Thu 12 Nov", "09:00"), Quiet, ""},
		{"three are, two working days after the last", triedOn("Wed 4 Nov", "Thu 5 Nov", "Fri 6 Nov"), on("Tue 10 Nov", "09:00"), GoneDark, "You have tried 3 times since it was added on Mon 2 Nov"},
		{"a day after the last they are not", triedOn("Wed 4 Nov", "Thu 5 Nov", "Fri 6 Nov"), on("Mon 9 Nov", "09:00"), OnTrack, ""},
		{"an answer ends the darkness", func(d *Deal) error {
			must(t, triedOn("Wed 4 Nov", "Thu 5 Nov", "Fri 6 Nov")(d))
			return d.LogCall(mia("Mon 9 Nov", "10:00"), CallLine{})
		}, on("Wed 11 Nov", "09:00"), OnTrack, ""},
		{"darkness counts even when a call-back is due", func(d *Deal) error {
			must(t, d.LogCall(mia("Mon 2 Nov", "11:00"), CallLine{CallBack: date("Wed 4 Nov")}))
			return triedOn("Wed 4 Nov", "Thu 5 Nov", "Fri 6 Nov")(d)
		}, on("Tue 10 Nov", "09:00"), GoneDark, ""},
		{"no assurance stands until it is settled", doubtedOn("Thu 5 Nov"), on("Fri 6 Nov", "09:00"), NoAssurance, "On Thu 5 Nov you asked, and they gave you nothing to count on."},
		{"a next step with a date keeps it", func(d *Deal) error {
			must(t, doubtedOn("Thu 5 Nov")(d))
			return d.Agree(mia("Fri 6 Nov", "10:00"), "pilot with the warehouse", date("Fri 20 Nov"))
		}, on("Mon 9 Nov", "09:00"), Waiting, ""},
		{"the gone-dark e-mail is given 5 working days", mailedOn("Fri 6 Nov"), on("Thu 12 Nov", "09:00"), WasAsked, ""},
		{"then there is no assurance", mailedOn("Fri 6 Nov"), on("Fri 13 Nov", "09:00"), NoAssurance, "Your e-mail of Fri 6 Nov has been unanswered for 5 working days, after 3 attempts."},
		{"put off three times and quiet", func(d *Deal) error { d.PutOffs = 3; return nil }, on("Thu 12 Nov", "09:00"), PutOffAgain, "They have put you off 3 times since the last step forward."},
		{"put off three times and not quiet", func(d *Deal) error { d.PutOffs = 3; return nil }, on("Wed 11 Nov", "09:00"), OnTrack, ""},
		{"snoozed is left out of prompts, not out of the situation", func(d *Deal) error {
			return d.SnoozeUntil(mia("Mon 2 Nov", "11:00"), date("Mon 30 Nov"), DefaultSettings().Work)
		},
			on("Thu 12 Nov", "09:00"), Quiet, ""},
		{"a day after asking it is still quiet", askedOn("Thu 12 Nov"), on("Fri 13 Nov", "09:00"), Quiet, ""},
		{"two working days after asking the answer is wanted", askedOn("Thu 12 Nov"), on("Mon 16 Nov", "09:00"), WasAsked, "You asked them on Thu 12 Nov, 2 working days ago, and no answer is logged yet."},
		{"five days after still", askedOn("Thu 12 Nov"), on("Thu 19 Nov", "09:00"), WasAsked, ""},
		{"six days after it is quiet once more", askedOn("Thu 12 Nov"), on("Fri 20 Nov", "09:00"), Quiet, ""},
		{"a full limit after the first prompt it is quiet again", promptedOn("Thu 12 Nov"), on("Mon 23 Nov", "09:00"), QuietAgain, "We first talked about it on Thu 12 Nov."},
		{"a day before it is not", promptedOn("Thu 12 Nov"), on("Fri 20 Nov", "09:00"), Quiet, ""},
		{"won is closed", closedAsRule(Won), on("Thu 12 Nov", "09:00"), Closed, "It was won on Tue 3 Nov."},
		{"lost is closed", closedAsRule(Lost), on("Thu 12 Nov", "09:00"), Closed, "It was closed as lost on Tue 3 Nov."},
		{"let go is closed", closedAsRule(LetGo), on("Thu 12 Nov", "09:00"), Closed, "It was let go on Tue 3 Nov."},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			d := acme(t)
			if tt.what != nil {
				must(t, tt.what(&d))
			}
			got := d.Assess(DefaultSettings(), tt.now)
			if got.Situation != tt.want {
				t.Errorf("situation %s, want %s (%s)", got.Situation, tt.want, got.Why)
			}
			if !strings.Contains(got.Why, tt.why) || got.Why == "" {
				t.Errorf("why %q, want it to hold %q", got.Why, tt.why)
			}
		})
	}
}

func askedOn(day string) func(*Deal) error {
	return func(d *Deal) error { return d.Ask(mia(day, "10:00"), "timing", "a", Say) }
}

// triedOn logs an attempt on each of the days.
func triedOn(days ...string) func(*Deal) error {
	return func(d *Deal) error {
		for _, day := range days {
			if err := d.LogCall(mia(day, "10:00"), CallLine{Attempt: true}); err != nil {
				return err
			}
		}
		return nil
	}
}

func doubtedOn(day string) func(*Deal) error {
	return func(d *Deal) error { return d.Answer(mia(day, "10:00"), Answer{Effect: Unsure}, Input{}) }
}

func mailedOn(day string) func(*Deal) error {
	return func(d *Deal) error {
		if err := triedOn("Wed 4 Nov", "Thu 5 Nov")(d); err != nil {
			return err
		}
		return d.Ask(mia(day, "10:00"), "gone-dark-email", "a", Email)
	}
}

func promptedOn(day string) func(*Deal) error {
	return func(d *Deal) error {
		d.Prompted(Prompt{ID: "prompt:U1:x", On: date(day), At: on(day, "09:00")}, Card{Situation: Quiet, Script: "timing", Variant: "a"})
		return nil
	}
}

func closedAsRule(as Status) func(*Deal) error {
	return func(d *Deal) error { return d.Close(mia("Tue 3 Nov", "10:00"), as, "") }
}

// Every situation is reached by the table above, so that none hides another for
// ever.
func TestEverySituationHasAScriptAndWords(t *testing.T) {
	all := scripts(t)
	for _, s := range Situations {
		if s.Words() == "" {
			t.Errorf("%s has no words", s)
		}
		if s.Prompts() && s != WasAsked && len(all.For(s)) == 0 {
			t.Errorf("%s prompts, and no script fits", s)
		}
	}
	for _, m := range Moments {
		if len(all.At(m)) == 0 {
			t.Errorf("no script for the moment %s", m)
		}
	}
}

func TestDaysAreTheOwners(t *testing.T) {
	d := acme(t) // touched on Monday 2 Nov at 10:00 UTC
	s := DefaultSettings()
	s.Limits[Proposal] = 2
	honolulu, auckland := mustZone(t, "Pacific/Honolulu"), mustZone(t, "Pacific/Auckland")
	now := on("Wed 4 Nov", "12:00")
	// In Auckland it is Thursday already; in Honolulu the touch was on Monday
	// too, and it is still Wednesday.
	if got := d.Assess(s, now.In(auckland)).Situation; got != Quiet {
		t.Errorf("in Auckland it is %s, want quiet", got)
	}
	if got := d.Assess(s, now.In(honolulu)).Situation; got != OnTrack {
		t.Errorf("in Honolulu it is %s, want on-track", got)
	}
}

func TestHolidaysDoNotCount(t *testing.T) {
	d := acme(t)
	s := DefaultSettings()
	s.Work.Off = map[Date]string{date("Wed 11 Nov"): "day off", date("Sat 7 Nov"): "on a weekend anyway"}
	if got := d.Assess(s, on("Thu 12 Nov", "09:00")); got.Situation != OnTrack {
		t.Errorf("on Thursday it is %s, want on-track: %s", got.Situation, got.Why)
	}
	if got := d.Assess(s, on("Fri 13 Nov", "09:00")); got.Situation != Quiet {
		t.Errorf("on Friday it is %s, want quiet: %s", got.Situation, got.Why)
	}
}

func TestAChangedLimitAppliesAtOnce(t *testing.T) {
	d := acme(t)
	s := DefaultSettings()
	now := on("Fri 6 Nov", "09:00")
	if got := d.Assess(s, now).Situation; got != OnTrack {
		t.Fatalf("with limit 7: %s", got)
	}
	s.Limits[Proposal] = 3
	if got := d.Assess(s, now).Situation; got != Quiet {
		t.Errorf("with limit 3: %s, want quiet", got)
	}
}

func BenchmarkAssess(b *testing.B) {
	d := acme(b)
	s := DefaultSettings()
	now := on("Thu 12 Nov", "09:00")
	for b.Loop() {
		d.Assess(s, now)
	}
}
