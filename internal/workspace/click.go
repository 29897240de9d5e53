package workspace

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Press is a click on a button, or a choice in a menu, in a message. With
// Channel and TS empty it is in the person's topmost modal.
type Press struct {
	User, Channel, TS string
	BlockID           string   // may be empty when the rest tells the element
	ActionID          string   // the element's action_id
	Value             string   // of a button: must be its value, if set. Of anything else: what was typed or picked.
	Option            string   // the chosen value of a menu
	Options           []string // the chosen values of an element that takes several
	Home              bool     // in the Home tab; Channel and TS are empty
}

// surface is the message or the view that a Press is in.
type surface struct {
	found []element
	picks map[pick]state
	user  string // the key in picks
	post  *post
	modal *modal
}

// Click presses p and waits until the app has acknowledged it or the time for
// that is over. The error is for misuse: there is no such element in the message
// as it now reads, somebody who cannot see it, ctx, ErrClosed.
func (w *Workspace) Click(ctx context.Context, p Press) (Reply, error) {
	if !w.app.Settings.Interactivity.Enabled {
		return Reply{}, errors.New("the app has interactivity turned off")
	}
	build, err := w.press(p)
	if err != nil {
		return Reply{}, fmt.Errorf("press %s: %w", p.ActionID, err)
	}
	o, err := w.ask(ctx, interactive, build)
	if err != nil {
		return Reply{}, fmt.Errorf("press %s: %w", p.ActionID, err)
	}
	return o.reply(), nil
}

// press notes the choice and prepares the payload.
func (w *Workspace) press(p Press) (func(base string) any, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	on, err := w.surface(p)
	if err != nil {
		return nil, err
	}
	e, err := p.element(on.found)
	if err != nil {
		return nil, err
	}
	stamp, _ := w.stamp()
	action, err := w.action(on, e, p, formatTS(stamp))
	if err != nil {
		return nil, err
	}
	who := w.people[p.User]
	body := map[string]any{
		"type": "block_actions", "token": "", "api_app_id": appID,
		"user":       map[string]any{"id": who.ID, "username": who.Handle, "name": who.Handle, "team_id": w.team},
		"team":       map[string]any{"id": w.team, "domain": teamDomain},
		"enterprise": nil, "is_enterprise_install": false,
		"trigger_id": w.newTrigger(p.User), "actions": []any{action},
	}
	if on.modal != nil {
		body["container"] = map[string]any{"type": "view", "view_id": on.modal.id}
		body["view"] = on.modal.json(w.team)
		return func(string) any { return body }, nil
	}
	w.messageContext(body, on, p.User)
	hookID := token()
	w.hooks.put(hookID, hook{user: p.User, channel: on.post.Channel, original: on.post}, time.Now())
	return func(base string) any {
		body["response_url"] = base + respondPath + hookID
		return body
	}, nil
}

// messageContext adds what a payload says about the message. Slack leaves out
// the message itself when it is ephemeral. The caller holds w.mu.
func (w *Workspace) messageContext(body map[string]any, on *surface, user string) {
	p := on.post
	container := map[string]any{
		"type": "message", "message_ts": p.TS, "channel_id": p.Channel, "is_ephemeral": p.Ephemeral != "",
	}
	if p.ThreadTS != "" {
		container["thread_ts"] = p.ThreadTS
	}
	body["container"] = container
	body["channel"] = map[string]any{"id": p.Channel, "name": w.channels[p.Channel].title()}
	body["state"] = map[string]any{"values": stateValues(on.found, on.picks, user)}
	if p.Ephemeral == "" {
		body["message"] = w.messageJSON(p, true)
	}
}

// surface finds what p is pressed in. The caller holds w.mu.
func (w *Workspace) surface(p Press) (*surface, error) {
	if p.Home {
		return w.homeSurface(p.User)
	}
	if p.Channel == "" && p.TS == "" {
		m, err := w.top(p.User)
		if err != nil {
			return nil, err
		}
		return &surface{found: elements(m.blocks()), picks: m.picks, modal: m}, nil
	}
	_, ch, err := w.actor(p.User, p.Channel)
	if err != nil {
		return nil, err
	}
	message, ok := ch.find(p.TS)
	if !ok {
		i := slices.IndexFunc(w.ephemerals[p.User], func(m *post) bool { return m.TS == p.TS && m.Channel == p.Channel && !m.Deleted })
		if i < 0 {
			return nil, fmt.Errorf("%s sees no message %s in %s", p.User, p.TS, p.Channel)
		}
		message = w.ephemerals[p.User][i]
	}
	if !message.byBot() {
		return nil, errors.New("not a message of the app")
	}
	if message.picks == nil {
		message.picks = map[pick]state{}
	}
	return &surface{found: elements(message.Blocks), picks: message.picks, user: p.User, post: message}, nil
}

// element picks the one element that p means.
func (p Press) element(found []element) (element, error) {
	var fit []element
	for _, e := range found {
		button := e.text("type") == "button"
		if e.text("action_id") == p.ActionID && (p.BlockID == "" || p.BlockID == e.blockID) &&
			(!button || p.Value == "" || p.Value == e.text("value")) {
			fit = append(fit, e)
		}
	}
	switch len(fit) {
	case 0:
		return element{}, errors.New("no such element")
	case 1:
		return fit[0], nil
	}
	return element{}, fmt.Errorf("%d elements fit; name the block or the value", len(fit))
}

// action is the entry in "actions" for an element: what it is, and what was
// chosen, which is noted too.
func (w *Workspace) action(on *surface, e element, p Press, ts string) (map[string]any, error) {
	a := map[string]any{"block_id": e.blockID, "action_ts": ts}
	for _, key := range []string{"type", "action_id", "text", "value", "style", "placeholder"} {
		if v, ok := e.fields[key]; ok {
			a[key] = v
		}
	}
	chosen := p.Options
	if p.Option != "" {
		chosen = append(chosen, p.Option)
	}
	kind, keeps := kinds[e.text("type")]
	switch {
	case e.pressed(a, p.Value):
		return a, nil
	case e.text("type") == "overflow":
		if len(chosen) == 0 {
			return nil, errors.New("no option chosen")
		}
		kind.key = "selected_option"
	case !keeps:
		return nil, fmt.Errorf("a %s cannot be used here", e.text("type"))
	case len(chosen) == 0 && p.Value != "":
		chosen = []string{p.Value}
	}
	v, err := e.choose(chosen)
	if err != nil {
		return nil, err
	}
	chose := state{kind.key: v}
	maps.Copy(a, chose)
	if keeps {
		chose["type"] = e.text("type")
		on.picks[pick{on.user, e.blockID, p.ActionID}] = chose
	}
	return a, nil
}
