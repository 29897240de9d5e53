package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/kelseyhightower/envconfig"

	"dealcoach/internal/slack"
	"dealcoach/internal/store"
)

// doctorCommand is `bot doctor`: it looks at everything the bot needs, one line
// each with what to do about it. It changes and posts nothing, and returns a
// verdict when anything is amiss.
func doctorCommand(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("doctor", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	asJSON := flags.Bool("json", false, "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return usageError{"doctor takes -json, and nothing else; it checks the settings of the environment (see README)"}
	}
	var env Environment
	if err := envconfig.Process("", &env); err != nil {
		return usageError{err.Error()}
	}
	found := examine(ctx, env)
	write := found.print
	if *asJSON {
		write = found.printJSON
	}
	return errors.Join(write(out), found.verdict())
}

// How long the doctor asks. Slack comes first, then Redis, then what needs both,
// so that it is done within fifteen seconds even when nobody answers.
const (
	slackWithin = 4 * time.Second
	redisWithin = 5 * time.Second
)

// examination is one visit of the doctor.
type examination struct {
	config
	client   *slack.Client
	standing slack.Standing
	known    bool         // Slack took the bot token: standing says what it is
	store    *store.Store // nil: Redis does not answer, or nobody knows whose state to look at
}

// examine looks at everything, at the same time where it can.
func examine(ctx context.Context, env Environment) findings {
	c, p := env.inspect()
	x := &examination{config: c, client: slack.NewClient(slack.Access{AppToken: c.appToken, BotToken: c.botToken, APIURL: c.apiURL},
		slog.New(slog.DiscardHandler))}
	var token, socket, people, served findings
	together(
		func() {
			if !p.about("SLACK_BOT_TOKEN") && !p.about("SLACK_API_URL") {
				token = x.token(ctx)
			}
		},
		func() {
			if !p.about("SLACK_APP_TOKEN") && !p.about("SLACK_API_URL") {
				socket = x.socket(ctx)
			}
		},
		func() {
			if !p.about("SLACK_BOT_TOKEN") && !p.about("SLACK_API_URL") {
				people = x.people(ctx)
			}
		},
		func() {
			if !p.about("HTTP_ADDR") {
				served = x.http(ctx)
			}
		},
	)
	all := settingsFound(p).and(token, socket)
	if x.known { // else the token's line says it
		all = all.and(people.except(all), appsFound(x.appToken, x.standing.App), findings{unasked})
	}
	var server findings
	if !p.about("REDIS_URL") {
		server = x.redis(ctx)
	}
	if x.store != nil {
		defer x.store.Close()
	}
	var channel, messages findings
	together(
		func() { channel = x.channel(ctx) },
		func() { messages = x.messages(ctx) },
	)
	return all.and(channel, server, messages, served)
}

// together does several things at the same time and waits for all.
func together(all ...func()) {
	var group sync.WaitGroup
	for _, one := range all {
		group.Go(one)
	}
	group.Wait()
}

// digestChannel is where the digest goes: what managers saved in Slack wins over
// the environment.
func (x *examination) digestChannel(ctx context.Context) string {
	s := x.settings
	if x.store != nil {
		if saved, err := x.store.Settings(ctx); err == nil {
			s = saved.Over(s)
		}
	}
	return s.DigestChannel
}
