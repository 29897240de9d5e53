package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	reps = 10
	// said is what everybody logs. The date in it has to be understood.
	said = " spoke with Jo about the offer, next step demo on Tuesday"
	// steadyFor is how long answers are timed.
	steadyFor = 4 * time.Second
)

// measure is one round of one contestant.
func (p plan) measure(ctx context.Context, c contestant) (result, error) {
	s, err := newFakeSlack(fmt.Sprintf("TBENCH%d", time.Now().UnixNano()))
	if err != nil {
		return result{}, err
	}
	defer s.close()
	begun := time.Now()
	bot, err := c.start(ctx, s, p.redis)
	if err != nil {
		return result{}, err
	}
	defer bot.stop()
	select {
	case <-s.hello:
	case <-time.After(20 * time.Second):
		return result{}, fmt.Errorf("it opened no socket within 20 s")
	case <-ctx.Done():
		return result{}, ctx.Err()
	}
	r := result{start: time.Since(begun)}
	time.Sleep(1500 * time.Millisecond) // its other sockets
	deals, err := p.add(ctx, s)
	if err != nil {
		return result{}, err
	}
	if _, err := p.all(ctx, s, deals, p.commands/5); err != nil { // to get warm
		return result{}, err
	}
	used := bot.cpu()
	took, err := p.all(ctx, s, deals, p.commands)
	if err != nil {
		return result{}, err
	}
	r.cpu = (bot.cpu() - used).Seconds() / float64(p.commands) * 10_000
	r.perSecond = float64(p.commands) / took.Seconds()
	if r.p50, r.p99, err = p.paced(ctx, s, deals); err != nil {
		return result{}, err
	}
	r.resident = bot.resident()
	return r, nil
}

func rep(i int) string { return fmt.Sprintf("U%03d", i%reps) }

// add adds the deals and returns what they are called by.
func (p plan) add(ctx context.Context, s *fakeSlack) ([]string, error) {
	deals := make([]string, p.deals)
	for i := range deals {
		name := fmt.Sprint("Bench ", i)
		text, err := s.command(ctx, rep(i), "/deal", "add "+name+" 12k contact Jo Miller")
		if err != nil {
			return nil, err
		}
		if deals[i], err = added(text); err != nil {
			return nil, err
		}
		if p.byName {
			deals[i] = name
		}
	}
	return deals, nil
}

// log logs the i-th call, and sees that it was taken.
func (p plan) log(ctx context.Context, s *fakeSlack, deals []string, i int) error {
	at := i % len(deals)
	text, err := s.command(ctx, rep(at), "/call", deals[at]+said)
	switch {
	case err != nil:
		return err
	case strings.Contains(text, "very busy"):
		return errBusy
	case !strings.Contains(text, "Logged"):
		return fmt.Errorf("not logged: %q", text)
	}
	return nil
}

// errBusy means that the bot had too much in hand to take a command, and said so.
var errBusy = errors.New("the bot was too busy")

// all logs n calls with as many under way as planned.
func (p plan) all(ctx context.Context, s *fakeSlack, deals []string, n int) (time.Duration, error) {
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	begun := time.Now()
	for range p.inFlight {
		all.Go(func() {
			for i := next.Add(1); i <= int64(n) && failed.Load() == nil; i = next.Add(1) {
				if err := p.log(ctx, s, deals, int(i)); err != nil {
					failed.Store(&err)
				}
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return time.Since(begun), nil
}

// paced logs calls at a steady pace, whatever the answers take, and returns how
// long half of them and all but a hundredth took. One that was turned away took
// for ever.
func (p plan) paced(ctx context.Context, s *fakeSlack, deals []string) (p50, p99 time.Duration, err error) {
	n := int(steadyFor.Seconds() * float64(p.steady))
	took := make([]time.Duration, n)
	failed := make([]error, n)
	var all sync.WaitGroup
	begun := time.Now()
	for i := range n {
		due := begun.Add(time.Duration(i) * time.Second / time.Duration(p.steady))
		time.Sleep(time.Until(due))
		all.Go(func() {
			failed[i] = p.log(ctx, s, deals, i)
			took[i] = time.Since(due)
			if errors.Is(failed[i], errBusy) {
				failed[i], took[i] = nil, answerWithin
			}
		})
	}
	all.Wait()
	for _, err := range failed {
		if err != nil {
			return 0, 0, err
		}
	}
	slices.Sort(took)
	return took[n/2], took[n*99/100], nil
}
