package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// A rep with 500 open deals and a manager of 2,000 see the ones that matter first,
// and reach every other one by its buttons; nothing outgrows Slack's limits.
func TestManyDealsStayWithinLimitsAndReach(t *testing.T) {
	t.Parallel()
	s := newSurface(t)
	s.perform("Mon 2 Nov 07:30")
	start := s.demo.clock.Now()
	var all []coach.Deal
	for i := range 2000 {
		owner := []string{mia, mia, ben, tom, tom, tom, tom, tom}[i%8]
		act := coach.Act{By: owner, At: start.AddDate(0, 0, -i%60)}
		d, err := coach.NewDeal(act, owner, coach.AddLine{Name: fmt.Sprintf("Bulk %04d", i), Value: coach.Money(i * 100), Stage: coach.Stages[i%4]})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	for i, d := range all {
		if _, err := s.demo.store.Create(t.Context(), fmt.Sprint("bulk:", i), d); err != nil {
			t.Fatal(err)
		}
	}
	for _, who := range []string{mia, nora} {
		for _, line := range []string{"/deal list", "/deal unknown", "/deal focus", "/deal show bulk", "/call bulk spoke with them", "/deal list quiet"} {
			before, begun := s.looks(who), time.Now()
			reply, err := s.demo.workspace.Command(t.Context(), who, salesChannel, line)
			if err != nil || !reply.Acked || reply.Problem != "" {
				t.Fatalf("%s: %v %s", line, err, reply.Problem)
			}
			s.comesOf(who+" types "+line, who, before)
			t.Logf("%s %s: %s", who, line, time.Since(begun).Round(time.Millisecond))
		}
		s.turnsAll(who, "/deal list")
		s.visits(who)
		view, _ := s.demo.workspace.Home(who)
		s.readableView(who, view)
		said := spoken(view)
		t.Logf("%s's Home tab has %d characters", who, len(said))
		for line := range strings.Lines(said) {
			if strings.HasPrefix(line, "and ") && !strings.Contains(line, "/deal ") {
				t.Errorf("%s's Home tab leads nowhere: %s", who, line)
			}
		}
	}
}

// turnsAll turns a list to its end, and checks that each deal was there once.
func (s *surface) turnsAll(who, line string) {
	reply, err := s.demo.workspace.Command(s.Context(), who, salesChannel, line)
	if err != nil || reply.Message == nil {
		s.Fatal(err, reply.Problem)
	}
	seen, pages := map[string]bool{}, 1
	for {
		m := s.demo.workspace.Ephemerals(who)
		last := m[len(m)-1]
		for row := range strings.Lines(string(last.Text)) {
			if name, _, ok := strings.Cut(strings.TrimPrefix(row, "• *#"), " "); ok && strings.HasPrefix(row, "• *#") {
				if seen[name] {
					s.Errorf("%s: #%s is listed twice", line, name)
				}
				seen[name] = true
			}
		}
		next := ""
		for _, t := range thingsIn(last.Blocks, thing{on: "answer"}) {
			if strings.HasPrefix(t.label, "Next ") {
				next = t.label
				t.User, t.Channel, t.TS = who, last.Channel, last.TS
				s.press(t)
				s.eventually(0, "", func() bool {
					now := s.demo.workspace.Ephemerals(who)
					return now[len(now)-1].Text != last.Text
				})
			}
		}
		if next == "" {
			break
		}
		pages++
	}
	var owner string
	if who == mia {
		owner = mia
	}
	n := 0
	if owner != "" {
		deals, err := s.demo.store.OpenOf(s.Context(), owner)
		if err != nil {
			s.Fatal(err)
		}
		n = len(deals)
	} else if _, n, err = s.demo.store.OpenAll(s.Context(), 1); err != nil {
		s.Fatal(err)
	}
	if len(seen) != n {
		s.Errorf("%s of %s shows %d of %d deals on %d pages", line, who, len(seen), n, pages)
	}
}
