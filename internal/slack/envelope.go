package slack

import (
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// envelopeKind tells which of an envelope's contents is set.
type envelopeKind int

// The kinds that reach a handler.
const (
	envelopeCommand     envelopeKind = iota + 1 // a slash command: Slack waits 3 s and sends it once
	envelopeInteraction                         // a click, a form or a shortcut: 3 s, once
	envelopeEvent                               // an event: sent up to three times more until it is acknowledged
)

// String returns the kind's word for the log.
func (k envelopeKind) String() string {
	switch k {
	case envelopeCommand:
		return "command"
	case envelopeInteraction:
		return "interaction"
	case envelopeEvent:
		return "event"
	default:
		return "unknown"
	}
}

// envelope is one thing Slack sent, decoded, with the one way to acknowledge
// it. Copies share the acknowledgement.
type envelope struct {
	id          string // what an acknowledgement names; a redelivery has a new one
	kind        envelopeKind
	command     slack.SlashCommand         // set for envelopeCommand
	interaction slack.InteractionCallback  // set for envelopeInteraction
	event       slackevents.EventsAPIEvent // set for envelopeEvent
	eventID     string                     // the same in all deliveries of one event; empty for what is no callback (app_rate_limited)
	retry       int                        // events: 0 for the first delivery
	taken       time.Time                  // when it was read from the socket, in real time; Slack's 3 s run since a little earlier
	reply       *envelopeReply
}
