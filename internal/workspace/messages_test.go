package workspace_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
)

func TestPostingToAPersonOpensTheirMessages(t *testing.T) {
	bubble(t, func(r *rig) {
		channel, ts, err := r.api.PostMessageContext(r.ctx, "U1", slack.MsgOptionText("hello", false),
			slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "outbox", EventPayload: map[string]any{"id": "m1"}}))
		r.try(err)
		if channel != "D1" || channel != r.DM("U1") {
			t.Errorf("posted to %s", channel)
		}
		_, _, _, err = r.api.UpdateMessageContext(r.ctx, channel, ts, slack.MsgOptionText("hello again", false))
		r.try(err)
		for all, id := range map[bool]any{true: "m1", false: nil} {
			h := must[*slack.GetConversationHistoryResponse](t)(r.api.GetConversationHistoryContext(r.ctx,
				&slack.GetConversationHistoryParameters{ChannelID: channel, IncludeAllMetadata: all}))
			m := h.Messages[0]
			if m.Text != "hello again" || m.Metadata.EventType != "outbox" || m.Metadata.EventPayload["id"] != id {
				t.Errorf("all metadata %v: %+v", all, m.Msg)
			}
			if m.Timestamp != ts || m.Edited == nil || m.User != r.BotUser() || m.BotID == "" {
				t.Errorf("message %+v", m.Msg)
			}
		}
	})
}

func TestTimesOfMessagesAreUniqueAndGrow(t *testing.T) {
	clock := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	bubble(t, func(r *rig) {
		var before string
		for i := range 5 {
			if i == 3 {
				clock = clock.Add(-time.Hour)
			}
			m := must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "hi"))
			if m.TS <= before || !m.At.Equal(clock) {
				t.Errorf("%q after %q at %v", m.TS, before, m.At)
			}
			before = m.TS
		}
		if before != "1772442000.000004" {
			t.Errorf("the last is %s", before)
		}
	}, func(o *workspace.Options) { o.Now = func() time.Time { return clock } })
}

func TestRefusedPosts(t *testing.T) {
	section := func(text string) slack.Block {
		return slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil)
	}
	for name, tt := range map[string]struct {
		channel string
		option  slack.MsgOption
		code    string
		detail  string
	}{
		"an unknown channel":      {"C9", slack.MsgOptionText("hi", false), "channel_not_found", ""},
		"a deactivated person":    {"U3", slack.MsgOptionText("hi", false), "channel_not_found", ""},
		"nothing to say":          {"C1", slack.MsgOptionText("", false), "no_text", ""},
		"a thread that is none":   {"C1", slack.MsgOptionCompose(slack.MsgOptionText("hi", false), slack.MsgOptionTS("1.000000")), "thread_not_found", ""},
		"a text beyond the limit": {"C1", slack.MsgOptionBlocks(section(strings.Repeat("x", 3001))), "invalid_blocks", "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				r.AddPerson(workspace.Person{ID: "U3", Deleted: true})
				_, _, err := r.api.PostMessageContext(r.ctx, tt.channel, tt.option)
				refused, ok := errors.AsType[slack.SlackErrorResponse](err)
				if !ok || refused.Err != tt.code {
					t.Fatalf("error %v, want %s", err, tt.code)
				}
				if m := refused.ResponseMetadata.Messages; tt.detail != "" && (len(m) != 1 || m[0] != "[ERROR] "+tt.detail) {
					t.Errorf("messages %q", m)
				}
				if len(r.Messages("C1")) != 0 {
					t.Error("it was posted all the same")
				}
			})
		})
	}
}

func TestWhereTheBotMayPost(t *testing.T) {
	post := func(r *rig, to string) error {
		_, _, err := r.api.PostMessageContext(r.ctx, to, slack.MsgOptionText("hi", false))
		return err
	}
	bubble(t, func(r *rig) {
		r.try(post(r, "#sales"))
		if err := post(r, "C2"); err != nil {
			t.Errorf("chat:write.public: %v", err)
		}
	})
	bubble(t, func(r *rig) {
		if err := post(r, "C2"); err == nil || err.Error() != "not_in_channel" {
			t.Errorf("without chat:write.public: %v", err)
		}
	}, without("      - chat:write.public\n"))
	bubble(t, func(r *rig) {
		if err := post(r, "U1"); err == nil || err.Error() != "messages_tab_disabled" {
			t.Errorf("without the messages tab: %v", err)
		}
	}, without("messages_tab_enabled: true"))
}

func TestChangingMessages(t *testing.T) {
	bubble(t, func(r *rig) {
		channel, ts := r.card()
		theirs := must[workspace.Message](t)(r.Say(r.ctx, "U1", channel, "hi"))
		update := func(ts, text string) string {
			_, _, _, err := r.api.UpdateMessageContext(r.ctx, channel, ts, slack.MsgOptionText(text, false))
			if err == nil {
				return ""
			}
			return err.Error()
		}
		for _, tt := range []struct{ name, got, want string }{
			{"another's message", update(theirs.TS, "x"), "cant_update_message"},
			{"no message", update("1.000000", "x"), "message_not_found"},
			{"4,001 characters", update(ts, strings.Repeat("ü", 4001)), "msg_too_long"},
			{"4,000 characters", update(ts, strings.Repeat("ü", 4000)), ""},
		} {
			if tt.got != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
			}
		}
		if m := r.Messages(channel)[0]; m.Edited != 1 || m.Blocks != nil || m.TS != ts {
			t.Errorf("after a text alone: %+v; its blocks go", m)
		}
		if _, _, err := r.api.DeleteMessageContext(r.ctx, channel, theirs.TS); err == nil || err.Error() != "cant_delete_message" {
			t.Errorf("deleting another's message: %v", err)
		}
		_, _, err := r.api.DeleteMessageContext(r.ctx, channel, ts)
		r.try(err)
		if m := r.Messages(channel); len(m) != 1 || m[0].TS != theirs.TS {
			t.Errorf("left: %+v", m)
		}
	})
}

func TestHistoryIsReadPageByPage(t *testing.T) {
	bubble(t, func(r *rig) {
		var sent []string
		for _, text := range []string{"a", "b", "c", "d", "e"} {
			pass(time.Second)
			sent = append(sent, must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", text)).TS)
		}
		_, reply, err := r.api.PostMessageContext(r.ctx, "C1", slack.MsgOptionText("reply", false), slack.MsgOptionTS(sent[0]))
		r.try(err)

		read := func(p slack.GetConversationHistoryParameters) (texts string) {
			p.ChannelID, p.Limit = "C1", 2
			for {
				h := must[*slack.GetConversationHistoryResponse](t)(r.api.GetConversationHistoryContext(r.ctx, &p))
				for _, m := range h.Messages {
					texts += m.Text
				}
				if p.Cursor = h.ResponseMetaData.NextCursor; h.HasMore != (p.Cursor != "") {
					t.Errorf("has_more %v, cursor %q", h.HasMore, p.Cursor)
				}
				if p.Cursor == "" {
					return texts
				}
				texts += " "
			}
		}
		for name, tt := range map[string]struct {
			params slack.GetConversationHistoryParameters
			want   string
		}{
			"the newest first":  {slack.GetConversationHistoryParameters{}, "ed cb a"},
			"after a message":   {slack.GetConversationHistoryParameters{Oldest: sent[2]}, "ed"},
			"from a message on": {slack.GetConversationHistoryParameters{Oldest: sent[2], Inclusive: true}, "ed c"},
			"before a message":  {slack.GetConversationHistoryParameters{Latest: sent[1]}, "a"},
			"one message":       {slack.GetConversationHistoryParameters{Oldest: sent[1], Latest: sent[1], Inclusive: true}, "b"},
			"whole seconds too": {slack.GetConversationHistoryParameters{Oldest: strings.Split(sent[3], ".")[0]}, "e"},
		} {
			if got := read(tt.params); got != tt.want {
				t.Errorf("%s: %q, want %q", name, got, tt.want)
			}
		}
		thread, _, _, err := r.api.GetConversationRepliesContext(r.ctx, &slack.GetConversationRepliesParameters{ChannelID: "C1", Timestamp: sent[0]})
		r.try(err)
		if len(thread) != 2 || thread[0].ReplyCount != 1 || thread[1].Timestamp != reply || thread[1].ThreadTimestamp != sent[0] {
			t.Errorf("thread %+v", thread)
		}
		_, err = r.api.GetConversationHistoryContext(r.ctx, &slack.GetConversationHistoryParameters{ChannelID: "C1", Cursor: "bogus"})
		if err == nil || err.Error() != "invalid_cursor" {
			t.Errorf("a made-up cursor: %v", err)
		}
	})
}

func TestAnEphemeralPost(t *testing.T) {
	bubble(t, func(r *rig) {
		_, err := r.api.PostEphemeralContext(r.ctx, "C1", "U2", slack.MsgOptionText("psst", false))
		r.try(err)
		if m := r.Ephemerals("U2"); len(m) != 1 || m[0].Text != "psst" || len(r.Messages("C1")) != 0 {
			t.Errorf("ephemerals %+v", m)
		}
		for to, want := range map[string]string{"C1": "user_not_in_channel", "C2": "not_in_channel"} {
			if _, err := r.api.PostEphemeralContext(r.ctx, to, "U9", slack.MsgOptionText("psst", false)); err == nil || err.Error() != want {
				t.Errorf("to %s: %v, want %s", to, err, want)
			}
		}
	})
}
