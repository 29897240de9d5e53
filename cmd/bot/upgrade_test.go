package main

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// upgradeFor is how long the old and the new version run side by side: two
// Fridays in a minute, or an hour.
func upgradeFor() time.Duration {
	if stress() {
		return time.Hour
	}
	return 0
}

// The last release and this version share the work for some Fridays, and then the
// old one is replaced while people type. Nothing is lost, nothing is there twice,
// nothing stays without an answer, and what the new version alone can do outlives
// the old one's hands.
func TestAnUpgradeLosesNothing(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("takes a minute, and runs another program, which the race detector has no part in")
	}
	t.Parallel()
	u := &upgrade{fleet: &fleet{office: newOffice(t, crashSpeed, 12, "DIGEST_AT=Fri 11:30")}, binary: released(t)}
	u.launchBoth()
	u.prepare()
	u.usesWhatIsNew()
	begun, since := time.Now(), 0
	var due []string
	fridays := 0
	for last := false; !last; fridays++ {
		u.stop()
		last = fridays > 0 && time.Since(begun) >= upgradeFor()
		ids := u.due(friday(fridays), since)
		since = len(u.typed)
		due = append(due, ids...)
		u.leap(friday(fridays).At(fridayBegins, place(mia)))
		u.launchBoth()
		u.friday(fridays, last, ids)
	}
	u.settle(40 * time.Second)
	u.report(u.fleet, fridays, due, u.looks(begun))
	u.checkAnswered()
	u.checkWhatIsNew()
	u.checkDigests(fridays)
	u.stop()
}

// launchBoth starts an instance of each version.
func (u *upgrade) launchBoth() {
	u.Helper()
	u.up = []*instance{u.startOld(), u.start()}
	u.sockets(4)
}

// friday plays a Friday. A manager posts the digest early, and on the last one the
// old version is replaced while everybody works.
func (u *upgrade) friday(n int, last bool, due []string) {
	u.Helper()
	ctx, cancel := context.WithCancel(u.Context())
	var working sync.WaitGroup
	for _, r := range u.reps {
		working.Go(func() {
			u.adds(r.id, quiet)
			u.works(ctx, r.id, 400*time.Millisecond)
		})
	}
	u.until(friday(n).At(9*60+30, place(mia)))
	u.postsEarly(n)
	u.until(friday(n).At(11*60, place(mia)))
	if last {
		u.renew(0)
	}
	u.until(friday(n).At(fridayEnds, place(mia)))
	cancel()
	working.Wait()
	u.within(15*time.Second, func() bool { return len(missing(due, u.messages())) == 0 })
}

// insists tries something again until it is so: what only the new version knows
// reaches the old one every other time, which says that it does not know it.
func (u *upgrade) insists(what string, try func(), so func() bool) {
	u.Helper()
	for range 30 {
		if try(); so() {
			return
		}
		if u.within(200*time.Millisecond, so) {
			return
		}
	}
	u.Errorf("in 30 attempts, %s did not happen", what)
}

// postsEarly posts the week's digest before its time.
func (u *upgrade) postsEarly(n int) {
	u.Helper()
	id := coach.DigestID(salesChannel, friday(n).At(11*60+30, place(mia)))
	u.insists("the early post", func() {
		reply, err := u.workspace.Command(u.Context(), nora, salesChannel, "/deal digest post")
		if err != nil || reply.Message == nil {
			u.Errorf("no answer to the manager: %v, %s", err, reply.Problem)
			return
		}
		for _, row := range rows(*reply.Message, "") {
			for _, b := range row {
				u.presses(nora, *reply.Message, b)
			}
		}
	}, func() bool {
		_, err := u.store.Digest(u.Context(), id)
		return err == nil
	})
}

// usesWhatIsNew does what the old version knows nothing of.
func (u *upgrade) usesWhatIsNew() {
	u.Helper()
	ctx := u.Context()
	rep := func(id string) coach.Rep {
		r, err := u.store.Rep(ctx, id)
		if err != nil {
			u.Error(err)
		}
		return r
	}
	u.insists("own hours", func() { u.command(mia, "/deal hours 08:00-16:00") }, func() bool { return rep(mia).From == 8*60 })
	u.insists("days off", func() { u.command(ben, "/deal off until 30 November") }, func() bool { return !rep(ben).Back.IsZero() })
	for _, name := range []string{"Mistake", "Imported", "Given"} {
		u.says(tom, "/deal add "+name+" 5k", "Added")
	}
	change := func(name, op string, how func(*coach.Deal) error) {
		if _, err := u.store.Update(ctx, u.deal(name).ID, op, how); err != nil {
			u.Errorf("%s: %v", name, err)
		}
	}
	change("Imported", "import", func(d *coach.Deal) error { d.External = "crm-7"; return nil })
	change("Mistake", "delete", func(d *coach.Deal) error { return d.Delete(coach.Act{By: tom, At: u.Now()}) })
	change("Given", "assign", func(d *coach.Deal) error { return d.AssignTo(coach.Act{By: nora, At: u.Now()}, mia) })

	// The old version must leave alone what it would spoil, and say so.
	for range 4 {
		u.command(tom, "/deal won "+u.deal("Mistake").Ref()+" after all")
	}
	answer := ""
	u.insists("a call on what was imported", func() {
		answer = u.command(tom, "/call "+u.deal("Imported").Ref()+" spoke about the price")
	}, func() bool { return strings.HasPrefix(answer, "Logged on") })
}

// deal finds a deal by its name, by number if it is in no index.
func (u *upgrade) deal(name string) coach.Deal {
	u.Helper()
	ids := make([]int64, 200)
	for i := range ids {
		ids[i] = int64(i) + 1
	}
	all, err := u.store.Deals(u.Context(), ids)
	if err != nil {
		u.Fatal(err)
	}
	i := slices.IndexFunc(all, func(d coach.Deal) bool { return d.Name == name })
	if i < 0 {
		u.Fatalf("there is no deal called %s", name)
	}
	return all[i]
}

func (u *upgrade) checkWhatIsNew() {
	u.Helper()
	if r, err := u.store.Rep(u.Context(), mia); err != nil || r.From != 8*60 || r.To != 16*60 {
		u.Errorf("Mia's own hours became %+v, %v", r, err)
	}
	if r, err := u.store.Rep(u.Context(), ben); err != nil || r.Back.IsZero() {
		u.Errorf("Ben's days off became %+v, %v", r, err)
	}
	if d := u.deal("Imported"); d.External != "crm-7" {
		u.Errorf("an import would not find its deal any more: %+v", d)
	}
	if d := u.deal("Mistake"); !d.IsDeleted() {
		u.Errorf("a deleted deal came back: %+v", d)
	}
	told := 0
	for _, m := range u.workspace.Messages(u.workspace.DM(mia)) {
		if n, ok := coach.ReadNotice(idOf(m)); ok && n.What == coach.GivenNotice {
			told++
		}
	}
	if told != 1 {
		u.Errorf("Mia was told %d times that a deal was given to her", told)
	}
}

// checkAnswered checks that each line got an answer.
func (u *upgrade) checkAnswered() {
	u.Helper()
	for _, line := range u.typed {
		if line.answer == "" && !u.toldLater(line) {
			u.Errorf("%s got no answer", line.line)
		}
	}
}

// checkDigests checks that each deal that was closed up to the last digest is in
// one of them, once, whoever made it.
func (u *upgrade) checkDigests(fridays int) {
	u.Helper()
	named := map[int64]int{}
	var to time.Time
	for n := range fridays {
		id := coach.DigestID(salesChannel, friday(n).At(11*60+30, place(mia)))
		d, err := u.store.Digest(u.Context(), id)
		if err != nil {
			u.Errorf("%s: %v", id, err)
			continue
		}
		if to = d.To; d.Early {
			u.Errorf("%s was never completed", id)
		}
		for _, o := range []coach.Outcome{d.Won, d.LetGo, d.Lost} {
			for _, e := range slices.Concat(o.Top, o.More) {
				named[e.Deal]++
			}
		}
	}
	closed, err := u.store.ClosedOf(u.Context(), "", 1_000_000)
	if err != nil {
		u.Fatal(err)
	}
	missed := 0
	for _, d := range closed {
		switch n := named[d.ID]; {
		case n > 1:
			u.Errorf("%s is in %d digests", d.Title(), n)
		case n == 0 && d.ClosedAt.Before(to.Add(-coach.EdgeTime)):
			missed++
			u.Errorf("%s, closed at %s, is in no digest", d.Title(), d.ClosedAt)
		}
	}
	u.Logf("%d deals were closed, %d are in a digest, %d are missed", len(closed), len(named), missed)
}
