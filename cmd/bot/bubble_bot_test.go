package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/schedule"
	"dealcoach/internal/slack"
	"dealcoach/internal/store/storetest"
)

// start starts a bot and waits until it can be talked to. stop ends it, and waits
// for all of it.
func (b *bubble) start() (stop func()) {
	b.Helper()
	b.bots++
	ctx, cancel := context.WithCancel(b.Context())
	app, token := b.workspace.Tokens()
	client := slack.NewClient(slack.Access{
		AppToken: app, BotToken: token, APIURL: b.workspace.APIURL(), Dial: b.pipes.Dial,
	}, b.log)
	who, err := client.Identify(ctx)
	if err != nil {
		b.Fatal(err)
	}
	bot := slack.NewBot(slack.Options{
		Client: client, Home: who, Deals: b.store, Scripts: b.scripts, Settings: func() coach.Settings { return b.settings },
		Now: time.Now, Connections: 2, Ping: botPings, Log: b.log,
	})
	wake, deaf := b.wakes.listen()
	look := &schedule.Look{
		Store: b.store, Directory: bot, Scripts: b.scripts, Settings: func() coach.Settings { return b.settings },
		Clock: realClock{}, Wake: wake, Sweep: idly, Log: b.log,
	}
	deliver := &schedule.Deliver{Outbox: b.store, Sender: bot, Consumer: fmt.Sprint("bot-", b.bots), Wait: idly, Log: b.log}
	var all sync.WaitGroup
	all.Go(func() {
		if err := bot.Run(ctx); err != nil {
			b.Errorf("bot %d ended with %v", b.bots, err)
		}
	})
	all.Go(func() { look.Run(ctx) })
	all.Go(func() { deliver.Run(ctx) })
	<-bot.Helloed()
	return func() {
		cancel()
		all.Wait()
		deaf()
	}
}

// wakes are the wake-ups of the bots that run.
type wakes struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

func (w *wakes) listen() (wake <-chan struct{}, deaf func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	one := make(chan struct{}, 1)
	w.all[one] = true
	return one, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all, one)
	}
}

func (w *wakes) signal() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for one := range w.all {
		signalOn(one)
	}
}

// bubbleStore counts how often the loops ask it.
type bubbleStore struct {
	*storetest.Memory
	claims, receives atomic.Int64
}

func (s *bubbleStore) Claim(ctx context.Context, now time.Time, n int, lease time.Duration) ([]coach.Timer, time.Time, error) {
	s.claims.Add(1)
	return s.Memory.Claim(ctx, now, n, lease)
}

func (s *bubbleStore) Receive(ctx context.Context, consumer string, n int, wait, lease time.Duration) ([]coach.Delivery, error) {
	s.receives.Add(1)
	return s.Memory.Receive(ctx, consumer, n, wait, lease)
}
