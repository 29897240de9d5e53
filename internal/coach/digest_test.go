package coach

import (
	"fmt"
	"slices"
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

func TestADigestLooksBackOnTheWeeksBefore(t *testing.T) {
	to := onIn("Fri 13 Nov", "16:00", mustZone(t, "America/Los_Angeles"))
	made := func(day string, won int) Digest {
		at := onIn(day, "16:00", to.Location())
		return Digest{ID: DigestID("C1", at), Channel: "C1", To: at.UTC(), Won: Outcome{Count: won, Value: Money(won * 100)}}
	}
	tests := []struct {
		story   string
		earlier []Digest
		want    string
		before  bool
	}{
		{"the first one has nothing to look back on", make([]Digest, 7), "", false},
		{"the last week had one", append(make([]Digest, 6), made("Fri 6 Nov", 2)), "Fri 6 Nov 2, ", true},
		{"a week without one in between is zero",
			append(make([]Digest, 4), made("Fri 23 Oct", 1), Digest{}, made("Fri 6 Nov", 0)), "Fri 23 Oct 1, Fri 30 Oct 0, Fri 6 Nov 0, ", true},
		{"the last week had none", append(make([]Digest, 5), made("Fri 30 Oct", 3), Digest{}), "Fri 30 Oct 3, Fri 6 Nov 0, ", false},
	}
	for _, tt := range tests {
		d := Digest{Channel: "C1", To: to}
		if ids := d.Earlier(); len(ids) != 7 || ids[0] != "digest:C1:2026-W39" || ids[6] != "digest:C1:2026-W45" {
			t.Errorf("the weeks before are %q", ids)
		}
		d.AddWeeks(tt.earlier)
		got := ""
		for _, w := range d.Weeks {
			got += fmt.Sprintf("%s %d, ", w.Ends.Words(DateOf(to)), w.Won.Count)
		}
		if _, before := d.Before(); got != tt.want || before != tt.before {
			t.Errorf("%s: %q, with a week before: %v", tt.story, got, before)
		}
	}
}

func TestADigestTellsWhomToCallNextWeek(t *testing.T) {
	day := Date{2026, 11, 13}
	calls := func(id int64, on Date) Deal {
		d := acme(t)
		d.ID, d.CallBack = id, CallBack{On: on, Reason: "private"}
		return d
	}
	ours, won := calls(5, day.Add(2)), calls(6, day.Add(2))
	ours.CallBack.Ours, won.Status = true, Won
	open := []Deal{calls(1, day), calls(2, day.Add(8)), calls(3, day.Add(7)), calls(4, day.Add(1)), ours, won, calls(7, Date{})}
	d := Digest{To: on("Fri 13 Nov", "16:00")}
	d.AddCalls(open)
	if d.Calls.Count != 2 || d.Calls.First[0].Deal != 4 || d.Calls.First[1].Deal != 3 {
		t.Errorf("calls: %+v", d.Calls)
	}
	for id := range int64(20) {
		open = append(open, calls(100+id, day.Add(3)))
	}
	if d.AddCalls(open); d.Calls.Count != 22 || len(d.Calls.First) != CallsShown {
		t.Errorf("%d of %d calls", len(d.Calls.First), d.Calls.Count)
	}
}

func TestTheThreadNamesEveryDealOnce(t *testing.T) {
	tests := []struct {
		story            string
		won, letGo, lost int
		pages            int
	}{
		{"a week with nothing", 0, 0, 0, 0},
		{"the post names them all", TopDeals, TopDeals, TopDeals, 0},
		{"one more than it names", TopDeals + 1, 1, 0, 1},
		{"just a page", PageDeals - 1, 0, 1, 1},
		{"a page and one more", PageDeals, 1, 0, 2},
		{"five hundred", 200, 200, 100, 13},
	}
	for _, tt := range tests {
		var deals []Deal
		for i := range tt.won + tt.letGo + tt.lost {
			d := acme(t)
			d.ID, d.Line = int64(i+1), "for the post"
			as := Won
			if i >= tt.won {
				as = LetGo
			}
			if i >= tt.won+tt.letGo {
				as = Lost
			}
			must(t, d.Close(mia("Tue 3 Nov", "10:00"), as, "private"))
			deals = append(deals, d)
		}
		d := WeeklyDigest("C1", deals, DefaultSettings(), Digest{}, on("Fri 30 Oct", "16:00"), on("Fri 6 Nov", "16:00"), on("Fri 6 Nov", "16:00"))
		named := map[int64]bool{}
		for _, p := range d.Thread() {
			all := slices.Concat(p.Won, p.LetGo, p.Lost)
			if len(all) > PageDeals {
				t.Errorf("%s: a page names %d", tt.story, len(all))
			}
			for _, e := range all {
				if named[e.Deal] {
					t.Errorf("%s: deal %d is named twice", tt.story, e.Deal)
				}
				named[e.Deal] = true
			}
		}
		if tt.pages > 0 && len(named) != len(deals) {
			t.Errorf("%s: %d of %d are named", tt.story, len(named), len(deals))
		}
		messages := d.Messages()
		if len(messages) != tt.pages+1 {
			t.Errorf("%s: %d messages, want the post and %d pages", tt.story, len(messages), tt.pages)
		}
		for i, m := range messages[1:] {
			if digest, page, ok := ThreadOf(m.ID); !ok || digest != d.ID || page != i+1 || m.Kind != ThreadMessage {
				t.Errorf("%s: message %d is %+v", tt.story, i+1, m)
			}
		}
	}
}

func TestOnlyAPageIsAPage(t *testing.T) {
	for _, id := range []string{"", "thread:", "thread:digest:C1:2026-W46:0", "thread:digest:C1:2026-W46", "digest:C1:2026-W46:1", "thread:x:1x"} {
		if _, _, ok := ThreadOf(id); ok {
			t.Errorf("%q counts as a page", id)
		}
	}
}
