package workspace

// reacted finds the message that a call of reactions.… is about. The caller
// holds w.mu.
func (w *Workspace) reacted(r *request) (*channel, *post, error) {
	if r.args["channel"] == "" || r.args["timestamp"] == "" {
		return nil, nil, refuse("no_item_specified")
	}
	ch, ok := w.channels[r.args["channel"]]
	if !ok {
		return nil, nil, refuse("channel_not_found")
	}
	if _, ok := parseTS(r.args["timestamp"]); !ok {
		return nil, nil, refuse("bad_timestamp")
	}
	p, ok := ch.find(r.args["timestamp"])
	if !ok {
		return nil, nil, refuse("message_not_found")
	}
	return ch, p, nil
}

// reactionsAdd is https://docs.slack.dev/reference/methods/reactions.add.
func (w *Workspace) reactionsAdd(r *request) (answer, error) {
	return nil, w.change(func() error {
		ch, p, err := w.reacted(r)
		if err != nil {
			return err
		}
		return w.react(ch, p, botUserID, r.args["name"])
	})
}

// reactionsRemove is https://docs.slack.dev/reference/methods/reactions.remove.
func (w *Workspace) reactionsRemove(r *request) (answer, error) {
	return nil, w.change(func() error {
		ch, p, err := w.reacted(r)
		if err != nil {
			return err
		}
		return w.unreact(ch, p, botUserID, r.args["name"])
	})
}

// reactionsGet is https://docs.slack.dev/reference/methods/reactions.get.
func (w *Workspace) reactionsGet(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, p, err := w.reacted(r)
	if err != nil {
		return nil, err
	}
	return answer{"type": "message", "channel": ch.id, "message": w.messageJSON(p, false)}, nil
}
