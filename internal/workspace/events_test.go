package workspace_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

func TestAMessageToTheBotIsAnEvent(t *testing.T) {
	bubble(t, func(r *rig) {
		var got []*slackevents.MessageEvent
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			outer := e.Data.(slackevents.EventsAPIEvent)
			if m, ok := outer.InnerEvent.Data.(*slackevents.MessageEvent); ok && outer.TeamID == r.TeamID() {
				got = append(got, m)
			}
		})
		defer stop()
		dm := r.DM("U1")
		must[workspace.Message](t)(r.Say(r.ctx, "U1", dm, "hello <there>"))
		must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "not subscribed"))
		_, ts, err := r.api.PostMessageContext(r.ctx, dm, slack.MsgOptionText("hello back", false))
		r.try(err)
		_, _, _, err = r.api.UpdateMessageContext(r.ctx, dm, ts, slack.MsgOptionText("hello again", false))
		r.try(err)
		_, _, err = r.api.DeleteMessageContext(r.ctx, dm, ts)
		r.try(err)
		pass(time.Second)
		if len(got) != 4 {
			t.Fatalf("%d events", len(got))
		}
		for _, m := range got {
			if m.Channel != dm || m.ChannelType != "im" {
				t.Errorf("event in %s, %s", m.Channel, m.ChannelType)
			}
		}
		if m := got[0]; m.User != "U1" || m.Text != "hello &lt;there&gt;" || m.BotID != "" {
			t.Errorf("Maria's %+v", m)
		}
		if m := got[1]; m.User != r.BotUser() || m.BotID == "" || m.TimeStamp != ts {
			t.Errorf("the bot's own %+v", m)
		}
		if m := got[2]; m.SubType != "message_changed" || m.Message.Text != "hello again" || m.PreviousMessage.Text != "hello back" {
			t.Errorf("the change %+v", m)
		}
		if m := got[3]; m.SubType != "message_deleted" || m.PreviousMessage == nil {
			t.Errorf("the deletion %+v", m)
		}
	})
}

func TestAPersonChanges(t *testing.T) {
	bubble(t, func(r *rig) {
		var got []*slackevents.UserChangeEvent
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			if u, ok := e.Data.(slackevents.EventsAPIEvent).InnerEvent.Data.(*slackevents.UserChangeEvent); ok {
				got = append(got, u)
			}
		})
		defer stop()
		r.AddPerson(workspace.Person{ID: "U1", Handle: "maria", Zone: "Asia/Tokyo"})
		r.AddPerson(workspace.Person{ID: "U5", Handle: "new"})
		pass(time.Second)
		if len(got) != 1 || got[0].User.ID != "U1" || got[0].User.TZ != "Asia/Tokyo" {
			t.Errorf("events %+v", got)
		}
	})
}

// attempt is one time that an event was seen.
type attempt struct {
	after    time.Duration
	number   int
	reason   string
	event    string
	envelope string
}

func (r *rig) attempts(ackFrom int) (seen *[]attempt, stop func()) {
	start := time.Now()
	seen = new([]attempt)
	return seen, r.connect(func(c *socketmode.Client, e socketmode.Event) {
		var payload struct {
			ID string `json:"event_id"`
		}
		if err := json.Unmarshal(e.Request.Payload, &payload); err != nil {
			r.t.Error(err)
		}
		*seen = append(*seen, attempt{since(start), e.Request.RetryAttempt, e.Request.RetryReason, payload.ID, e.Request.EnvelopeID})
		if e.Request.RetryAttempt >= ackFrom {
			c.Ack(*e.Request)
		}
	})
}

func TestEventsAreRepeatedUntilTheyAreAcknowledged(t *testing.T) {
	bubble(t, func(r *rig) {
		seen, stop := r.attempts(4)
		defer stop()
		must[workspace.Message](t)(r.Say(r.ctx, "U1", r.DM("U1"), "hello"))
		pass(time.Hour)
		var times []time.Duration
		ids := map[string]bool{}
		for i, a := range *seen {
			times = append(times, a.after)
			ids[a.envelope] = true
			if a.number != i || a.event != (*seen)[0].event || (a.reason == "timeout") != (i > 0) {
				t.Errorf("attempt %d: %+v", i, a)
			}
		}
		want := []time.Duration{0, 3 * time.Second, time.Minute + 6*time.Second, 6*time.Minute + 9*time.Second}
		if !slices.Equal(times, want) || len(ids) != 4 {
			t.Errorf("sent after %v under %d ids, want %v", times, len(ids), want)
		}
		log := r.Envelopes()
		if len(log) != 4 || log[3].Attempt != 3 || log[3].Acked || log[3].Type != "events_api" {
			t.Errorf("log %+v", log)
		}
	})
}

func TestAnAcknowledgedEventIsNotRepeated(t *testing.T) {
	bubble(t, func(r *rig) {
		seen, stop := r.attempts(1)
		defer stop()
		must[workspace.Message](t)(r.Say(r.ctx, "U1", r.DM("U1"), "hello"))
		pass(time.Hour)
		if len(*seen) != 2 {
			t.Errorf("%d attempts; the second was acknowledged", len(*seen))
		}
		if e := r.Envelopes()[1]; !e.Acked || e.AckedAfter > time.Second || e.Answered {
			t.Errorf("log %+v", e)
		}
	})
}

func TestAnEventWaitsForASocket(t *testing.T) {
	bubble(t, func(r *rig) {
		must[workspace.Message](t)(r.Say(r.ctx, "U1", r.DM("U1"), "hello"))
		pass(30 * time.Second)
		seen, stop := r.attempts(0)
		defer stop()
		pass(time.Hour)
		if len(*seen) != 1 || (*seen)[0].number != 2 || (*seen)[0].after != 30*time.Second {
			t.Errorf("attempts %+v; the third comes a minute after the event", *seen)
		}
	})
}
