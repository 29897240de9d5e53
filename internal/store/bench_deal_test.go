package store

import (
	"fmt"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// benchStart is the Monday on which the deals of the benchmarks begin, and
// benchNow a morning on which some of their call-backs are due.
var (
	benchStart = time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)
	benchNow   = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
)

// perRep is how many open deals each rep of the benchmarks has.
const perRep = 40

// benchRep is the id of the n-th rep, as long as Slack's are.
func benchRep(n int) string { return fmt.Sprintf("U%010d", n) }

// benchDeal is a deal in the middle of its life, as the coach's own rules make
// it: a name of 24 characters, a contact, a value, a stage, two facts, a next
// step of 30 characters, a prompt that spoke of it, and a call since then with
// a call-back for a reason of 40 characters. The note is the line as typed, so
// it tells the reason again; it is the deal's last event.
func benchDeal(tb testing.TB, id int64) coach.Deal {
	tb.Helper()
	rep := benchRep(int(id-1) / perRep)
	at := benchStart.Add(time.Duration(id%100_000) * 259 * time.Millisecond)
	act := func(days int) coach.Act { return coach.Act{By: rep, At: at.AddDate(0, 0, days)} }
	const reason = "their board meets on the new budget then"
	d, err := coach.NewDeal(act(0), rep, coach.AddLine{
		Name: fmt.Sprintf("Northwind renewal %06d", id), Contact: "Jo Miller", Value: 12_000_00, Stage: coach.Proposal,
	})
	backOn := coach.DateOf(benchNow).Add(int(id%perRep) - 7)
	for _, change := range []func() error{
		func() error { return d.Learn(act(0), coach.Need, "renew before the licences lapse", "Jo") },
		func() error { return d.Learn(act(0), coach.Budget, "20k approved", "Jo") },
		func() error { return d.Agree(act(0), "send the revised renewal offer", coach.DateOf(at).Add(6)) },
		func() error {
			on := coach.DateOf(at).Add(8)
			p := coach.Prompt{ID: coach.PromptID(rep, on), On: on, At: at.AddDate(0, 0, 8)}
			d.Prompted(p, coach.Card{Situation: coach.Quiet, Script: "anything-changed", Variant: "a"})
			return nil
		},
		func() error {
			return d.LogCall(act(9), coach.CallLine{
				CallBack: backOn, Reason: reason, Note: "call back " + backOn.String() + " because " + reason,
			})
		},
	} {
		if err == nil {
			err = change()
		}
	}
	if err != nil {
		tb.Fatal(err)
	}
	d.ID, d.Version, d.News = id, 6, nil // the history is apart
	return d
}
