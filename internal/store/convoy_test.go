package store

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// toll is a hook in front of Redis, which is never reached: it holds up what
// passes until it is let through.
type toll struct {
	mu     sync.Mutex
	passed []string // what went by itself, and what together
	let    chan struct{}
	refuse string // the command that Redis refuses
}

func (*toll) DialHook(redis.DialHook) redis.DialHook {
	return func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("there is no Redis")
	}
}

func (l *toll) ProcessHook(redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error { return l.pass(ctx, cmd) }
}

func (l *toll) ProcessPipelineHook(redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error { return l.pass(ctx, cmds...) }
}

func (l *toll) pass(ctx context.Context, cmds ...redis.Cmder) error {
	var names []string
	for _, cmd := range cmds {
		names = append(names, cmd.Args()[1].(string))
		if names[len(names)-1] == l.refuse {
			cmd.SetErr(redisError("ERR refused"))
		}
	}
	l.mu.Lock()
	l.passed = append(l.passed, strings.Join(names, " "))
	l.mu.Unlock()
	select {
	case <-l.let:
		return nil
	case <-ctx.Done():
		for _, cmd := range cmds {
			cmd.SetErr(ctx.Err())
		}
		return ctx.Err()
	}
}

type redisError string

func (e redisError) Error() string { return string(e) }
func (redisError) RedisError()     {}

// onTheRoad has commands sent one after the other, each before the last has
// arrived, and returns what each was told.
func onTheRoad(c *convoy, ctx context.Context, names ...string) (told map[string]error, all *sync.WaitGroup) {
	told, all = map[string]error{}, &sync.WaitGroup{}
	var mu sync.Mutex
	for _, name := range names {
		all.Go(func() {
			err := c.send(ctx, redis.NewCmd(ctx, "get", name), c.db.Process)
			mu.Lock()
			defer mu.Unlock()
			told[name] = err
		})
		synctest.Wait()
	}
	return told, all
}

func newRoad(t *testing.T) (*convoy, *toll) {
	db := redis.NewClient(&redis.Options{
		MaxRetries:               -1,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	})
	l := &toll{let: make(chan struct{})}
	db.AddHook(l)
	c := &convoy{}
	c.open(db)
	t.Cleanup(func() { c.close(); db.Close() })
	return c, l
}

func TestWhoFindsTheRoadFreeGoesAloneAndTheOthersTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newRoad(t)
		l.refuse = "d"
		told, all := onTheRoad(c, t.Context(), "a", "b", "c", "d", "e")
		if want := []string{"a", "b"}; !slices.Equal(l.passed, want) {
			t.Errorf("first %q went, want %q", l.passed, want)
		}
		close(l.let)
		all.Wait()
		if want := []string{"a", "b", "c d e"}; !slices.Equal(l.passed, want) {
			t.Errorf("%q went, want %q", l.passed, want)
		}
		for name, err := range told {
			if refused(err) != (name == "d") || err != nil && name != "d" {
				t.Errorf("%s was told %v", name, err)
			}
		}
		synctest.Wait()
		if c.busy != 0 {
			t.Errorf("%d lanes stay taken", c.busy)
		}
	})
}

func TestWhoCannotWaitLongerDoesNotKnowWhatBecameOfIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newRoad(t)
		_, slow := onTheRoad(c, t.Context(), "a", "b")
		hurried, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		told, all := onTheRoad(c, hurried, "c")
		_, patient := onTheRoad(c, t.Context(), "d")
		all.Wait()
		if err := told["c"]; !errors.Is(err, context.DeadlineExceeded) || refused(err) {
			t.Errorf("who left was told %v", err)
		}
		close(l.let)
		slow.Wait()
		patient.Wait()
		if last := l.passed[len(l.passed)-1]; last != "c d" {
			t.Errorf("%q went last: a command that is on its way cannot be called back", last)
		}
	})
}

func TestClosingTheStoreEndsTheJourneysUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newRoad(t)
		short, cancel := context.WithCancel(t.Context())
		_, first := onTheRoad(c, short, "a", "b")
		told, all := onTheRoad(c, t.Context(), "c")
		cancel() // the two make way
		first.Wait()
		synctest.Wait()
		c.close()
		all.Wait()
		if err := told["c"]; !errors.Is(err, context.Canceled) || len(l.passed) != 3 {
			t.Errorf("after %q, who was under way was told %v", l.passed, err)
		}
	})
}
