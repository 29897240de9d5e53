package main

import (
	"context"
	"log/slog"

	"dealcoach/internal/slack"
)

// caution is what a bot that starts looks at in Slack: none of it keeps it from
// running, and all of it would be missed later.
type caution struct {
	client   *slack.Client
	appToken string
	log      *slog.Logger
}

// run warns once of all that the doctor would call a risk, or wrong. A call that
// fails warns of nothing: the sockets and the messages meet the same.
func (c caution) run(ctx context.Context, settings *teamSettings) {
	asking, cancel := context.WithTimeout(ctx, slackWithin)
	defer cancel()
	standing, err := c.client.Examine(asking)
	if err != nil {
		return
	}
	c.warn(scopesFound(standing).and(slackClock(standing), appsFound(c.appToken, standing.App)))
	if !settings.await(ctx) {
		return
	}
	asking, cancel = context.WithTimeout(ctx, slackWithin)
	defer cancel()
	c.warn(channelFound(asking, c.client, standing, settings.now().DigestChannel))
}

func (c caution) warn(all findings) {
	for _, f := range all {
		if f.Grade >= risk {
			c.log.Warn(f.Says, "mend", f.Mend)
		}
	}
}
