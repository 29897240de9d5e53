package workspace

import "strings"

func (w *Workspace) conversationsOpen(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	user := r.args["users"]
	if id := r.args["channel"]; id != "" {
		ch, ok := w.channels[id]
		if !ok || !ch.im() {
			return nil, refuse("channel_not_found")
		}
		user = ch.person
	}
	if err := w.need("im:write"); err != nil {
		return nil, err
	}
	p, ok := w.people[user]
	switch {
	case user == "":
		return nil, refuse("users_list_not_supplied")
	case strings.Contains(user, ","):
		return nil, &refusal{Code: "missing_scope", Needed: "mpim:write", Provided: strings.Join(w.app.OAuth.Scopes.Bot, ",")}
	case !ok:
		return nil, refuse("user_not_found")
	case p.bot:
		return nil, refuse("cannot_dm_bot")
	case p.Deleted:
		return nil, refuse("user_disabled")
	}
	before := len(w.channels)
	ch := w.openDM(user)
	a := answer{"channel": map[string]any{"id": ch.id}}
	if r.args.bool("return_im") {
		a["channel"] = ch.json(w.team)
	}
	if len(w.channels) == before {
		a["no_op"], a["already_open"] = true, true
	}
	return a, nil
}

// visible finds a channel that the bot may know about. The caller holds w.mu.
func (w *Workspace) visible(id string) (*channel, error) {
	ch, ok := w.channels[id]
	if !ok {
		return nil, refuse("channel_not_found")
	}
	if err := w.need(ch.kind() + ":read"); err != nil {
		return nil, err
	}
	return ch, nil
}

func (w *Workspace) conversationsInfo(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.visible(r.args["channel"])
	if err != nil {
		return nil, err
	}
	j := ch.json(w.team)
	if !r.args.bool("include_num_members") {
		j.NumMembers = 0
	}
	return answer{"channel": j}, nil
}

func (w *Workspace) conversationsMembers(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, err := w.visible(r.args["channel"])
	if err != nil {
		return nil, err
	}
	limit, err := r.args.limit(100, 1000)
	if err != nil {
		return nil, err
	}
	members, next, err := pageOf(ch.members, r.args["cursor"], limit, itself)
	if err != nil {
		return nil, err
	}
	return answer{"members": members, "response_metadata": nextCursor(next)}, nil
}

func (w *Workspace) conversationsList(r *request) (answer, error) {
	return w.listChannels(r, func(*channel) bool { return true })
}

func (w *Workspace) usersConversations(r *request) (answer, error) {
	user := r.args["user"]
	if user == "" {
		user = botUserID
	}
	return w.listChannels(r, func(c *channel) bool { return c.has(user) })
}

// channelTypes are the kinds of channels that the argument types can name, and
// the scope that each needs.
var channelTypes = map[string]string{
	"public_channel": "channels:read", "private_channel": "groups:read",
	"im": "im:read", "mpim": "mpim:read",
}

func (w *Workspace) listChannels(r *request, wanted func(*channel) bool) (answer, error) {
	types := r.args["types"]
	if types == "" {
		types = "public_channel"
	}
	var public, ims bool
	for t := range strings.SplitSeq(types, ",") {
		t = strings.TrimSpace(t)
		scope, ok := channelTypes[t]
		if !ok {
			return nil, refuse("invalid_types")
		}
		if err := w.need(scope); err != nil {
			return nil, err
		}
		public, ims = public || t == "public_channel", ims || t == "im"
	}
	limit, err := r.args.limit(100, 1000)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []channelJSON
	for _, id := range w.channelIDs {
		if ch := w.channels[id]; wanted(ch) && !(ch.archived && r.args.bool("exclude_archived")) && (ch.im() && ims || !ch.im() && public) {
			found = append(found, ch.json(w.team))
		}
	}
	found, next, err := pageOf(found, r.args["cursor"], limit, func(c channelJSON) string { return c.ID })
	if err != nil {
		return nil, err
	}
	return answer{"channels": found, "response_metadata": nextCursor(next)}, nil
}
