package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dealcoach/internal/coach"
)

// TestStore holds a store against the contract. open gives an empty store for
// each test and releases it at the test's end.
func TestStore(t *testing.T, open func(t *testing.T) Store) {
	parts := []struct {
		name  string
		tests []contractTest
	}{
		{"deals", dealTests}, {"bulk", bulkTests}, {"deleted deals", deletedTests}, {"records", recordTests}, {"indexes", indexTests},
		{"names", callingTests},
		{"timers", timerTests}, {"claims", claimTests}, {"looks", lookTests}, {"reps", repTests}, {"people", peopleTests}, {"digests", digestTests}, {"early digests", earlyTests},
		{"outbox", outboxTests}, {"attempts", attemptTests}, {"refreshes", refreshTests}, {"homes", homeTests}, {"settings", settingsTests}, {"upgrades", upgradeTests},
	}
	for _, part := range parts {
		t.Run(part.name, func(t *testing.T) {
			for _, test := range part.tests {
				t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
			}
		})
	}
}

// contractTest is one promise of the contract; its name is a sentence.
type contractTest struct {
	name string
	run  func(t *testing.T, s Store)
}

// The contract's leases: one that is waited out, and one that never ends.
const (
	shortLease = 50 * time.Millisecond
	longLease  = time.Hour
)

// start is when the tests begin, on the bot's clock: in a zone of its own and
// with nanoseconds, neither of which a store keeps.
var start = time.Date(2026, 11, 23, 9, 0, 0, 123456789, time.FixedZone("", 3600))

// startRead is start as it is read back.
var startRead = ms(start)

// monday is the day of start.
var monday = coach.DateOf(start)

// must ends the test at an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// equal compares what came out with what should have. An empty list is none.
func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// fails expects an error of a kind.
func fails(t *testing.T, what string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: got error %v, want %v", what, err, kind)
	}
}

// eventually tries until it works; real servers need real time.
func eventually(t *testing.T, what string, works func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !works(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not happen in 5 s", what)
		}
	}
}

// passed waits until real time has gone on by d: long enough for a lease of d
// to have run out by the server's clock.
func passed(t *testing.T, d time.Duration) {
	t.Helper()
	select {
	case <-time.After(d + 20*time.Millisecond):
	case <-t.Context().Done():
	}
}

// add stores a new deal.
func add(t *testing.T, s Store, owner, name string) coach.Deal {
	t.Helper()
	d, err := coach.NewDeal(coach.Act{By: owner, At: start}, owner, coach.AddLine{Name: name})
	must(t, err)
	d, err = s.Create(t.Context(), "add "+owner+" "+name, d)
	must(t, err)
	return d
}

// happen changes a deal by an event that changes nothing else.
func happen(t *testing.T, s Store, id int64, op, text string) coach.Deal {
	t.Helper()
	d, err := s.Update(t.Context(), id, op, note(text))
	must(t, err)
	return d
}

// note is a change that only adds an event.
func note(text string) func(*coach.Deal) error {
	return func(d *coach.Deal) error {
		d.Last = coach.Event{At: start, By: d.Owner, Kind: coach.Touched, Note: text}
		d.News = append(d.News, d.Last)
		return nil
	}
}

// claimAll claims whatever is due an hour after start.
func claimAll(t *testing.T, s Store, lease time.Duration) []coach.Timer {
	t.Helper()
	due, _, err := s.Claim(t.Context(), start.Add(time.Hour), 100, lease)
	must(t, err)
	return due
}

// prompt makes a rep's prompt for the day of start, with a card for each deal,
// and commits it as the look of a timer.
func prompt(t *testing.T, s Store, rep string, deals ...coach.Deal) coach.Prompt {
	t.Helper()
	is, err := s.Rep(t.Context(), rep)
	must(t, err)
	is.LookedOn = monday
	p := coach.Prompt{
		ID: coach.PromptID(rep, monday), Rep: rep, On: monday, At: start, NotAfter: start.Add(8 * time.Hour),
	}
	for _, d := range deals {
		p.Cards = append(p.Cards, coach.Card{Deal: d.ID, Situation: coach.Quiet, Why: "They are silent.", Script: "ask"})
	}
	for i := range deals {
		deals[i].Prompted(p, p.Cards[i])
	}
	timer := coach.Timer{Name: coach.PromptTimer(rep), Due: startRead}
	must(t, s.SaveLook(t.Context(), timer, coach.Look{Rep: is, Prompt: &p, Deals: deals}))
	return p
}

// receive takes what is there, without waiting.
func receive(t *testing.T, s Store, n int, lease time.Duration) []coach.Delivery {
	t.Helper()
	got, err := s.Receive(t.Context(), "reader", n, 0, lease)
	must(t, err)
	return got
}

// receiveOne waits for one message.
func receiveOne(t *testing.T, s Store, lease time.Duration) coach.Delivery {
	t.Helper()
	got, err := s.Receive(t.Context(), "reader", 1, 5*time.Second, lease)
	must(t, err)
	if len(got) != 1 {
		t.Fatalf("received %d messages in 5 s, want 1", len(got))
	}
	return got[0]
}

// finish ends an attempt, and returns where the message stands.
func finish(t *testing.T, s Store, d coach.Delivery, p coach.Posted) coach.Posted {
	t.Helper()
	stands, err := s.Finish(t.Context(), d, p)
	must(t, err)
	return stands
}

// counts expects so many messages to be under way.
func counts(t *testing.T, s Store, want int) {
	t.Helper()
	n, err := s.Pending(t.Context())
	must(t, err)
	equal(t, "pending messages", n, want)
}

// over is a context that has ended.
func over(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
