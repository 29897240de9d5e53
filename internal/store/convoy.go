package store

import (
	"context"
	"errors"
	"sync"

	"github.com/redis/go-redis/v9"
)

// lanes is how many are on their way to Redis at once before others wait for
// company.
const lanes = 2

// convoy sends commands of many callers together. Who finds a lane free goes at
// once and alone. The others wait, and when a lane is free again they leave
// together: one write and one read for all of them, instead of one each. So the
// busier it is, the less each costs, and nobody waits for others to come.
//
// A command is sent once, alone or in company. One that Redis refuses does not
// concern the others; a connection that breaks is everybody's error. The zero
// value sends each by itself.
type convoy struct {
	db   *redis.Client // nil: each is sent by itself, as with a Cluster
	live context.Context
	end  context.CancelFunc
	away sync.WaitGroup // those under way together

	mu      sync.Mutex
	busy    int // lanes
	waiting []*traveller
}

// traveller is a command with its caller waiting for it.
type traveller struct {
	cmd     redis.Cmder
	arrived chan struct{}
}

// open makes lanes to a single server, and none to a Cluster.
func (c *convoy) open(db redis.UniversalClient) {
	c.db, _ = db.(*redis.Client)
	c.live, c.end = context.WithCancel(context.Background())
}

// send sends a command, and returns its error. A caller whose ctx ends leaves,
// and the command may be carried out nevertheless.
func (c *convoy) send(ctx context.Context, cmd redis.Cmder, alone func(context.Context, redis.Cmder) error) error {
	if c.db == nil {
		return alone(ctx, cmd)
	}
	t := c.queue(cmd)
	if t == nil {
		defer c.leave()
		return alone(ctx, cmd)
	}
	select {
	case <-t.arrived:
		return cmd.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// inCompany sends a small read with others. When it gets no answer, it is tried
// alone, and as often as a read may be.
func inCompany[C redis.Cmder](ctx context.Context, s *Store, read func() C) (C, error) {
	cmd := read()
	err := s.road.send(ctx, cmd, s.db.Process)
	var reply redis.Error
	if err == nil || errors.As(err, &reply) || ctx.Err() != nil {
		return cmd, err
	}
	cmd = read()
	return cmd, s.db.Process(ctx, cmd)
}

// queue takes a lane, or a place among those who wait for one.
func (c *convoy) queue(cmd redis.Cmder) *traveller {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy < lanes {
		c.busy++
		return nil
	}
	t := &traveller{cmd, make(chan struct{})}
	c.waiting = append(c.waiting, t)
	return t
}

// leave frees a lane, or gives it to those who wait.
func (c *convoy) leave() {
	if some := c.gather(); some != nil {
		c.away.Go(func() {
			for ; some != nil; some = c.gather() {
				c.travel(some)
			}
		})
	}
}

// gather returns those who wait; when nobody does, the lane is free.
func (c *convoy) gather() []*traveller {
	c.mu.Lock()
	defer c.mu.Unlock()
	some := c.waiting
	c.waiting = nil
	if some == nil {
		c.busy--
	}
	return some
}

// travel sends some together. Their commands hold their errors.
func (c *convoy) travel(some []*traveller) {
	ctx, cancel := context.WithTimeout(c.live, readTimeout)
	defer cancel()
	together := c.db.Pipeline()
	for _, t := range some {
		_ = together.Process(ctx, t.cmd) // is only taken down
	}
	_, _ = together.Exec(ctx)
	for _, t := range some {
		close(t.arrived)
	}
}

// close ends the journeys under way.
func (c *convoy) close() {
	if c.db != nil {
		c.end()
		c.away.Wait()
	}
}
