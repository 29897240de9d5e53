package slack

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// Observer is told what happens between Slack and the bot, from many
// goroutines. It must return at once. Nothing it is told names a person, a deal
// or a channel.
type Observer interface {
	// Handled tells that an envelope (command, click, form, shortcut, event) was
	// dealt with, and how: done, refused, unsaved, unknown, failed or busy.
	Handled(kind, outcome string, took time.Duration)
	// Acked tells how long after its arrival an envelope was acknowledged.
	Acked(kind string, after time.Duration)
	// Sockets tells how many connections work now.
	Sockets(up int)
	// Opened tells that a socket was opened, and after what: start, refreshed,
	// broken or refused.
	Opened(after string)
	// Counted tells how many connections Slack counts for the app.
	Counted(connections int)
	// Called tells that a method of the Web API was called, and how it ended: ok,
	// limited, Slack's name of the error, http or network.
	Called(method, outcome string, took time.Duration)
}

// unobserved stands where nobody watches.
type unobserved struct{}

func (unobserved) Handled(string, string, time.Duration) {}
func (unobserved) Acked(string, time.Duration)           {}
func (unobserved) Sockets(int)                           {}
func (unobserved) Opened(string)                         {}
func (unobserved) Counted(int)                           {}
func (unobserved) Called(string, string, time.Duration)  {}

// observer is who watches, if anybody.
func observer(o Observer) Observer {
	if o == nil {
		return unobserved{}
	}
	return o
}

// what names an envelope by what a person did.
func (e *envelope) what() string {
	switch {
	case e.kind == envelopeCommand:
		return "command"
	case e.kind == envelopeEvent:
		return "event"
	}
	switch e.interacts() {
	case slack.InteractionTypeViewSubmission:
		return "form"
	case slack.InteractionTypeShortcut, slack.InteractionTypeMessageAction:
		return "shortcut"
	default:
		return "click"
	}
}

// outcomeOf names how something that a person wanted ended.
func outcomeOf(err error) string {
	if err == nil {
		return "done"
	}
	var refusal coach.Refusal
	var which choice
	switch {
	case errors.As(err, &which):
		return "done"
	case errors.As(err, &refusal), errors.Is(err, coach.ErrNotFound), errors.Is(err, coach.ErrConflict):
		return "refused"
	case errors.Is(err, coach.ErrUnknown):
		return "unknown"
	case errors.Is(err, coach.ErrUnavailable):
		return "unsaved"
	default:
		return "failed"
	}
}

// methodOf names the method of the Web API that a request calls. Other addresses
// hold what must not become a name: a response_url is a secret.
func methodOf(req *http.Request, apiURL string) string {
	if method, ok := strings.CutPrefix(req.URL.String(), apiURL); ok {
		method, _, _ = strings.Cut(method, "?")
		return method
	}
	return "other"
}

// callOutcome names how a call ended; said is Slack's name of an error.
func callOutcome(resp *http.Response, said string, err error) string {
	switch {
	case errors.Is(err, errUnclear):
		return "unclear"
	case err != nil:
		return "network"
	case resp.StatusCode == http.StatusTooManyRequests, said == "ratelimited":
		return "limited"
	case resp.StatusCode != http.StatusOK:
		return "http"
	case said != "":
		return said
	default:
		return "ok"
	}
}
