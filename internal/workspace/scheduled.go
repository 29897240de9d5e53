package workspace

import (
	"context"
	"crypto/rand"
	"slices"
	"strconv"
	"time"
)

// https://docs.slack.dev/reference/methods/chat.scheduleMessage.
const (
	scheduleAhead  = 120 * 24 * time.Hour
	scheduleWindow = 5 * time.Minute
	scheduleMost   = 30          // in a channel and any such window
	scheduleFirm   = time.Minute // so long before its time a message cannot be taken back
	scheduleLook   = time.Second // how often the clock is looked at
)

// scheduled is a message that waits for its time on the workspace's clock.
type scheduled struct {
	id      string
	at      time.Time
	created time.Time
	channel *channel
	message Message
	lost    bool // it was given metadata, and with that Slack never posts it
}

func (w *Workspace) chatSchedule(r *request) (answer, error) {
	c, err := newContent(r.args.said())
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.addressee(r.args["channel"])
	if err != nil {
		return nil, err
	}
	if err := w.mayPost(ch); err != nil {
		return nil, err
	}
	seconds, err := strconv.ParseInt(r.args["post_at"], 10, 64)
	s := &scheduled{
		id: "Q" + rand.Text()[:10], at: time.Unix(seconds, 0), created: w.now(), channel: ch, lost: c.metadata != nil,
		message: Message{User: botUserID, Text: c.text, Blocks: c.blocks, Attachments: c.attachments, ThreadTS: r.args["thread_ts"]},
	}
	switch {
	case err != nil:
		return nil, refuse("invalid_time")
	case c.empty():
		return nil, refuse("no_text")
	case slices.Contains(c.warnings, truncated):
		return nil, refuse("msg_too_long")
	case !s.at.After(s.created):
		return nil, refuse("time_in_past")
	case s.at.After(s.created.Add(scheduleAhead)):
		return nil, refuse("time_too_far")
	case w.crowded(s):
		return nil, refuse("restricted_too_many")
	}
	w.scheduled = append(w.scheduled, s)
	slices.SortStableFunc(w.scheduled, func(a, b *scheduled) int { return a.at.Compare(b.at) })
	if !w.posting {
		w.posting = w.spawn(w.postScheduled)
	}
	message := w.messageJSON(&post{Message: s.message}, true)
	message.Type = "delayed_message"
	return answer{"channel": ch.id, "scheduled_message_id": s.id, "post_at": seconds, "message": message}, nil
}

// crowded reports whether s would be one too many in some window of its channel.
// The caller holds w.mu.
func (w *Workspace) crowded(s *scheduled) bool {
	times := []time.Time{s.at}
	for _, other := range w.scheduled {
		if other.channel == s.channel {
			times = append(times, other.at)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	for i := scheduleMost; i < len(times); i++ {
		if times[i].Sub(times[i-scheduleMost]) < scheduleWindow {
			return true
		}
	}
	return false
}

// postScheduled posts what is due until nothing waits any more.
func (w *Workspace) postScheduled() {
	for w.postDue() && w.rest(context.Background(), scheduleLook) {
	}
}

// postDue posts what is due and reports whether something waits.
func (w *Workspace) postDue() (more bool) {
	_ = w.change(func() error { // which fails only when this function does
		now := w.now()
		for len(w.scheduled) > 0 && !w.scheduled[0].at.After(now) {
			s := w.scheduled[0]
			w.scheduled = w.scheduled[1:]
			if !s.lost {
				w.add(s.channel, s.message)
			}
		}
		more = len(w.scheduled) > 0
		w.posting = more
		return nil
	})
	return more
}
