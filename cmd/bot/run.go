package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/metrics"
	"dealcoach/internal/schedule"
	"dealcoach/internal/slack"
	"dealcoach/internal/store"
)

// runCommand is `bot run`.
func runCommand(ctx context.Context, args []string, errs io.Writer) error {
	if len(args) > 0 {
		return usageError{"run takes no arguments; its settings come from the environment (see README)"}
	}
	c, err := readConfig()
	if err != nil {
		return err
	}
	return run(ctx, c, logger(c, errs))
}

func logger(c config, out io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.logLevel}
	if c.logJSON {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}

// run is the whole program: it finds out who it is, opens the store and the
// clock, and serves until ctx ends.
func run(ctx context.Context, c config, log *slog.Logger) error {
	begun := time.Now()
	v, commit := build()
	counts := metrics.New(metrics.Build{Version: v, Commit: commit})
	doing := &health{}
	served, err := beServed(ctx, c, doing.handler(counts.Handler(log)), log)
	if err != nil {
		return err
	}
	defer served()
	if c.redisURL == "" {
		own, err := findOwnRedis(c.dataDir, log)
		if err != nil {
			return err
		}
		stop, err := own.keep(ctx)
		if err != nil {
			return err
		}
		defer stop()
		c.redisURL = own.url()
	}
	client := slack.NewClient(slack.Access{AppToken: c.appToken, BotToken: c.botToken, APIURL: c.apiURL, Observe: counts}, log)
	who, err := client.Identify(ctx)
	if err != nil {
		return err
	}
	wake := make(chan struct{}, 1)
	db, err := store.Open(ctx, store.Options{URL: c.redisURL, Team: who.Team, Wake: func() { signalOn(wake) }, Observe: counts})
	if err != nil {
		return fmt.Errorf("REDIS_URL: %w", err)
	}
	defer db.Close()
	doing.store.Store(db)
	counts.Watch(backlog(db))
	health := &watch{store: db, log: log}
	if err := health.admit(ctx); err != nil {
		return err
	}
	var clock schedule.Clock = realClock{}
	if c.rehearsal != nil {
		if clock, err = openRehearsal(ctx, *c.rehearsal, db, log); err != nil {
			return err
		}
	}
	team := newTeamSettings(c.settings, db, log)
	b := slack.NewBot(slack.Options{
		Client: client, Home: who, Deals: db, Exchange: db, Scripts: c.scripts, Settings: team.now, Environment: c.settings, Saved: team.take,
		Now: clock.Now, Preview: preview(db, client, team.now, clock), About: db.About,
		Connections: c.connections, Log: log,
	})
	doing.bot.Store(b)
	p := program{
		watched: counts, pulses: doing,
		bot: b, store: db, clock: clock, scripts: c.scripts, settings: team,
		health: health, caution: &caution{client, c.appToken, log}, wake: wake, begun: begun, log: log,
	}
	log.Info("starting", "team", who.TeamName, "zone", c.settings.Zone, "digest", c.settings.DigestAt, "prompt", c.settings.PromptAt)
	return p.serve(ctx)
}

// backlog tells whoever watches what waits in the store.
func backlog(db *store.Store) func(context.Context) (metrics.State, error) {
	return func(ctx context.Context) (metrics.State, error) {
		b, err := db.Backlog(ctx)
		return metrics.State{Waiting: b.Waiting, Oldest: b.Oldest, Dead: b.Dead}, err
	}
}

// preview makes the next digest as far as it is known.
func preview(db *store.Store, client *slack.Client, team func() coach.Settings, clock schedule.Clock) func(context.Context) (coach.Digest, error) {
	return func(ctx context.Context) (coach.Digest, error) {
		return schedule.Preview(ctx, db, client, team(), clock.Now())
	}
}

// signalOn leaves a wake-up without waiting; one that lies there is enough.
func signalOn(wake chan<- struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}

// openRehearsal waits for the store when it has to: a clock that guesses would
// send prompts of another day.
func openRehearsal(ctx context.Context, s rehearsalSettings, db *store.Store, log *slog.Logger) (schedule.Clock, error) {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		clock, err := s.open(ctx, db, time.Now())
		if err == nil {
			log.Info("rehearsal", "clock", clock.Now().Format(time.RFC3339), "speed", clock.Speed)
			return clock, nil
		}
		if !errors.Is(err, coach.ErrUnavailable) && !errors.Is(err, coach.ErrUnknown) {
			return nil, err
		}
		log.Warn("redis does not answer; trying again", "wait", wait, "err", err)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// program is the parts that run together.
type program struct {
	bot      *slack.Bot
	store    *store.Store
	clock    schedule.Clock
	scripts  coach.Scripts
	settings *teamSettings
	health   *watch   // of Redis; nil: nobody watches, as in the demo
	caution  *caution // nil: nobody looks at Slack, as in the demo
	wake     chan struct{}
	begun    time.Time         // for the log: how long until Slack's first hello
	watched  schedule.Observer // nil: nobody watches, as in the demo
	pulses   *health           // of the loops
	log      *slog.Logger
}

// serve runs the bot and both loops. The first to end ends all; it returns when
// the last one has finished what it had in hand.
func (p program) serve(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	look := &schedule.Look{
		Store: p.store, Directory: p.bot, Scripts: p.scripts, Settings: p.settings.now,
		Clock: p.clock, Wake: p.wake, Observe: p.watched, Pulse: &p.pulses.look, Log: p.log,
	}
	deliver := &schedule.Deliver{Outbox: p.store, Sender: p.bot, Consumer: consumer(), Observe: p.watched, Pulse: &p.pulses.deliver, Log: p.log}
	var all sync.WaitGroup
	var failed error
	all.Go(func() { defer stop(); failed = p.bot.Run(ctx) })
	all.Go(func() { p.settings.run(ctx) })
	p.watchSlack(ctx, &all)
	all.Go(func() {
		defer stop()
		if p.settings.await(ctx) {
			look.Run(ctx)
		}
	})
	all.Go(func() { defer stop(); deliver.Run(ctx) })
	all.Go(func() { p.greet(ctx) })
	if p.health != nil {
		all.Go(func() { p.health.run(ctx) })
	}
	if p.caution != nil {
		all.Go(func() { p.caution.run(ctx, p.settings) })
	}
	all.Wait()
	p.log.Info("stopped")
	return failed
}

// watchSlack sees to it that managers hear of a time in which Slack was out of
// reach. A rehearsal's and the demo's clock would make hours of seconds.
func (p program) watchSlack(ctx context.Context, all *sync.WaitGroup) {
	if _, real := p.clock.(realClock); !real {
		return
	}
	blind := &schedule.Blind{Store: p.store, Connected: func() bool { return p.bot.Connected() > 0 }, Settings: p.settings.now, Log: p.log}
	begun := make(chan struct{})
	all.Go(func() { blind.Run(ctx, func() { close(begun) }) })
	<-begun
}

// greet logs when the bot can be talked to.
func (p program) greet(ctx context.Context) {
	select {
	case <-p.bot.Helloed():
		p.log.Info("ready", "after", time.Since(p.begun).Round(time.Millisecond))
	case <-ctx.Done():
	}
}

// consumer names this instance among all that read the outbox.
func consumer() string {
	host, err := os.Hostname()
	if err != nil {
		host = "host"
	}
	return fmt.Sprintf("%s-%d-%d", host, os.Getpid(), time.Now().UnixMilli())
}
