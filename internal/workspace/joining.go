package workspace

import "slices"

// leaveScopes are those of conversations.leave; channels:write is what
// channels:manage was called before.
var leaveScopes = []string{"channels:manage", "channels:write", "groups:write", "im:write", "mpim:write"}

// inChannels finds a channel that one can join and leave. The caller holds w.mu.
func (w *Workspace) inChannels(id string) (*channel, error) {
	ch, ok := w.channels[id]
	switch {
	case !ok:
		return nil, refuse("channel_not_found")
	case ch.im():
		return nil, refuse("method_not_supported_for_channel_type")
	}
	return ch, nil
}

// conversationsJoin is https://docs.slack.dev/reference/methods/conversations.join.
func (w *Workspace) conversationsJoin(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.inChannels(r.args["channel"])
	if err != nil {
		return nil, err
	}
	if ch.has(botUserID) {
		return answer{
			"channel": ch.json(w.team), "warning": "already_in_channel",
			"response_metadata": map[string]any{"warnings": []string{"already_in_channel"}},
		}, nil
	}
	ch.members = append(ch.members, botUserID)
	return answer{"channel": ch.json(w.team)}, nil
}

// conversationsLeave is https://docs.slack.dev/reference/methods/conversations.leave.
func (w *Workspace) conversationsLeave(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.inChannels(r.args["channel"])
	if err != nil {
		return nil, err
	}
	if err := w.need("channels:manage", "channels:write"); err != nil {
		return nil, err
	}
	i := slices.Index(ch.members, botUserID)
	switch {
	case i < 0:
		return answer{"not_in_channel": true}, nil
	case len(ch.members) == 1:
		return nil, refuse("last_member")
	}
	ch.members = slices.Delete(ch.members, i, i+1)
	return nil, nil
}
