package coach

import (
	"errors"
	"testing"
	"time"
)

func TestPromptDayOfARepWithOwnTimes(t *testing.T) {
	s := DefaultSettings()
	s.PromptAt = 10 * 60
	s.Work.Off = map[Date]string{date("Tue 24 Nov"): "day off"}
	berlin, newYork, apia := mustZone(t, "Europe/Berlin"), mustZone(t, "America/New_York"), mustZone(t, "Pacific/Apia")
	known := Rep{ID: "U1", Since: on("Thu 1 Oct", "00:00")}
	off := func(back string) Rep { r := known; r.AwayFrom, r.Back = date("Mon 2 Nov"), date(back); return r }
	hours := func(from, to Clock) Rep { r := known; r.From, r.To = from, to; return r }
	both := off("Mon 9 Nov")
	both.From, both.To = 7*60, 15*60
	looked := hours(7*60, 15*60)
	looked.LookedOn = date("Mon 2 Nov")
	tests := []struct {
		story string
		rep   Rep
		now   time.Time
		due   string // empty: none
		next  time.Time
	}{
		{"with the team's hours it comes at ten", known, onIn("Mon 2 Nov", "09:00", berlin), "", onIn("Mon 2 Nov", "10:00", berlin)},
		{"with own hours it comes when they begin", hours(7*60, 15*60), onIn("Mon 2 Nov", "06:59", berlin), "", onIn("Mon 2 Nov", "07:00", berlin)},
		{"and is due from then on", hours(7*60, 15*60), onIn("Mon 2 Nov", "07:00", berlin), "Mon 2 Nov", onIn("Tue 3 Nov", "07:00", berlin)},
		{"it is dropped when the own day ends, not the team's", hours(7*60, 15*60), onIn("Mon 2 Nov", "15:00", berlin), "", onIn("Tue 3 Nov", "07:00", berlin)},
		{"a late day begins late", hours(13*60, 21*60), onIn("Mon 2 Nov", "12:00", newYork), "", onIn("Mon 2 Nov", "13:00", newYork)},
		{"and is still on in the evening", hours(13*60, 21*60), onIn("Mon 2 Nov", "20:59", newYork), "Mon 2 Nov", onIn("Tue 3 Nov", "13:00", newYork)},
		{"new hours bring no second prompt on a day", looked, onIn("Mon 2 Nov", "12:00", berlin), "", onIn("Tue 3 Nov", "07:00", berlin)},
		{"while away nothing is due", off("Mon 9 Nov"), onIn("Thu 5 Nov", "11:00", berlin), "", onIn("Mon 9 Nov", "10:00", berlin)},
		{"the day before the return is the last one away", off("Mon 9 Nov"), onIn("Sun 8 Nov", "23:59", berlin), "", onIn("Mon 9 Nov", "10:00", berlin)},
		{"on the day of the return it is due again", off("Mon 9 Nov"), onIn("Mon 9 Nov", "10:00", berlin), "Mon 9 Nov", onIn("Tue 10 Nov", "10:00", berlin)},
		{"the day of the return begins where the rep is", off("Mon 9 Nov"), onIn("Mon 9 Nov", "00:00", apia), "", onIn("Mon 9 Nov", "10:00", apia)},
		{"a return on a Saturday is followed by Monday", off("Sat 7 Nov"), onIn("Thu 5 Nov", "11:00", berlin), "", onIn("Mon 9 Nov", "10:00", berlin)},
		{"a return on a day off is followed by the next", off("Tue 24 Nov"), onIn("Mon 23 Nov", "11:00", berlin), "", onIn("Wed 25 Nov", "10:00", berlin)},
		{"an absence over the clock change ends at the hour on the clock", off("Mon 2 Nov"), onIn("Fri 30 Oct", "11:00", newYork), "", onIn("Mon 2 Nov", "10:00", newYork)},
		{"own hours hold on the day of the return", both, onIn("Fri 6 Nov", "11:00", berlin), "", onIn("Mon 9 Nov", "07:00", berlin)},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			due, next := tt.rep.PromptDay(s, tt.now)
			want := Date{}
			if tt.due != "" {
				want = date(tt.due)
			}
			if due != want || !next.Equal(tt.next) {
				t.Errorf("due %q next %s, want %q and %s", due, next, want, tt.next)
			}
		})
	}
}

func TestWhoIsAwaySaysUntilWhen(t *testing.T) {
	var r Rep
	must(t, r.LeaveUntil(mia("Mon 16 Nov", "10:00"), date("Mon 23 Nov")))
	must(t, r.LeaveUntil(mia("Wed 18 Nov", "10:00"), date("Wed 25 Nov")))
	if r.AwayFrom != date("Mon 16 Nov") || r.Back != date("Wed 25 Nov") || r.Since.IsZero() {
		t.Errorf("a longer absence is the same one: %+v", r)
	}
	if w := DefaultSettings().Work; !r.LongAway(w, date("Wed 18 Nov")) || r.LongAway(w, date("Wed 25 Nov")) {
		t.Error("seven working days are long, until they are over")
	}
	for _, back := range []Date{date("Wed 18 Nov"), date("Mon 2 Nov"), {2028, time.January, 3}} {
		var no Refusal
		if err := r.LeaveUntil(mia("Wed 18 Nov", "11:00"), back); !errors.As(err, &no) {
			t.Errorf("until %s: %v, want a refusal", back, err)
		}
	}
	must(t, r.Return(mia("Thu 19 Nov", "10:00")))
	if r.Away(date("Thu 19 Nov")) {
		t.Errorf("still away: %+v", r)
	}
	var no Refusal
	if err := r.Return(mia("Thu 19 Nov", "10:01")); !errors.As(err, &no) {
		t.Errorf("back twice: %v", err)
	}
}

func TestReadHours(t *testing.T) {
	tests := []struct {
		text, want string // empty: refused
	}{
		{"09:00-17:00", "09:00-17:00"}, {"9-17", "09:00-17:00"}, {"8:30 – 16", "08:30-16:00"},
		{"from 7 to 15:15", "07:00-15:15"}, {"16-24", "16:00-24:00"},
		{"", ""}, {"9", ""}, {"17-9", ""}, {"9-9", ""}, {"nine to five", ""}, {"9-17-18", ""}, {"9-25", ""}, {"-", ""},
	}
	for _, tt := range tests {
		from, to, err := ReadHours(tt.text)
		got := from.String() + "-" + to.String()
		if err != nil {
			var no Refusal
			if got = ""; !errors.As(err, &no) {
				t.Errorf("%q: %v is no refusal", tt.text, err)
			}
		}
		if got != tt.want {
			t.Errorf("%q is read as %q, want %q", tt.text, got, tt.want)
		}
	}
	var r Rep
	if err := r.WorkFrom(mia("Mon 2 Nov", "10:00"), 9*60, 9*60+59); err == nil {
		t.Error("less than an hour was taken")
	}
	must(t, r.WorkFrom(mia("Mon 2 Nov", "10:00"), 0, 60))
	if s := DefaultSettings().For(r); s.PromptClock() != 0 || s.Work.To != 60 {
		t.Errorf("the first hour of the day: %s to %s", s.PromptClock(), s.Work.To)
	}
}

func TestCallBacksInAnAbsence(t *testing.T) {
	deals := quietDeals(t, 4)
	for i, day := range []string{"Thu 19 Nov", "Tue 17 Nov", "Mon 23 Nov", "Fri 20 Nov"} {
		deals[i].CallBack.On = date(day)
	}
	deals[3].Status = Won
	var got []string
	for _, d := range CallsBefore(deals, date("Mon 16 Nov"), date("Mon 23 Nov")) {
		got = append(got, d.Ref())
	}
	if len(got) != 2 || got[0] != "#2" || got[1] != "#1" {
		t.Errorf("%v, want #2 on Tuesday and #1 on Thursday", got)
	}
}
