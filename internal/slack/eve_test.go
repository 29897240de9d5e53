package slack

import (
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestThePromptOnTheEveOfADigest(t *testing.T) {
	closing := func(id int64, name string, as coach.Status, line string) coach.Deal {
		d := quietDeal(t, id, coach.AddLine{Name: name, Value: coach.Money(id * 100000)})
		if err := d.Close(coach.Act{By: "U1", At: nine.Add(-time.Hour)}, as, "private words"); err != nil {
			t.Fatal(err)
		}
		d.Owner, d.Line = "U1", line
		return d
	}
	open := quietDeal(t, 4, coach.AddLine{Name: "Hooli"})
	deals := map[int64]coach.Deal{
		1: closing(1, "<@U9> & sons", coach.Lost, ""), 2: closing(2, "Globex", coach.LetGo, "ask about <money> first"), 3: closing(3, "Acme", coach.Won, ""), 4: open,
	}
	p := coach.NewPrompt("U1", coach.DefaultSettings(), nine)
	p.Ended, p.DigestAt = []int64{3, 2, 1, 4, 5}, friday
	r := reader{id: "U1", name: "Mia", today: coach.DateOf(nine), nameOf: func(string) string { return "" }}
	b := aBot(t)
	b.now = func() time.Time { return nine }
	s := b.promptSheet(p, deals, r)
	golden(t, "prompt_eve", s)
	for _, none := range []string{"private words", "Hooli"} {
		if strings.Contains(s.text(), none) {
			t.Errorf("%s is in it", none)
		}
	}

	b.now = func() time.Time { return friday }
	s = b.promptSheet(p, deals, r)
	within(t, s)
	if strings.Contains(s.text(), "Your line") || !strings.Contains(s.text(), "The summary has been made.") {
		t.Errorf("once the digest is made it says %s", s.text())
	}

	for i := range int64(coach.TopDeals) {
		deals[10+i] = closing(10+i, strings.Repeat("&", coach.MaxName), coach.Won, strings.Repeat("<", coach.MaxWords))
		p.Ended = append(p.Ended, 10+i)
	}
	p.MoreEnded = 1000
	b.now = func() time.Time { return nine }
	within(t, b.promptSheet(p, deals, r))
}

func TestALineForTheChannel(t *testing.T) {
	o := newOffice(t)
	was := o.has(t, "UOWNER", "Acme Ltd", closed)
	owner, admin := sender{user: "UOWNER", team: "T1"}, sender{user: "UADMIN", team: "T1"}
	at := target{deal: was.ID, prompt: "prompt:UOWNER:2026-11-12"}.String()
	send := func(who sender, line string) string {
		return o.sends(who, formLine, at, map[string]string{fieldLine: line})
	}
	opened := o.presses(owner, doForm+":"+formLine, at)
	o.fit(t)
	if !strings.Contains(opened, "A line for the channel") {
		t.Errorf("the button opens %s", opened)
	}
	send(owner, "ask about money first")
	if is := o.deal(t, was.ID); is.Line != "ask about money first" || is.Revisit != was.Revisit {
		t.Errorf("told: %+v", is)
	}
	if said := send(owner, strings.Repeat("x", coach.MaxWords+1)); !strings.Contains(said, "That line has 301 characters") {
		t.Errorf("too long a line: %s", said)
	}
	if said := send(admin, "well done"); !strings.Contains(said, "only they can write it") {
		t.Errorf("somebody else's line: %s", said)
	}
	send(admin, "")
	if is := o.deal(t, was.ID); is.Line != "" {
		t.Errorf("a manager takes it back: %q", is.Line)
	}
}
