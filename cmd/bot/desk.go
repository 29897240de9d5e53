package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/kelseyhightower/envconfig"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
	"dealcoach/internal/schedule"
	"dealcoach/internal/slack"
	"dealcoach/internal/store"
)

// desk is what the command line imports and exports with: the team's state, and
// Slack to tell who is who.
type desk struct {
	store       *store.Store
	people      exchange.People
	environment coach.Settings // without what managers saved
	settings    coach.Settings
	clock       schedule.Clock
	close       []func()
}

// readDeskConfig reads what a desk needs of the environment: no socket is opened,
// so there is no need for an app token.
func readDeskConfig() (config, error) {
	var env Environment
	if err := envconfig.Process("", &env); err != nil {
		return config{}, usageError{err.Error()}
	}
	p := &problems{}
	c := config{
		botToken: p.token("SLACK_BOT_TOKEN", env.BotToken, "xoxb-"),
		apiURL:   p.apiURL(env.APIURL),
		redisURL: p.redisURL(env.RedisURL),
		dataDir:  env.DataDir,
		settings: env.settings(p),
	}
	c.rehearsal = env.rehearsal(p, c.apiURL)
	return c, p.err()
}

// openDesk opens the team's state. A bot that runs at the same time is not disturbed.
// What it has to say on the way goes to errs.
func openDesk(ctx context.Context, errs io.Writer) (*desk, error) {
	c, err := readDeskConfig()
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	d := &desk{clock: realClock{}}
	if err := d.open(ctx, c, log); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func (d *desk) open(ctx context.Context, c config, log *slog.Logger) error {
	if c.redisURL == "" {
		own, err := findOwnRedis(c.dataDir, log)
		if err != nil {
			return err
		}
		stop, err := own.keep(ctx)
		if err != nil {
			return err
		}
		d.close = append(d.close, stop)
		c.redisURL = own.url()
	}
	client := slack.NewClient(slack.Access{BotToken: c.botToken, APIURL: c.apiURL}, log)
	who, err := client.Identify(ctx)
	if err != nil {
		return err
	}
	if d.store, err = store.Open(ctx, store.Options{URL: c.redisURL, Team: who.Team}); err != nil {
		return fmt.Errorf("REDIS_URL: %w", err)
	}
	d.close = append(d.close, func() { _ = d.store.Close() })
	if c.rehearsal != nil {
		if d.clock, err = openRehearsal(ctx, *c.rehearsal, d.store, log); err != nil {
			return err
		}
	}
	saved, err := d.store.Settings(ctx)
	if err != nil {
		return err
	}
	d.environment, d.settings = c.settings, saved.Over(c.settings)
	d.people = slack.NewBot(slack.Options{
		Client: client, Home: who, Settings: func() coach.Settings { return d.settings }, Now: d.clock.Now, Connections: 1, Log: log,
	})
	return nil
}

// Close ends what was opened.
func (d *desk) Close() {
	for i := len(d.close) - 1; i >= 0; i-- {
		d.close[i]()
	}
}

// job is the work of whoever may use the command line: a manager's, in the name of
// somebody or of nobody in particular.
func (d *desk) job(ctx context.Context, as string) (exchange.Job, error) {
	now := d.clock.Now()
	j := exchange.Job{
		Store: d.store, People: d.people, Settings: d.settings, Manager: true,
		Act: coach.Act{At: now.In(d.settings.Zone), Via: coach.ViaShell},
	}
	if as != "" {
		person, err := d.people.Find(ctx, as)
		if err != nil {
			return j, refused(err)
		}
		j.Act.By, j.Act.At = person.ID, person.In(d.settings, now)
	}
	return j, nil
}

// isTable refuses a file of a kind that is not read or written.
func isTable(file string) error {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".csv", ".tsv", ".txt":
		return nil
	}
	return usageError{fmt.Sprintf("%s: I read and write CSV, and dumps of everything; name the file with .csv or .ndjson at its end", file)}
}
