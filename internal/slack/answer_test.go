package slack

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// What is to be said is said: with the acknowledgement, or else by response_url.
func TestAnAnswerFindsItsWay(t *testing.T) {
	fails := func(err error) sendFunc {
		return func(_ context.Context, payload any) error {
			if payload == nil {
				return nil
			}
			return err
		}
	}
	for _, tt := range []struct {
		name  string
		kind  envelopeKind
		age   time.Duration
		ack   sendFunc
		byURL bool
	}{
		{"the acknowledgement carries it", envelopeCommand, 0, fails(nil), false},
		{"it is too long for one", envelopeCommand, 0, fails(errTooLarge), true},
		{"no socket is open", envelopeCommand, 0, fails(errHungUp), true},
		{"the write failed", envelopeCommand, 0, fails(errors.New("broken pipe")), true},
		{"Slack does not wait any more", envelopeCommand, ackUseful, fails(nil), true},
		{"a click's acknowledgement carries nothing", envelopeInteraction, 0, fails(nil), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t)
			e := &envelope{kind: tt.kind, taken: time.Now().Add(-tt.age), reply: &envelopeReply{to: tt.ack}}
			e.command.ResponseURL = "https://slack.test/respond"
			if tt.kind == envelopeInteraction {
				e.interaction = &slack.InteractionCallback{Type: slack.InteractionTypeBlockActions, ResponseURL: e.command.ResponseURL}
			}
			s := &sheet{}
			s.say("Added *#1 Acme*")
			o.say(t.Context(), e, s)
			if byURL := strings.Contains(strings.Join(o.heard, ""), "Acme"); byURL != tt.byURL {
				t.Errorf("by response_url: %v in %q", byURL, o.heard)
			}
		})
	}
}

// Even what was acknowledged before is told: a panic after it, for example.
func TestASecondAnswerGoesByResponseURL(t *testing.T) {
	o := newOffice(t)
	e := &envelope{kind: envelopeCommand, taken: time.Now(), reply: &envelopeReply{to: sendFunc(func(context.Context, any) error { return nil })}}
	e.command.ResponseURL = "https://slack.test/respond"
	o.ack(t.Context(), e, nil)
	o.say(t.Context(), e, apology("ref1"))
	if !strings.Contains(strings.Join(o.heard, ""), "ref1") {
		t.Errorf("heard %q", o.heard)
	}
}
