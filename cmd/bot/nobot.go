package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"time"

	"dealcoach/internal/workspace"
)

// serveAlone serves the workspace without the bot, for any Slack app. With a
// manifest the app gets what that asks for, and nothing else. Its clock can be
// moved ahead over HTTP.
func serveAlone(ctx context.Context, l net.Listener, manifest string, out io.Writer, log *slog.Logger) error {
	clock := newDemoClock(time.Now())
	o := workspace.Options{
		Log: log, Now: clock.Now,
		Skip: func(_ context.Context, to time.Time) error { clock.move(to); return nil },
	}
	if manifest != "" {
		text, err := os.ReadFile(manifest)
		if err != nil {
			l.Close()
			return usageError{err.Error()}
		}
		o.Manifest = text
	}
	w, err := workspace.New(o)
	if err != nil {
		l.Close()
		return usageError{fmt.Sprintf("%s: %v", manifest, err)}
	}
	w.Start(l)
	defer w.Close()
	populate(w)
	app, bot := w.Tokens()
	fmt.Fprintf(out, aloneGreeting, w.PageURL(), w.APIURL(), app, bot)
	<-ctx.Done()
	return nil
}

const aloneGreeting = `A local Slack workspace, without the bot. Nothing leaves this machine, and nothing is kept.

  Open            %s
  SLACK_API_URL=%s
  SLACK_APP_TOKEN=%s
  SLACK_BOT_TOKEN=%s

  Point any Socket Mode app at this Web API (slackApiUrl, base_url, OptionAPIURL) with these tokens.
  docs/workspace.md tells how, and how to act and to make things fail over HTTP.
  Ctrl+C stops it.
`
