package workspace

import (
	"slices"
)

// chatDeleteScheduled is https://docs.slack.dev/reference/methods/chat.deleteScheduledMessage.
func (w *Workspace) chatDeleteScheduled(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.addressee(r.args["channel"])
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(w.scheduled, func(s *scheduled) bool {
		return s.id == r.args["scheduled_message_id"] && s.channel == ch
	})
	if i < 0 || w.scheduled[i].at.Sub(w.now()) < scheduleFirm {
		return nil, refuse("invalid_scheduled_message_id")
	}
	w.scheduled = slices.Delete(w.scheduled, i, i+1)
	return nil, nil
}

// scheduledJSON is an entry of https://docs.slack.dev/reference/methods/chat.scheduledMessages.list.
type scheduledJSON struct {
	ID      string `json:"id"`
	Channel string `json:"channel_id"`
	At      int64  `json:"post_at"`
	Created int64  `json:"date_created"`
	Text    string `json:"text"`
}

func (w *Workspace) chatScheduledList(r *request) (answer, error) {
	within, err := between(args{"oldest": r.args["oldest"], "latest": r.args["latest"], "inclusive": "true"})
	if err != nil {
		return nil, err
	}
	limit, err := r.args.limit(100, 1000)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	found := []scheduledJSON{}
	for _, s := range w.scheduled {
		if channel := r.args["channel"]; (channel == "" || channel == s.channel.id) && within(s.at.UnixMicro()) {
			found = append(found, scheduledJSON{s.id, s.channel.id, s.at.Unix(), s.created.Unix(), s.message.Text})
		}
	}
	found, next, err := pageOf(found, r.args["cursor"], limit, func(s scheduledJSON) string { return s.ID })
	if err != nil {
		return nil, err
	}
	return answer{"scheduled_messages": found, "response_metadata": nextCursor(next)}, nil
}
