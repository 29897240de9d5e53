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

// envelope is one thing Slack sent, decoded, with the one way to acknowledge it.
type envelope struct {
	id          string // what an acknowledgement names; a redelivery has a new one
	kind        envelopeKind
	command     slashCommand                // set for envelopeCommand
	interaction *slack.InteractionCallback  // set for envelopeInteraction, and large
	event       *slackevents.EventsAPIEvent // set for envelopeEvent
	eventID     string                      // the same in all deliveries of one event; empty for what is no callback (app_rate_limited)
	retry       int                         // events: 0 for the first delivery
	taken       time.Time                   // when it was read from the socket, in real time; Slack's 3 s run since a little earlier
	reply       *envelopeReply
}

// slashCommand is what a slash command tells that the bot uses.
type slashCommand struct {
	TeamID       string `json:"team_id"`
	EnterpriseID string `json:"enterprise_id"`
	UserID       string `json:"user_id"`
	Command      string `json:"command"`
	Text         string `json:"text"`
	ResponseURL  string `json:"response_url"`
	TriggerID    string `json:"trigger_id"`
}

// interacts tells what kind of interaction it is; empty for what is none.
func (e *envelope) interacts() slack.InteractionType {
	if e.interaction == nil {
		return ""
	}
	return e.interaction.Type
}

// viewType tells in which kind of view somebody clicked; empty when in none.
func (e *envelope) viewType() slack.ViewType {
	if e.interaction == nil {
		return ""
	}
	return e.interaction.View.Type
}
