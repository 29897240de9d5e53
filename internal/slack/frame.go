package slack

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// socketShedLog is how often the log hears of envelopes there was no room for.
const socketShedLog = 10 * time.Second

// frame is what Slack sends over a socket.
type frame struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"` // of an envelope
	Payload json.RawMessage `json:"payload"`     // of an envelope
	Attempt int             `json:"retry_attempt"`
	Reason  string          `json:"reason"`          // of a disconnect
	Counts  int             `json:"num_connections"` // of a hello
	Debug   struct {
		Host    string `json:"host"`
		Seconds int    `json:"approximate_connection_time"`
	} `json:"debug_info"`
}

// typeCommand is the type of a frame with a slash command.
const typeCommand = "slash_commands"

var errUnknownKind = errors.New("unknown kind of envelope")

// envelope decodes what the frame carries.
func (f frame) envelope(now time.Time) (e *envelope, err error) {
	e = &envelope{id: f.ID, retry: f.Attempt, taken: now}
	switch f.Type {
	case typeCommand:
		e.kind = envelopeCommand
		err = json.Unmarshal(f.Payload, &e.command)
	case "interactive":
		e.kind = envelopeInteraction
		e.interaction = &slack.InteractionCallback{}
		err = json.Unmarshal(f.Payload, e.interaction)
	case "events_api":
		e.kind = envelopeEvent
		var event slackevents.EventsAPIEvent
		event, err = slackevents.ParseEvent(f.Payload, slackevents.OptionNoVerifyToken())
		e.event = &event
		if callback, ok := event.Data.(*slackevents.EventsAPICallbackEvent); ok {
			e.eventID = callback.EventID
		}
	default:
		err = errUnknownKind
	}
	return e, err
}

// take deals with one frame, of which it keeps nothing. An error of decoding may
// hold what somebody typed, so that the log has the frame's kind only.
func (s *socket) take(text []byte, now time.Time) {
	if e, ok := readCommand(text, now); ok {
		s.handOn(e)
		return
	}
	var f frame
	err := json.Unmarshal(text, &f) // of a frame with a part of another shape it reads the rest
	switch {
	case f.ID != "":
		e, err := f.envelope(now)
		if err != nil {
			s.ackUnread(e, f)
		} else {
			s.handOn(e)
		}
	case err != nil:
		s.log.Warn("ignoring a frame that cannot be read", "bytes", len(text))
	case f.Type == "hello":
		s.greeted(f)
	case f.Type == "disconnect":
		after := endingFor(f.Reason)
		s.log.Log(context.Background(), after.level(), "Slack ends the socket", "reason", f.Reason, "host", f.Debug.Host)
		s.leave(after)
	default:
		s.log.Warn("ignoring a frame of an unknown kind", "type", f.Type)
	}
}

// handOn gives an envelope to the crew.
func (s *socket) handOn(e *envelope) {
	e.reply = s.reply()
	if !s.crew.take(e) {
		s.noRoom(e.taken)
	}
}

func (s *socket) reply() *envelopeReply {
	return &envelopeReply{to: s, observe: s.all.options.observe}
}

// noRoom counts what the crew had no room for, and tells the log now and then.
func (s *socket) noRoom(now time.Time) {
	s.shed++
	if now.Sub(s.shedTold) >= socketShedLog {
		s.log.Warn("no room for envelopes", "since_last_told", s.shed, "at_work_at_most", maxInFlight)
		s.shed, s.shedTold = 0, now
	}
}
