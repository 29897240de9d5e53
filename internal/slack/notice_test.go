package slack

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

// away makes somebody of the office away until a day.
func (o *office) away(t *testing.T, who string, back coach.Date) {
	t.Helper()
	act := coach.Act{By: who, At: nine}
	_, err := o.memory.UpdateRep(t.Context(), who, "off "+who, nine, func(r *coach.Rep) error { return r.LeaveUntil(act, back) })
	if err != nil {
		t.Fatal(err)
	}
	rep, err := o.memory.Rep(t.Context(), who)
	if err == nil {
		err = o.memory.SaveLook(t.Context(), coach.Timer{Name: coach.PromptTimer(who), Due: nine}, coach.Look{Rep: rep, Absent: true})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// told sends a notice and returns what its reader sees.
func (o *office) told(t *testing.T, n coach.Notice) (string, error) {
	t.Helper()
	o.heard = nil
	_, err := o.Send(context.Background(), coach.Delivery{Message: n.Message(), Attempt: 1, First: nine})
	o.fit(t)
	return strings.Join(o.heard, "\n"), err
}

func TestWhatANoticeTells(t *testing.T) {
	given := coach.Notice{What: coach.GivenNotice, To: "UREP", About: "1", By: "UADMIN", When: "1"}
	away := coach.Notice{What: coach.AwayNotice, To: "UADMIN", About: "UOWNER", When: "2026-11-16"}
	tests := []struct {
		story string
		n     coach.Notice
		does  func(t *testing.T, o *office)
		want  string // empty: nothing is sent
	}{
		{"a new owner reads who gave them the deal", given, func(t *testing.T, o *office) { o.types(nora, "/deal assign #1 <@UREP>") },
			"Nora Lindqvist gave you *#1 Acme Ltd*"},
		{"nothing of a deal that went on to somebody else", given, nil, ""},
		{"nothing of a deal that is not there", coach.Notice{What: coach.GivenNotice, To: "UREP", About: "7"}, nil, ""},
		{"a manager reads who is away, and what is open", away, func(t *testing.T, o *office) { o.away(t, "UOWNER", coach.DateOf(nine).Add(21)) },
			"*Mia Brandt is off until"},
		{"nothing when they are back", away, nil, ""},
		{"nothing of it for whoever is no manager", coach.Notice{What: coach.AwayNotice, To: "UREP", About: "UOWNER"},
			func(t *testing.T, o *office) { o.away(t, "UOWNER", coach.DateOf(nine).Add(21)) }, ""},
		{"a manager reads whose account is gone", coach.Notice{What: coach.GoneNotice, To: "ULEAD", About: "UGONE"},
			func(t *testing.T, o *office) { o.has(t, "UGONE", "Globex", nil) }, "*Gus Gone's account was deactivated.* 1 open deal, worth $12,000."},
		{"nothing when all their deals are closed", coach.Notice{What: coach.GoneNotice, To: "ULEAD", About: "UGONE"},
			func(t *testing.T, o *office) { o.has(t, "UGONE", "Globex", closed) }, ""},
		{"a manager reads how to let the digest in", coach.Notice{What: coach.NoChannelNotice, To: "UADMIN", About: "C1", By: "not_in_channel"}, nil,
			"*The weekly digest cannot be posted:* I am not in its channel."},
		{"nothing for somebody who is gone themselves", coach.Notice{What: coach.NoChannelNotice, To: "UGONE", About: "C1", By: "is_archived"}, nil, ""},
		{"nothing of a kind that an older program does not know", coach.Notice{What: "later", To: "UADMIN"}, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			o := newOffice(t)
			o.has(t, "UOWNER", "Acme Ltd", nil)
			if tt.does != nil {
				tt.does(t, o)
			}
			said, err := o.told(t, tt.n)
			if tt.want == "" {
				if !errors.Is(err, coach.ErrDropped) || said != "" {
					t.Errorf("said %q, %v", said, err)
				}
				return
			}
			if err != nil || !strings.Contains(said, tt.want) {
				t.Errorf("said %q, %v, want %q", said, err, tt.want)
			}
		})
	}
}

func TestAManagerGivesAllDealsOfSomebodyAway(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UGONE", "Acme", nil)
	o.has(t, "UGONE", "Globex", nil)
	o.has(t, "UGONE", "Closed", closed)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(o.memory.SaveLook(t.Context(), coach.Timer{Name: coach.PromptTimer("UGONE"), Due: nine}, coach.Look{Rep: coach.Rep{ID: "UGONE"}, Absent: true}))
	if tab := o.homeOf(t, "UADMIN", outlook{team: true}).text(); !strings.Contains(tab, "*Without somebody to look after them*\n*Gus Gone* (deactivated): 2 open deals, worth $24,000") {
		t.Errorf("the team's tab:\n%s", tab)
	}
	if said := o.looks(nora, "team all", doGive+":UGONE", "UROBOT"); !strings.Contains(said, "can't have deals here") {
		t.Errorf("a bot took them: %s", said)
	}
	said := o.looks(nora, "team all", doGive+":UGONE", "UREP")
	if !strings.Contains(said, "Gave 2 open deals of Gus Gone to Ben Carter") {
		t.Errorf("said %s", said)
	}
	if n := strings.Count(said, `"block_id":"notice:`); n != 1 || !strings.Contains(said, "Nora Lindqvist gave you the open deals of Gus Gone.") {
		t.Errorf("the new owner is told %d times: %s", n, said)
	}
	for id, owner := range map[int64]string{1: "UREP", 2: "UREP", 3: "UGONE"} {
		d := o.deal(t, id)
		if d.Owner != owner || owner == "UREP" && d.Last.Kind != coach.Assigned {
			t.Errorf("#%d is %s's: %+v", id, d.Owner, d.Last)
		}
	}
	if said := o.looks(nora, "team all", doGive+":UGONE", "UREP"); !strings.Contains(said, "no open deals to give any more") {
		t.Errorf("once more: %s", said)
	}
	if tab := o.homeOf(t, "UADMIN", outlook{team: true}).text(); strings.Contains(tab, "Without somebody") {
		t.Errorf("the team's tab afterwards:\n%s", tab)
	}
}

// weekly makes a digest for a channel.
func (o *office) weekly(t *testing.T, to time.Time) coach.Delivery {
	t.Helper()
	d := coach.WeeklyDigest("C1", nil, o.settings(), coach.Digest{}, to.Add(-7*24*time.Hour), to, to)
	if err := o.memory.SaveDigest(t.Context(), coach.Timer{Name: coach.DigestTimer, Due: to}, d, time.Time{}); err != nil {
		t.Fatal(err)
	}
	return coach.Delivery{Message: coach.Message{ID: d.ID, Kind: coach.DigestMessage, To: "C1"}, Attempt: 1, First: to}
}

func TestADigestWaitsForAPlace(t *testing.T) {
	now := coach.DefaultSettings()
	now.DigestChannel, now.Managers = "C1", []string{"ULEAD"}
	for _, reason := range mendable {
		t.Run(reason, func(t *testing.T) {
			o := newOffice(t)
			settings := now
			o.Bot.settings = func() coach.Settings { return settings }
			d := o.weekly(t, nine)
			o.closedTo = map[string]string{"C1": reason}
			var held coach.Held
			for range 3 {
				if _, err := o.Send(t.Context(), d); !errors.As(err, &held) || held.Wait != askAgain {
					t.Fatalf("%v, want it held", err)
				}
			}
			waiting, err := o.memory.Receive(t.Context(), "test", 10, 0, time.Minute)
			if err != nil || len(waiting) != 2 || waiting[1].To != "ULEAD" || waiting[1].Kind != coach.NoticeMessage {
				t.Fatalf("waiting: %+v, %v; want the digest and one notice for the manager", waiting, err)
			}
			o.closedTo["C1"] = ""
			if at, err := o.Send(t.Context(), d); err != nil || at.TS == "" {
				t.Errorf("when it is mended: %+v, %v", at, err)
			}
		})
	}
}

func TestADigestGoesToTheChannelThatIsChosenMeanwhile(t *testing.T) {
	o := newOffice(t)
	settings := coach.DefaultSettings()
	settings.DigestChannel = "C2"
	o.Bot.settings = func() coach.Settings { return settings }
	d := o.weekly(t, nine)
	o.closedTo = map[string]string{"C1": "is_archived"}
	if at, err := o.Send(t.Context(), d); err != nil || at.Channel != "C2" {
		t.Fatalf("posted at %+v, %v", at, err)
	}
	// Its answer was lost, and the old channel is open again: it is found, not posted twice.
	o.closedTo, o.dm = nil, []string{`{"ts":"2.000000","metadata":{"event_type":"` + metadataType + `","event_payload":{"id":"` + d.ID + `"}}}`}
	d.Attempt = 2
	if at, err := o.Send(t.Context(), d); err != nil || at != (coach.Posted{Channel: "C2", TS: "2.000000"}) {
		t.Errorf("the second attempt: %+v, %v", at, err)
	}
}

func TestADigestThatFindsNoPlaceInAWeekIsBuried(t *testing.T) {
	o := newOffice(t)
	d := o.weekly(t, nine.Add(-keptFor-time.Hour))
	o.closedTo = map[string]string{"C1": "is_archived"}
	var dead coach.Undeliverable
	if _, err := o.Send(t.Context(), d); !errors.As(err, &dead) || dead.Reason != "is_archived" {
		t.Errorf("%v, want it undeliverable", err)
	}
}

func TestTheTeamsTabFollowsTheOthersDeals(t *testing.T) {
	o := newOffice(t)
	d := o.has(t, "UOWNER", "Acme Ltd", nil)
	o.looks(nora, "mine all", doWhose, lookTeam)
	changes := func() string {
		t.Helper()
		o.types(sender{user: "UOWNER", team: "T1"}, "/deal stage #1 negotiation")
		o.types(sender{user: "UOWNER", team: "T1"}, "/deal stage #1 proposal")
		return o.draws()
	}
	if drawn := changes(); strings.Count(drawn, `"user_id":"UADMIN"`) != 1 {
		t.Errorf("drawn: %s", coach.Cut(drawn, 400))
	}
	o.looks(nora, "team all", doWhose, lookMine)
	if drawn := changes(); strings.Contains(drawn, "UADMIN") {
		t.Errorf("looking at their own, %s's change draws it: %s", d.Owner, coach.Cut(drawn, 400))
	}
}

// late is a store in which something happens right after the open deals were read.
type late struct {
	*storetest.Memory
	then func()
}

func (l late) OpenOf(ctx context.Context, owner string) ([]coach.Deal, error) {
	deals, err := l.Memory.OpenOf(ctx, owner)
	l.then()
	return deals, err
}

func TestADealThatSomebodyElseGotMeanwhileStaysTheirs(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UGONE", "Acme", nil)
	o.has(t, "UGONE", "Globex", nil)
	o.Bot.deals = late{o.memory, func() {
		act := coach.Act{By: "ULEAD", At: nine}
		if _, err := o.memory.Update(t.Context(), 1, "meanwhile", func(d *coach.Deal) error { return d.AssignTo(act, "UOWNER") }); err != nil {
			t.Error(err)
		}
	}}
	said := o.presses(nora, doGive+":UGONE", "")
	if !strings.Contains(said, "don't know that button") {
		t.Errorf("without a person: %s", said)
	}
	said = o.looks(nora, "team all", doGive+":UGONE", "UREP")
	if !strings.Contains(said, "Gave 1 open deal of Gus Gone to Ben Carter") || o.deal(t, 1).Owner != "UOWNER" || o.deal(t, 2).Owner != "UREP" {
		t.Errorf("#1 is %s's, #2 %s's: %s", o.deal(t, 1).Owner, o.deal(t, 2).Owner, coach.Cut(said, 300))
	}
}
