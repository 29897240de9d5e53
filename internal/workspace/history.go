package workspace

import "slices"

// readable finds a channel whose messages the bot may read. The caller holds w.mu.
func (w *Workspace) readable(id string) (*channel, error) {
	ch, ok := w.channels[id]
	if !ok {
		return nil, refuse("channel_not_found")
	}
	if err := w.need(ch.kind() + ":history"); err != nil {
		return nil, err
	}
	if !ch.has(botUserID) {
		return nil, refuse("not_in_channel")
	}
	return ch, nil
}

// between tells which stamps the arguments oldest, latest and inclusive allow.
func between(a args) (func(stamp int64) bool, error) {
	oldest, ok := int64(0), true
	if a["oldest"] != "" {
		if oldest, ok = parseTS(a["oldest"]); !ok {
			return nil, refuse("invalid_ts_oldest")
		}
	}
	latest := int64(1) << 62
	if a["latest"] != "" {
		if latest, ok = parseTS(a["latest"]); !ok {
			return nil, refuse("invalid_ts_latest")
		}
	}
	if a.bool("inclusive") {
		return func(s int64) bool { return oldest <= s && s <= latest }, nil
	}
	return func(s int64) bool { return (oldest == 0 || oldest < s) && s < latest }, nil
}

func (w *Workspace) conversationsHistory(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.readable(r.args["channel"])
	if err != nil {
		return nil, err
	}
	within, err := between(r.args)
	if err != nil {
		return nil, err
	}
	var found []*post
	for _, p := range slices.Backward(ch.posts) {
		if p.ThreadTS == "" && within(p.stamp) {
			found = append(found, p)
		}
	}
	return w.historyPage(r, found)
}

func (w *Workspace) conversationsReplies(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.readable(r.args["channel"])
	if err != nil {
		return nil, err
	}
	within, err := between(r.args)
	if err != nil {
		return nil, err
	}
	parent, ok := ch.find(r.args["ts"])
	if !ok {
		return nil, refuse("thread_not_found")
	}
	found := []*post{parent}
	for _, p := range ch.posts {
		if p.ThreadTS == parent.TS && within(p.stamp) {
			found = append(found, p)
		}
	}
	return w.historyPage(r, found)
}

// historyPage answers with one page of messages. Deleted ones take part in the
// paging, so that a cursor stays good when its message goes. The caller holds w.mu.
func (w *Workspace) historyPage(r *request, found []*post) (answer, error) {
	limit, err := r.args.limit(100, 999)
	if err != nil {
		return nil, err
	}
	found, next, err := pageOf(found, r.args["cursor"], limit, func(p *post) string { return p.TS })
	if err != nil {
		return nil, err
	}
	messages := make([]messageJSON, 0, len(found))
	for _, p := range found {
		if !p.Deleted {
			messages = append(messages, w.messageJSON(p, r.args.bool("include_all_metadata")))
		}
	}
	return answer{
		"messages": messages, "has_more": next != "", "pin_count": 0,
		"response_metadata": nextCursor(next),
	}, nil
}
