package workspace_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/workspace"
)

// at is the time in so many seconds as post_at wants it.
func at(seconds int) string { return strconv.FormatInt(time.Now().Unix()+int64(seconds), 10) }

func (r *rig) texts(channel string) (texts []string) {
	for _, m := range r.Messages(channel) {
		texts = append(texts, m.Text)
	}
	return texts
}

func TestMessagesArePostedAtTheirTime(t *testing.T) {
	bubble(t, func(r *rig) {
		r.asks("chat.scheduleMessage", "channel", "C1", "text", "second", "post_at", at(7200))
		first := r.asks("chat.scheduleMessage", "channel", "C1", "text", "first", "post_at", at(3600))
		if id, _ := first["scheduled_message_id"].(string); id == "" || first["channel"] != "C1" {
			t.Errorf("the answer is %v", first)
		}
		list := fmt.Sprint(r.asks("chat.scheduledMessages.list", "channel", "C1")["scheduled_messages"])
		if want := "text:first] map["; !strings.Contains(list, want) || !strings.Contains(list, "text:second") {
			t.Errorf("the list is %s, want %s", list, want)
		}
		pass(time.Hour - time.Second)
		if got := r.texts("C1"); len(got) != 0 {
			t.Errorf("too early: %q", got)
		}
		pass(2 * time.Second)
		if got := r.texts("C1"); fmt.Sprint(got) != "[first]" {
			t.Errorf("after an hour: %q", got)
		}
		pass(time.Hour)
		if got := r.texts("C1"); fmt.Sprint(got) != "[first second]" {
			t.Errorf("after two hours: %q", got)
		}
		// Everything has been posted; the next one is still taken care of.
		r.asks("chat.scheduleMessage", "channel", "U1", "text", "third", "post_at", at(60))
		pass(62 * time.Second)
		if got := r.texts(r.DM("U1")); fmt.Sprint(got) != "[third]" {
			t.Errorf("a third one: %q", got)
		}
	})
}

func TestScheduledMessagesFollowTheWorkspacesClock(t *testing.T) {
	var ahead atomic.Int64
	bubble(t, func(r *rig) {
		r.asks("chat.scheduleMessage", "channel", "C1", "text", "tomorrow", "post_at", at(86400))
		synctest.Wait()
		ahead.Store(int64(25 * time.Hour))
		pass(2 * time.Second)
		if got := r.texts("C1"); fmt.Sprint(got) != "[tomorrow]" {
			t.Errorf("after the clock was moved: %q", got)
		}
	}, func(o *workspace.Options) {
		o.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	})
}

func TestWhatCannotBeScheduled(t *testing.T) {
	bubble(t, func(r *rig) {
		r.answers([]question{
			{"the past", "chat.scheduleMessage", "channel C1 text x post_at " + at(-1), "time_in_past"},
			{"too far", "chat.scheduleMessage", "channel C1 text x post_at " + at(121*86400), "time_too_far"},
			{"no time", "chat.scheduleMessage", "channel C1 text x post_at soon", "invalid_time"},
			{"nothing", "chat.scheduleMessage", "channel C1 post_at " + at(60), "no_text"},
			{"nowhere", "chat.scheduleMessage", "channel C9 text x post_at " + at(60), "channel_not_found"},
			{"no id to delete", "chat.deleteScheduledMessage", "channel C1 scheduled_message_id Q1", "invalid_scheduled_message_id"},
		})
		for i := range 31 {
			got, want := r.asks("chat.scheduleMessage", "channel", "C1", "text", "x", "post_at", at(600+9*i))["error"], any(nil)
			if i == 30 {
				want = "restricted_too_many"
			}
			if got != want {
				t.Errorf("message %d within five minutes: %v", i+1, got)
			}
		}
		if got := r.asks("chat.scheduleMessage", "channel", "C1", "text", "x", "post_at", at(900))["error"]; got != nil {
			t.Errorf("one after the five minutes: %v", got)
		}
	})
}

func TestAScheduledMessageCanBeTakenBack(t *testing.T) {
	bubble(t, func(r *rig) {
		id := r.asks("chat.scheduleMessage", "channel", "C1", "text", "x", "post_at", at(300))["scheduled_message_id"].(string)
		late := r.asks("chat.scheduleMessage", "channel", "C1", "text", "y", "post_at", at(59))["scheduled_message_id"].(string)
		r.answers([]question{
			{"in time", "chat.deleteScheduledMessage", "channel C1 scheduled_message_id " + id, `{"ok":true}`},
			{"twice", "chat.deleteScheduledMessage", "channel C1 scheduled_message_id " + id, "invalid_scheduled_message_id"},
			{"in the last minute", "chat.deleteScheduledMessage", "channel C1 scheduled_message_id " + late, "invalid_scheduled_message_id"},
		})
		pass(10 * time.Minute)
		if got := r.texts("C1"); fmt.Sprint(got) != "[y]" {
			t.Errorf("posted: %q", got)
		}
	})
}

// Slack documents it as a bug: what is scheduled with metadata never appears.
func TestAScheduledMessageWithMetadataIsLost(t *testing.T) {
	bubble(t, func(r *rig) {
		got := r.asks("chat.scheduleMessage", "channel", "C1", "text", "x", "post_at", at(60),
			"metadata", `{"event_type":"kept","event_payload":{"id":"1"}}`)
		if got["ok"] != true {
			t.Errorf("it is taken all the same: %v", got)
		}
		pass(time.Hour)
		if got := r.texts("C1"); len(got) != 0 {
			t.Errorf("posted: %q", got)
		}
	})
}
