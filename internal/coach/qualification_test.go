package coach

import (
	"slices"
	"strings"
	"testing"
)

func TestGapsByStage(t *testing.T) {
	d := acme(t) // in Proposal
	if got := d.Gaps(Facts); !slices.Equal(got, []Fact{Decider, Process, Budget, TimeFrame, Need}) {
		t.Errorf("gaps in Proposal: %v", got)
	}
	must(t, d.Learn(mia("Tue 3 Nov", "10:00"), Decider, "Ann signs", "Jo"))
	must(t, d.Learn(mia("Tue 3 Nov", "10:00"), Budget, "20k", ""))
	if got := d.Gaps(Facts); !slices.Equal(got, []Fact{Process, TimeFrame, Need}) {
		t.Errorf("gaps after two answers: %v", got)
	}
	if k := d.Facts[Decider]; k.By != "Jo" || !k.At.Equal(on("Tue 3 Nov", "10:00")) {
		t.Errorf("who said it and when: %+v", k)
	}
	if !d.Touch.Equal(d.Created) || d.ActedSince(on("Mon 2 Nov", "11:00")) {
		t.Error("learning a fact is neither a touch nor an answer to a prompt")
	}
	refused(t, d.Learn(mia("Tue 3 Nov", "10:00"), Need, " ", ""), "need")
	refused(t, d.Learn(mia("Tue 3 Nov", "10:00"), Need, strings.Repeat("x", 301), ""), "301 characters")
}

func TestSomebodyNewStartsAgainAtQualification(t *testing.T) {
	d := acme(t)
	for _, f := range Facts {
		must(t, d.Learn(mia("Tue 3 Nov", "10:00"), f, "known", "Jo"))
	}
	refused(t, d.Answer(mia("Thu 12 Nov", "10:00"), Answer{Effect: SomebodyNew}, Input{}), "Who is it now?")
	must(t, d.Answer(mia("Thu 12 Nov", "10:00"), Answer{Effect: SomebodyNew}, Input{Name: "Ann  Lee"}))
	if d.Contact != "Ann Lee" || d.Stage != Prospect || len(d.Gaps(Facts)) != 4 || d.Facts[Need].Words == "" {
		t.Errorf("with somebody new: %+v", d)
	}
	if len(d.News) != 7 {
		t.Errorf("the history has %d lines, want 7", len(d.News))
	}
}

func TestAHigherStageIsAStepForward(t *testing.T) {
	d := acme(t)
	d.PutOffs = 3
	must(t, d.MoveTo(mia("Tue 3 Nov", "10:00"), Qualified))
	if d.PutOffs != 3 {
		t.Error("a lower stage is no step forward")
	}
	must(t, d.MoveTo(mia("Tue 3 Nov", "10:00"), Negotiation))
	if d.PutOffs != 0 || !d.Touch.Equal(d.Created) {
		t.Errorf("after a step forward: %+v", d)
	}
	refused(t, d.MoveTo(mia("Tue 3 Nov", "10:00"), Negotiation), "already")
}

func TestContactAndBenefit(t *testing.T) {
	d := acme(t)
	d.Contact = ""
	must(t, d.Meet(mia("Tue 3 Nov", "10:00"), " Jo  Miller "))
	must(t, d.Promise(mia("Tue 3 Nov", "10:00"), "8 % less standstill"))
	if d.Contact != "Jo Miller" || d.Benefit != "8 % less standstill" || d.Stage != Proposal {
		t.Errorf("%+v", d)
	}
	refused(t, d.Meet(mia("Tue 3 Nov", "10:00"), ""), "name")
	refused(t, d.Promise(mia("Tue 3 Nov", "10:00"), ""), "by how much")
}
