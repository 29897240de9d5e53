package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach"
	"dealcoach/internal/coach"
	"dealcoach/internal/slack"
	"dealcoach/internal/store"
	"dealcoach/internal/workspace"
)

// demoCommand is `bot demo`: the local workspace, an embedded Redis and the very
// same bot, with a sample team.
func demoCommand(ctx context.Context, args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(errs)
	addr := flags.String("addr", "127.0.0.1:8095", "where the page is served; loopback only")
	verbose := flags.Bool("v", false, "show the bot's log")
	seed := flags.Uint64("seed", 0, "another story with the same people; 0 is the usual one")
	noBot := flags.Bool("no-bot", false, "the workspace alone, for any Slack app; prints where it is and its tokens")
	manifest := flags.String("manifest", "", "with -no-bot: hold the app to this manifest `file` (YAML); else it gets whatever it asks for")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return usageError{err.Error()}
	}
	level := slog.LevelWarn
	if *verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: level}))
	listener, err := listen(*addr)
	if err != nil {
		return err
	}
	if *noBot {
		return serveAlone(ctx, listener, *manifest, out, log)
	}
	d, err := newDemo(ctx, listener, castOf(*seed), demoStart(time.Now()), log)
	if err != nil {
		return err
	}
	defer d.close()
	fmt.Fprintf(out, demoGreeting, d.workspace.PageURL())
	return d.program.serve(ctx)
}

const demoGreeting = `Deal Coach demo: a local workspace with a sample team. Nothing leaves this machine,
and nothing is kept: the data is gone when you stop it.

  Open  %s

  It is Monday morning, and you are Mia, a rep: read what the coach wrote to you.
  Ctrl+C stops it.
`

// listen takes the address, or any other port of it when that one is taken.
func listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usageError{fmt.Sprintf("-addr %q is not an address like 127.0.0.1:8095", addr)}
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, usageError{fmt.Sprintf("-addr %q is not on this machine; use 127.0.0.1", addr)}
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return net.Listen("tcp", net.JoinHostPort(host, "0"))
	}
	return l, nil
}

// demo is everything that `bot demo` runs.
type demo struct {
	redis     *miniredis.Miniredis
	workspace *workspace.Workspace
	store     *store.Store
	clock     *demoClock
	program   program
}

// cast is who plays in a demo, and what they have behind them.
type cast struct {
	settings coach.Settings
	populate func(*workspace.Workspace)
	past     []beginning
	closings []closing
	guide    json.RawMessage // what the page proposes to try
}

// newDemo starts the workspace and the embedded Redis, tells them the cast's
// story up to now, and makes the bot. now is what the demo's clock shows.
func newDemo(ctx context.Context, l net.Listener, c cast, now time.Time, log *slog.Logger) (*demo, error) {
	d := &demo{clock: newDemoClock(now)}
	w, err := workspace.New(workspace.Options{
		Manifest: dealcoach.Manifest, Now: d.clock.Now, Log: log, Skip: d.skip, Guide: c.guide,
	})
	if err != nil {
		return nil, fmt.Errorf("the workspace: %w", err)
	}
	d.workspace = w
	w.Start(l)
	c.populate(w)
	if d.redis, err = miniredis.Run(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	if err := d.open(ctx, c, log); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// open wires the bot to the workspace, over the same websocket as in a real
// one, and to the embedded Redis.
func (d *demo) open(ctx context.Context, c cast, log *slog.Logger) error {
	scripts, err := readScripts("")
	if err != nil {
		return err
	}
	app, bot := d.workspace.Tokens()
	client := slack.NewClient(slack.Access{AppToken: app, BotToken: bot, APIURL: d.workspace.APIURL()}, log)
	who, err := client.Identify(ctx)
	if err != nil {
		return err
	}
	wake := make(chan struct{}, 1)
	d.clock.moved = func() { signalOn(wake) }
	d.store, err = store.Open(ctx, store.Options{
		URL: "redis://" + d.redis.Addr(), Team: who.Team, Wake: func() { signalOn(wake) },
	})
	if err != nil {
		return err
	}
	if err := tell(ctx, d.store, c, d.clock.Now()); err != nil {
		return fmt.Errorf("the story: %w", err)
	}
	if err := tellWeeks(ctx, d.store, c, d.clock.Now()); err != nil {
		return fmt.Errorf("the weeks before: %w", err)
	}
	team := newTeamSettings(c.settings, d.store, log)
	b := slack.NewBot(slack.Options{
		Client: client, Home: who, Deals: d.store, Exchange: d.store, Scripts: scripts, Settings: team.now, Environment: c.settings, Saved: team.take,
		Now: d.clock.Now, Preview: preview(d.store, client, team.now, d.clock), About: d.store.About,
		Connections: 2, Log: log,
	})
	d.program = program{
		bot: b, store: d.store, clock: d.clock, scripts: scripts, settings: team,
		pulses: &health{}, wake: wake, begun: time.Now(), log: log,
	}
	return nil
}

func (d *demo) close() {
	if d.store != nil {
		d.store.Close()
	}
	if d.redis != nil {
		d.redis.Close()
	}
	d.workspace.Close()
}
