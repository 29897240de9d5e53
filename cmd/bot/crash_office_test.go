package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
	"dealcoach/internal/store/redistest"
	"dealcoach/internal/workspace"
)

// stress reports that the long versions are wanted: STRESS=1.
func stress() bool { return os.Getenv("STRESS") != "" }

// office is a ground with many reps, on a clock that runs fast and leaps over
// the days on which nothing is tried.
type office struct {
	*ground
	store *store.Store // beside the instances, to look at what they keep
	reps  []rep
	fixed []string // settings beside the clock's
	speed float64

	mu      sync.Mutex
	clock   rehearsal
	typed   []typed
	clicked []clicked
}

// realRedis is the Redis of TEST_REDIS_URL, else one of the test's own, else
// empty.
func realRedis(t *testing.T) string {
	t.Helper()
	if url := os.Getenv("TEST_REDIS_URL"); url != "" {
		return url
	}
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Log("there is no redis-server on the PATH; an embedded one serves")
		return ""
	}
	return redistest.Start(t).URL
}

// rep is somebody who sells, and where they live.
type rep struct{ id, zone string }

// newOffice is an office with so many reps. They live in three zones, so that
// their mornings come one after the other.
func newOffice(t *testing.T, speed float64, reps int, settings ...string) *office {
	t.Helper()
	o := &office{speed: speed, fixed: append(settings, "TIME_ZONE=Europe/Berlin", "DIGEST_CHANNEL=#sales",
		"QUIET_LIMITS=prospect=1d,qualified=1d,proposal=1d,negotiation=1d")}
	o.ground = newGround(t, o.Now)
	o.leap(onDay(4, 15, 0))
	if url := realRedis(t); url != "" {
		o.redis = url
	}
	zones := []string{"Europe/Berlin", "Europe/London", "Atlantic/Azores"}
	members := []string{nora, o.workspace.BotUser()}
	for i := range reps {
		r := rep{fmt.Sprintf("U1REP%03d", i), zones[i%len(zones)]}
		o.workspace.AddPerson(workspace.Person{ID: r.id, Handle: fmt.Sprint("rep", i), Name: fmt.Sprint("Rep ", i), Zone: r.zone})
		o.reps, members = append(o.reps, r), append(members, r.id)
	}
	o.workspace.AddChannel(salesChannel, "sales", members...)
	var err error
	if o.store, err = store.Open(t.Context(), store.Options{URL: o.redis, Team: o.workspace.TeamID()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.store.Close() })
	return o
}

// Now is what the office's clock shows.
func (o *office) Now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.clock.Now()
}

// leap puts the clock forward, for the instances that are started from now on.
// All others must be down.
func (o *office) leap(to time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.clock = rehearsal{Start: to, Since: time.Now(), Speed: o.speed}
	o.settings = slices.Concat(o.fixed, []string{
		"CLOCK_START=" + o.clock.Start.Format(time.RFC3339Nano), "CLOCK_SINCE=" + o.clock.Since.Format(time.RFC3339Nano),
		fmt.Sprint("CLOCK_SPEED=", o.clock.Speed),
	})
}

// until waits until the clock shows an instant, or the test ends.
func (o *office) until(at time.Time) {
	o.mu.Lock()
	clock := o.clock
	o.mu.Unlock()
	o.ground.until(clock, at)
}

// friday is the nth Friday of the run.
func friday(n int) coach.Date { return coach.DateOf(onDay(6, 0, 0)).Add(7 * n) }

// messages counts the messages by our id, in all rooms.
func (o *office) messages() map[string]int {
	count := map[string]int{}
	rooms := []string{salesChannel}
	for _, r := range o.reps {
		rooms = append(rooms, o.workspace.DM(r.id))
	}
	for _, room := range rooms {
		for _, m := range o.workspace.Messages(room) {
			count[idOf(m)]++
		}
	}
	return count
}
