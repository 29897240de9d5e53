package coach

import (
	"testing"
	"time"
)

func TestTheDigestsWindow(t *testing.T) {
	s := DefaultSettings()
	from, to := on("Fri 6 Nov", "16:00"), on("Fri 13 Nov", "16:00")
	closedAt := func(id int64, as Status, at time.Time) Deal {
		d := acme(t)
		d.ID = id
		must(t, d.Close(Act{By: "U1", At: at}, as, "private"))
		return d
	}
	reopened := closedAt(7, Won, on("Mon 9 Nov", "10:00"))
	must(t, reopened.Reopen(mia("Tue 10 Nov", "10:00")))
	deals := []Deal{
		closedAt(1, Won, from),                  // in the last one
		closedAt(2, Won, from.Add(time.Second)), // just after it
		closedAt(3, LetGo, on("Mon 9 Nov", "10:00")),
		closedAt(4, Lost, to),                  // at the instant itself
		closedAt(5, Lost, to.Add(time.Second)), // in the next one
		reopened,
		acme(t),
	}
	d := WeeklyDigest("C1", deals, s, Digest{}, from, to, to)
	if d.Won.Count != 1 || d.LetGo.Count != 1 || d.Lost.Count != 1 {
		t.Errorf("won %d, let go %d, lost %d; want 1 each", d.Won.Count, d.LetGo.Count, d.Lost.Count)
	}
	if d.Won.Value != 1200000 || d.Won.Top[0].Deal != 2 {
		t.Errorf("won: %+v", d.Won)
	}
	if d.ID != "digest:C1:2026-W46" || d.Late {
		t.Errorf("id %s, late %v", d.ID, d.Late)
	}
	if late := WeeklyDigest("C1", deals, s, Digest{}, from, to, to.Add(24*time.Hour)); !late.Late || late.ID != d.ID {
		t.Errorf("a day later: late %v, id %s", late.Late, late.ID)
	}
}

// A rep closes a deal a moment before the digest's instant, and Redis takes it a
// moment after: the digest is made without it.
func TestWhatOneDigestCouldNotSeeTheNextOneCounts(t *testing.T) {
	s := DefaultSettings()
	first, second, third := on("Fri 6 Nov", "16:00"), on("Fri 13 Nov", "16:00"), on("Fri 20 Nov", "16:00")
	closed := func(id int64, at time.Time) Deal {
		d := acme(t)
		d.ID = id
		must(t, d.Close(Act{By: "U1", At: at}, Won, ""))
		return d
	}
	counted, unseen, old := closed(1, second.Add(-time.Minute)), closed(2, second.Add(-time.Second)), closed(3, second.Add(-time.Hour))
	seen := WeeklyDigest("C1", []Deal{counted, old}, s, Digest{}, first, second, second)
	next := WeeklyDigest("C1", []Deal{counted, unseen}, s, seen, second, third, third)
	if seen.Won.Count != 2 || next.Won.Count != 1 || next.Won.Top[0].Deal != 2 {
		t.Errorf("counted %d and then %+v; want each deal once", seen.Won.Count, next.Won)
	}
}

func TestTheDigestNamesTheLargest(t *testing.T) {
	var deals []Deal
	for i := range 30 {
		d := acme(t)
		d.ID, d.Value = int64(i), Money(i*100)
		must(t, d.Close(mia("Tue 3 Nov", "10:00"), LetGo, ""))
		deals = append(deals, d)
	}
	d := WeeklyDigest("C1", deals, DefaultSettings(), Digest{}, on("Fri 30 Oct", "16:00"), on("Fri 6 Nov", "16:00"), on("Fri 6 Nov", "16:00"))
	if d.LetGo.Count != 30 || len(d.LetGo.Top) != TopDeals || d.LetGo.Top[0].Deal != 29 {
		t.Errorf("count %d, top %+v", d.LetGo.Count, d.LetGo.Top)
	}
}

func TestDigestInstants(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	friday := DefaultSettings()
	friday.Zone = berlin
	monday := friday
	monday.DigestAt = Weekly{time.Monday, 8 * 60}
	tests := []struct {
		story string
		s     Settings
		last  time.Time
		want  time.Time
	}{
		{"a week later", friday, onIn("Fri 6 Nov", "16:00", berlin), onIn("Fri 13 Nov", "16:00", berlin)},
		{"the same hour after the clocks went back", friday, onIn("Fri 23 Oct", "16:00", berlin), onIn("Fri 30 Oct", "16:00", berlin)},
		{"moved from Friday to Monday, the next week has its own", monday, onIn("Fri 6 Nov", "16:00", berlin), onIn("Mon 9 Nov", "08:00", berlin)},
		{"moved from Monday to Friday, this week has had its own", friday, onIn("Mon 9 Nov", "08:00", berlin), onIn("Fri 20 Nov", "16:00", berlin)},
	}
	for _, tt := range tests {
		if got := NextDigest(tt.last.UTC(), tt.s); !got.Equal(tt.want) {
			t.Errorf("%s: %s, want %s", tt.story, got, tt.want)
		}
	}
	if got := DigestBefore(onIn("Fri 13 Nov", "16:00", berlin), friday); !got.Equal(onIn("Fri 13 Nov", "16:00", berlin)) {
		t.Errorf("at the instant itself: %s", got)
	}
	if got := DigestBefore(onIn("Fri 13 Nov", "15:59", berlin), friday); !got.Equal(onIn("Fri 6 Nov", "16:00", berlin)) {
		t.Errorf("a minute before: %s", got)
	}
}
