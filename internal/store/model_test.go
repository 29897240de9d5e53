package store

import (
	"context"
	"errors"
	"maps"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
	"pgregory.net/rapid"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

// twins are the store and its model, side by side: whatever happens is done to
// both, and both must answer the same. Ask for more with -rapid.checks.
type twins struct {
	store *Store
	model *storetest.Memory
	clock clock

	deals   []int64
	commits map[int64]int64 // that were accepted, by deal
	changes []committed
	claimed []coach.Timer // by anybody, ever: some are late, some are gone
	looks   []look
	done    map[string]bool // operations of timers
	held    []delivery      // by anybody, ever
	number  int             // makes names and operations different
}

// clock is what can be said of time in a run.
type clock struct {
	lease time.Duration   // for which everything is taken
	waits []time.Duration // for which a message is put off
	steps []time.Duration // by which time goes on
	exact bool            // it goes on by these steps alone, so that leases can be waited out
}

// taken is called when something was taken for a lease.
func (c clock) taken() {
	if !c.exact && c.lease < time.Second {
		time.Sleep(2 * c.lease)
	}
}

// In a bubble time goes on by its steps alone. They add up to the lease, and
// never to the exact end of coach.UndoFor, at which a copy may be there or not.
var virtual = clock{
	lease: 28 * time.Second, waits: []time.Duration{0, 28 * time.Second, 7 * time.Minute},
	steps: []time.Duration{7 * time.Second, 21 * time.Second, 28 * time.Second, 357 * time.Second}, exact: true,
}

// Against a real clock a lease is either over before anything else happens,
// because its holder died, or it does not end in the run.
var wall = []clock{
	{lease: time.Millisecond, waits: []time.Duration{0, time.Hour}, steps: []time.Duration{time.Millisecond}},
	{lease: time.Hour, waits: []time.Duration{0, time.Hour}, steps: []time.Duration{time.Millisecond}},
}

func TestTheStoreDoesWhatItsModelDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rapid.SyncTest(t, func(t *rapid.T) { live(t, openInBubble(t), virtual) })
	})
}

func TestTheStoreOnRedisDoesWhatItsModelDoes(t *testing.T) {
	s := open(t, realRedis(t), nil)
	rapid.Check(t, func(t *rapid.T) {
		t.Cleanup(func() {
			if err := remove(s); err != nil {
				t.Errorf("remove the story's keys: %v", err)
			}
		})
		live(t, s, rapid.SampledFrom(wall).Draw(t, "clock"))
	})
}

// live lets a pair of twins live through a random story, and takes stock at its
// end.
func live(t *rapid.T, s *Store, c clock) {
	w := &twins{
		store: s, model: storetest.NewMemory(nil), clock: c,
		commits: map[int64]int64{}, done: map[string]bool{},
	}
	for range rapid.IntRange(1, 3).Draw(t, "deals") {
		w.create(t)
	}
	all := map[string]func(*rapid.T){
		"create": w.create, "change": w.change, "touch": w.touch, "merge": w.merge, "repeat": w.repeat, "take back": w.takeBack, "read": w.read,
		"set a timer": w.setTimer, "claim": w.claim, "renew": w.renew, "look": w.look, "save a look": w.saveLook, "prompt": w.prompt,
		"save a digest": w.saveDigest, "receive": w.receive, "finish": w.finish, "defer": w.putOff, "bury": w.bury,
		"open a Home":  w.openHome,
		"time goes on": func(t *rapid.T) { time.Sleep(rapid.SampledFrom(w.clock.steps).Draw(t, "by")) },
	}
	happens := map[string]func(*rapid.T){}
	for _, name := range stories[rapid.SampledFrom(slices.Sorted(maps.Keys(stories))).Draw(t, "story")] {
		happens[name] = all[name]
	}
	t.Repeat(happens)
	w.takeStock(t)
}

// stories are about a few things each, so that these meet often.
var stories = map[string][]string{
	"deals":    {"create", "change", "touch", "merge", "repeat", "take back", "read", "prompt", "time goes on"},
	"timers":   {"set a timer", "claim", "renew", "look", "save a look", "save a digest", "create", "change", "time goes on"},
	"messages": {"touch", "prompt", "open a Home", "save a digest", "receive", "finish", "defer", "bury", "time goes on"},
}

// openInBubble opens a store on a server that runs on the bubble's clock.
func openInBubble(t *rapid.T) *Store {
	mini := miniredis.NewMiniRedis()
	mini.ClockTTL(true)
	dial := func(context.Context, string, string) (net.Conn, error) { return mini.Dial() }
	o := &redis.Options{
		Dialer: dial, MaxRetries: -1, DisableIdentity: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	s := &Store{db: redis.NewClient(o), blocking: redis.NewClient(o), keys: keysFor("T1"), wake: func() {}, observe: unobserved{}}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		mini.Close()
	})
	return s
}

// same expects the same answer of both. It ends the run at a difference.
func same[T any](t *rapid.T, what string, store, model T, storeErr, modelErr error) {
	t.Helper()
	if kind(storeErr) != kind(modelErr) {
		t.Fatalf("%s: got error %v from the store, %v from the model", what, storeErr, modelErr)
	}
	if storeErr != nil {
		return
	}
	if diff := cmp.Diff(model, store, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-model +store):\n%s", what, diff)
	}
}

// kind is what a caller can tell of an error.
func kind(err error) error {
	var refusal coach.Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal):
		return refusal
	}
	for _, known := range []error{coach.ErrNotFound, coach.ErrConflict, coach.ErrUnavailable, coach.ErrUnknown} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errors.New("another error") // equal to no other
}
