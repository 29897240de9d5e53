package slack

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestDigests(t *testing.T) {
	b := aBot(t)
	names := func(id string) string { return map[string]string{"U1": "Mia Brandt", "U2": "<!channel>"}[id] }
	from, to := time.Date(2026, 11, 6, 16, 0, 0, 0, time.UTC), time.Date(2026, 11, 13, 16, 0, 0, 0, time.UTC)
	closed := func(id int64, owner, name string, as coach.Status, value coach.Money) coach.Deal {
		d := quietDeal(t, id, coach.AddLine{Name: name, Value: value})
		d.Owner = owner
		if err := d.Close(coach.Act{By: owner, At: nine}, as, "private words"); err != nil {
			t.Fatal(err)
		}
		return d
	}
	week := []coach.Deal{
		closed(1, "U1", "Acme", coach.Won, 1200000), closed(2, "U1", "Globex", coach.LetGo, 80000),
		closed(3, "U2", "<@U9>", coach.LetGo, 0), closed(4, "U2", "Initech", coach.Lost, 512345),
	}
	d := coach.WeeklyDigest("C1", week, b.settings(), coach.Digest{}, from, to, to)
	golden(t, "digest_first", b.digestSheet(d, names))
	open := quietDeal(t, 5, coach.AddLine{Name: "<!here>", Value: 300000})
	if err := open.LogCall(coach.Act{By: "U1", At: nine}, coach.CallLine{CallBack: coach.DateOf(to).Add(4), Reason: "private words"}); err != nil {
		t.Fatal(err)
	}
	d.AddCalls([]coach.Deal{open})
	made := func(weeksAgo, won, lost int) coach.Digest {
		return coach.Digest{
			ID: "kept", To: to.AddDate(0, 0, -7*weeksAgo), Won: coach.Outcome{Count: won, Value: 900000}, Lost: coach.Outcome{Count: lost, Value: 50},
		}
	}
	d.AddWeeks([]coach.Digest{{}, {}, made(5, 3, 1), {}, {}, {}, made(1, 1, 0)})
	s := b.digestSheet(d, names)
	golden(t, "digest", s)
	if strings.Contains(s.text(), "private words") {
		t.Error("a private reason is in the channel")
	}
	golden(t, "digest_empty_and_late", b.digestSheet(coach.WeeklyDigest("C1", nil, b.settings(), coach.Digest{}, from, to, to.Add(24*time.Hour)), names))

	var many []coach.Deal
	for i := range 3000 {
		many = append(many, closed(int64(i), "U1", strings.Repeat("&", coach.MaxName), []coach.Status{coach.Won, coach.Lost, coach.LetGo}[i%3], 1e15))
	}
	d = coach.WeeklyDigest("C1", many, b.settings(), coach.Digest{}, from, to, to)
	d.AddCalls(slices.Repeat([]coach.Deal{open}, 3000))
	d.AddWeeks([]coach.Digest{made(7, 1e9, 1e9), made(6, 1e9, 1e9), made(5, 1e9, 1e9), made(4, 1e9, 1e9), made(3, 1e9, 1e9), made(2, 1e9, 1e9), made(1, 1e9, 1e9)})
	within(t, b.digestSheet(d, names))
	for i := range d.Thread() {
		within(t, b.pageSheet(d, d.Thread(), i+1, names))
	}
}

func TestTheThreadOfAFullWeek(t *testing.T) {
	b := aBot(t)
	from, to := time.Date(2026, 11, 6, 16, 0, 0, 0, time.UTC), time.Date(2026, 11, 13, 16, 0, 0, 0, time.UTC)
	var deals []coach.Deal
	for i := range 500 {
		d := quietDeal(t, int64(i+1), coach.AddLine{Name: fmt.Sprintf("<@U%d> & sons", i+1), Value: coach.Money(i * 100)})
		if err := d.Close(coach.Act{By: "U1", At: nine}, []coach.Status{coach.Won, coach.Lost, coach.LetGo}[i%3], "private words"); err != nil {
			t.Fatal(err)
		}
		d.Line = "a line"
		deals = append(deals, d)
	}
	names := func(string) string { return "Mia Brandt" }
	d := coach.WeeklyDigest("C1", deals, b.settings(), coach.Digest{}, from, to, to)
	pages := d.Thread()
	var all strings.Builder
	for i := range pages {
		s := b.pageSheet(d, pages, i+1, names)
		within(t, s)
		all.WriteString(s.text() + "\n")
	}
	for _, deal := range deals {
		if n := strings.Count(all.String(), "*"+plain(deal.Name)+"*"); n != 1 {
			t.Errorf("%s is named %d times", deal.Name, n)
		}
	}
	if n := strings.Count(all.String(), ": “a line”"); n != len(deals) {
		t.Errorf("%d of %d lines are in the thread", n, len(deals))
	}
	for _, foreign := range []string{"private words", "<"} {
		if strings.Contains(all.String(), foreign) {
			t.Errorf("%q is in the thread", foreign)
		}
	}
	golden(t, "digest_thread", b.pageSheet(d, pages, 5, names))
}

// The store keeps instants, and Friday afternoon in Los Angeles is Saturday by
// then in London.
func TestADigestIsOfTheTeamsDay(t *testing.T) {
	b := aBot(t)
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	team := b.settings()
	team.Zone = zone
	b.settings = func() coach.Settings { return team }
	at := time.Date(2026, 11, 13, 16, 0, 0, 0, zone)
	s := b.digestSheet(coach.Digest{ID: "digest", To: at.UTC()}, func(string) string { return "" })
	if want := "The week to Fri 13 Nov"; s.lines[0] != want {
		t.Errorf("it is headed %q, want %q", s.lines[0], want)
	}
}
