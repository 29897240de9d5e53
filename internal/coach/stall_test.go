package coach

import (
	"slices"
	"testing"
)

func TestWhereDealsStandStill(t *testing.T) {
	deals := quietDeals(t, 3) // in Proposal
	must(t, deals[0].Learn(mia("Mon 2 Nov", "12:00"), Decider, "Ann signs", "Jo"))
	must(t, deals[1].Learn(mia("Mon 2 Nov", "12:00"), Decider, "the board", ""))
	must(t, deals[2].LogCall(mia("Wed 11 Nov", "12:00"), CallLine{})) // not quiet
	other := acme(t)
	other.Stage = Negotiation
	deals = append(deals, other)
	d := Digest{}
	d.AddStalls(deals, DefaultSettings(), on("Thu 12 Nov", "09:00"))
	want := []Stall{{Proposal, 2, Process}, {Negotiation, 1, Process}}
	if !slices.Equal(d.Stalls, want) {
		t.Errorf("stalls %+v, want %+v", d.Stalls, want)
	}
}
