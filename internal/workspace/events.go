package workspace

import (
	"context"
	"crypto/rand"
	"time"
)

// redeliveries are the pauses before the second, third and fourth attempt at an
// event: https://docs.slack.dev/apis/events-api/.
var redeliveries = []time.Duration{0, time.Minute, 5 * time.Minute}

// eventCallback is the payload of an event.
type eventCallback struct {
	Token          string          `json:"token"`
	TeamID         string          `json:"team_id"`
	AppID          string          `json:"api_app_id"`
	Event          any             `json:"event"`
	Type           string          `json:"type"`
	EventID        string          `json:"event_id"`
	EventTime      int64           `json:"event_time"`
	Authorizations []authorization `json:"authorizations"`
	Shared         bool            `json:"is_ext_shared_channel"`
}

type authorization struct {
	EnterpriseID *string `json:"enterprise_id"`
	TeamID       string  `json:"team_id"`
	UserID       string  `json:"user_id"`
	IsBot        bool    `json:"is_bot"`
	Enterprise   bool    `json:"is_enterprise_install"`
}

type messageEvent struct {
	messageJSON
	Channel     string `json:"channel"`
	ChannelType string `json:"channel_type"`
	EventTS     string `json:"event_ts"`
}

// changeEvent is a message event about another message.
type changeEvent struct {
	Type        string       `json:"type"`
	Subtype     string       `json:"subtype"`
	Hidden      bool         `json:"hidden"`
	Channel     string       `json:"channel"`
	ChannelType string       `json:"channel_type"`
	TS          string       `json:"ts"`
	EventTS     string       `json:"event_ts"`
	DeletedTS   string       `json:"deleted_ts,omitempty"`
	Message     *messageJSON `json:"message,omitempty"`
	Previous    *messageJSON `json:"previous_message,omitempty"`
}

func changedEvent(ch *channel, ts, subtype string, now, before *messageJSON) changeEvent {
	return changeEvent{
		Type: "message", Subtype: subtype, Hidden: true, Channel: ch.id, ChannelType: channelType(ch),
		TS: ts, EventTS: ts, Message: now, Previous: before,
	}
}

func channelType(ch *channel) string {
	if ch.im() {
		return "im"
	}
	return "channel"
}

// announce plans a message event, when the app has subscribed to the channel's
// kind, may read it, and the bot is there. The bot's own messages are no exception in Slack.
// The caller holds w.mu and runs inside change.
func (w *Workspace) announce(ch *channel, event any) {
	subscription := "message.channels"
	if ch.im() {
		subscription = "message.im"
	}
	if !w.app.subscribed(subscription) || !w.app.granted(ch.kind()+":history") || !ch.has(botUserID) {
		return
	}
	if m, ok := event.(messageEvent); ok {
		m.Channel, m.ChannelType = ch.id, channelType(ch)
		event = m
	}
	w.news = append(w.news, event)
}

// emit sends an event to the app, and again for as long as Slack would when it
// is not acknowledged, whether or not a socket is up. The first attempt is made
// before emit returns, so that events leave in their order.
func (w *Workspace) emit(event any) {
	call := eventCallback{
		TeamID: w.team, AppID: appID, Event: event, Type: "event_callback",
		EventID: "Ev" + rand.Text()[:10], EventTime: w.now().Unix(),
		Authorizations: []authorization{{TeamID: w.team, UserID: botUserID, IsBot: true}},
	}
	payload := func(string) any { return call }
	d, err := w.post(eventsAPI, 0, payload)
	w.spawn(func() { w.see(call.EventID, d, err, payload) })
}

// see repeats an event until it is acknowledged or Slack would give up; err is
// that of the first attempt.
func (w *Workspace) see(id string, d *delivery, err error, payload func(string) any) {
	ctx := context.Background()
	for attempt := 1; ; attempt++ {
		if err == nil {
			if o, err := w.await(ctx, d); o.acked || err != nil {
				return
			}
		}
		if attempt > len(redeliveries) {
			w.log.Warn("event given up", "event", id)
			return
		}
		if !w.rest(ctx, redeliveries[attempt-1]) {
			return
		}
		d, err = w.post(eventsAPI, attempt, payload)
	}
}

// rest waits for d and reports whether it came to its end.
func (w *Workspace) rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
	case <-w.done:
	}
	return false
}
