package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/slack"
	"dealcoach/internal/store"
)

// doctorCommand is `bot doctor`: it looks at everything the bot needs, one line
// each with what to do about it. It changes nothing.
func doctorCommand(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 {
		return usageError{"doctor takes no arguments; it checks the settings of the environment (see README)"}
	}
	c, err := readConfig()
	if err != nil {
		return err
	}
	x := &examination{out: out}
	x.ok("settings", "all are there and well-formed, the scripts too")
	x.slack(ctx, c)
	return x.verdict()
}

// doctorPatience is how long one of the doctor's questions may take.
const doctorPatience = 10 * time.Second

// deadLettersShown is how many dead letters the doctor lists.
const deadLettersShown = 20

// examination is what the doctor found so far.
type examination struct {
	out   io.Writer
	wrong int
}

func (x *examination) ok(what, format string, args ...any) { x.line("ok", what, format, args...) }

func (x *examination) bad(what, mend, format string, args ...any) {
	x.wrong++
	x.line("WRONG", what, format, args...)
	x.mend(mend)
}

func (x *examination) line(how, what, format string, args ...any) {
	fmt.Fprintf(x.out, "%-6s %-9s %s\n", how, what, fmt.Sprintf(format, args...))
}

func (x *examination) mend(how string) {
	if how != "" {
		fmt.Fprintf(x.out, "%17s%s\n", "", how)
	}
}

// slack asks Slack who the bot is. The state in Redis is kept by workspace, so
// that without an answer there is none to look at.
func (x *examination) slack(ctx context.Context, c config) {
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	client := slack.NewClient(slack.Access{AppToken: c.appToken, BotToken: c.botToken, APIURL: c.apiURL}, slog.New(slog.DiscardHandler))
	who, err := client.Identify(ctx)
	switch {
	case errors.Is(err, slack.ErrRefused):
		x.bad("slack", "Copy SLACK_BOT_TOKEN anew from the app's OAuth & Permissions page.", "%v", err)
		return
	case err != nil:
		x.bad("slack", "Look at SLACK_API_URL and at the way to it.", "does not answer: %v", err)
		return
	}
	x.ok("slack", "the bot token is good for %s", who.TeamName)
	x.redis(ctx, c.redisURL, who.Team)
}

// redis looks at the server and at what lies in it undelivered.
func (x *examination) redis(ctx context.Context, url, team string) {
	db, err := store.Open(ctx, store.Options{URL: url, Team: team})
	if err != nil {
		x.bad("redis", "Look at REDIS_URL.", "%v", err)
		return
	}
	defer db.Close()
	found, err := db.Check(ctx)
	if err != nil {
		x.bad("redis", "Look at REDIS_URL, and whether the server runs.", "%v", err)
		return
	}
	x.ok("redis", "answers")
	for _, f := range found {
		switch f.Severity {
		case store.Wrong:
			x.bad("redis", f.Mend, "%s", f.What)
		case store.Risk:
			x.line("RISK", "redis", "%s", f.What)
			x.mend(f.Mend)
		default:
			x.line("note", "redis", "%s", f.What)
			x.mend(f.Mend)
		}
	}
	x.outbox(ctx, db)
}

func (x *examination) outbox(ctx context.Context, db *store.Store) {
	waiting, err1 := db.Pending(ctx)
	dead, err2 := db.DeadLetters(ctx, deadLettersShown)
	if err := errors.Join(err1, err2); err != nil {
		x.bad("messages", "", "%v", err)
		return
	}
	x.ok("messages", "%d on their way", waiting)
	for _, letter := range dead {
		x.line("RISK", "messages", "%s could not be delivered to %s on %s: %s",
			letter.ID, letter.To, letter.At.Format("2 Jan 15:04 MST"), letter.Reason)
		x.mend(letterAdvice(letter))
	}
}

// letterAdvice says what to do about an undeliverable message, by Slack's name
// for the reason.
func letterAdvice(letter coach.DeadLetter) string {
	switch {
	case strings.HasPrefix(letter.Reason, "not_in_channel"), letter.Reason == "channel_not_found":
		return "Invite the bot to the channel: /invite @Deal Coach"
	case letter.Reason == "is_archived":
		return "Choose another channel in DIGEST_CHANNEL."
	case letter.Reason == "missing_scope":
		return "Install the app anew with the manifest: bot manifest"
	case strings.HasPrefix(letter.Reason, "user_"), letter.Reason == "cannot_dm_bot":
		return "The person cannot be written to any more; give their deals to somebody else."
	default:
		return ""
	}
}

func (x *examination) verdict() error {
	if x.wrong > 0 {
		return fmt.Errorf("doctor found %d thing(s) that keep the bot from working", x.wrong)
	}
	return nil
}
