package coach

import (
	"testing"
	"time"
)

func TestWorkingDaysBetween(t *testing.T) {
	w := DefaultSettings().Work
	w.Off = map[Date]string{date("Wed 25 Nov"): "day off"}
	tests := []struct {
		story    string
		from, to string
		want     int
	}{
		{"the same day is none", "Mon 2 Nov", "Mon 2 Nov", 0},
		{"backwards is none", "Tue 3 Nov", "Mon 2 Nov", 0},
		{"Monday to Thursday", "Mon 2 Nov", "Thu 5 Nov", 3},
		{"Friday evening to Monday is one", "Fri 6 Nov", "Mon 9 Nov", 1},
		{"from Saturday to Sunday is none", "Sat 7 Nov", "Sun 8 Nov", 0},
		{"a week is five", "Wed 4 Nov", "Wed 11 Nov", 5},
		{"with a holiday it is four", "Fri 20 Nov", "Fri 27 Nov", 4},
	}
	for _, tt := range tests {
		if got := w.Between(date(tt.from), date(tt.to)); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.story, got, tt.want)
		}
	}
}

// Between counts by weeks; counting day by day must come to the same.
func TestBetweenIsCountingDayByDay(t *testing.T) {
	w := DefaultSettings().Work
	w.Off = map[Date]string{}
	for d := date("Sun 1 Nov"); d.Before(date("Mon 30 Nov")); d = d.Add(9) {
		w.Off[d] = "off"
	}
	for from := date("Sun 1 Nov"); from.Before(date("Mon 16 Nov")); from = from.Add(1) {
		count := 0
		for to := from.Add(1); to.Before(date("Thu 31 Dec")); to = to.Add(1) {
			if w.Works(to) {
				count++
			}
			if got := w.Between(from, to); got != count {
				t.Fatalf("between %s and %s: %d, want %d", from, to, got, count)
			}
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	w := DefaultSettings().Work
	tests := []struct {
		story string
		from  string
		n     int
		want  string
	}{
		{"none is the day itself, working or not", "Sat 7 Nov", 0, "Sat 7 Nov"},
		{"one after Friday is Monday", "Fri 6 Nov", 1, "Mon 9 Nov"},
		{"one before Monday is Friday", "Mon 9 Nov", -1, "Fri 6 Nov"},
		{"one before Saturday is Friday", "Sat 7 Nov", -1, "Fri 6 Nov"},
	}
	for _, tt := range tests {
		if got := w.Add(date(tt.from), tt.n); got != date(tt.want) {
			t.Errorf("%s: %s, want %s", tt.story, got, tt.want)
		}
	}
}

func TestPromptDay(t *testing.T) {
	s := DefaultSettings()
	berlin := mustZone(t, "Europe/Berlin")
	known := Rep{ID: "U1", Since: on("Sun 1 Nov", "00:00")}
	lookedOn := func(day string) Rep { r := known; r.LookedOn = date(day); return r }
	tests := []struct {
		story string
		rep   Rep
		now   time.Time
		due   string // empty: none
		next  time.Time
	}{
		{"before nine it waits for nine", known, onIn("Mon 2 Nov", "08:59", berlin), "", onIn("Mon 2 Nov", "09:00", berlin)},
		{"at nine it is due", known, onIn("Mon 2 Nov", "09:00", berlin), "Mon 2 Nov", onIn("Tue 3 Nov", "09:00", berlin)},
		{"after an outage it is still due at noon", known, onIn("Mon 2 Nov", "12:00", berlin), "Mon 2 Nov", onIn("Tue 3 Nov", "09:00", berlin)},
		{"at the end of the day it is dropped", known, onIn("Mon 2 Nov", "17:00", berlin), "", onIn("Tue 3 Nov", "09:00", berlin)},
		{"once a day is enough", lookedOn("Mon 2 Nov"), onIn("Mon 2 Nov", "12:00", berlin), "", onIn("Tue 3 Nov", "09:00", berlin)},
		{"never on a Saturday", known, onIn("Sat 7 Nov", "09:00", berlin), "", onIn("Mon 9 Nov", "09:00", berlin)},
		{"Friday is followed by Monday", known, onIn("Fri 6 Nov", "09:00", berlin), "Fri 6 Nov", onIn("Mon 9 Nov", "09:00", berlin)},
		{"who came at ten is not prompted for nine", Rep{ID: "U1", Since: onIn("Mon 2 Nov", "10:00", berlin)}, onIn("Mon 2 Nov", "10:00", berlin), "", onIn("Tue 3 Nov", "09:00", berlin)},
		{"nine is nine on both sides of the clock change", lookedOn("Fri 23 Oct"), onIn("Sat 24 Oct", "12:00", berlin), "", onIn("Mon 26 Oct", "09:00", berlin)},
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

func TestPromptIsNeverBeforeTheWorkingHours(t *testing.T) {
	s := DefaultSettings()
	s.PromptAt, s.Work.From = 7*60, 10*60
	if got := s.PromptClock(); got != 10*60 {
		t.Errorf("prompted at %s, want 10:00", got)
	}
}
