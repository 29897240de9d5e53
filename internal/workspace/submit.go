package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Values are what is typed into a form, by block id and action id: a string, a
// list of strings, or a value as payloads have it, {"type": …, "value": …}. For
// menus the strings are the values of the options.
type Values map[string]map[string]any

// Submit fills in and sends the modal that a person has open, and waits for the
// acknowledgement. Slack looks at the values first: what it finds is in
// Reply.Errors, with Acked false, and the app hears nothing of it. The error is
// for misuse: no modal, no such field, ctx, ErrClosed.
func (w *Workspace) Submit(ctx context.Context, user string, values Values) (Reply, error) {
	m, build, wrong, err := w.fillIn(user, values)
	if err != nil {
		return Reply{}, fmt.Errorf("submit: %w", err)
	}
	if len(wrong) > 0 {
		return Reply{Errors: wrong}, nil
	}
	o, err := w.ask(ctx, interactive, func(string) any { return build })
	if err != nil {
		return Reply{}, fmt.Errorf("submit: %w", err)
	}
	r := o.reply()
	if o.acked {
		r.Errors, err = w.settle(m, o.payload)
		if err != nil {
			r.Problem = InvalidPayload + reasons(err)
		}
	}
	return r, nil
}

// fillIn notes the values and prepares the payload of the topmost modal.
func (w *Workspace) fillIn(user string, values Values) (m *modal, payload any, wrong map[string]string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err = w.top(user)
	if err != nil {
		return nil, nil, nil, err
	}
	found := elements(m.blocks())
	if err := m.enter(found, values); err != nil {
		return nil, nil, nil, err
	}
	if wrong := m.wrong(found); len(wrong) > 0 {
		return m, nil, wrong, nil
	}
	who := w.people[user]
	return m, map[string]any{
		"type": "view_submission", "token": "", "api_app_id": appID,
		"team":       map[string]any{"id": w.team, "domain": teamDomain},
		"user":       map[string]any{"id": who.ID, "username": who.Handle, "name": who.Handle, "team_id": w.team},
		"enterprise": nil, "is_enterprise_install": false,
		"trigger_id": w.newTrigger(user), "view": m.json(w.team), "response_urls": []any{},
	}, nil, nil
}

// settle does what the acknowledgement of a submission asks for, and returns the
// errors that it put on fields: https://docs.slack.dev/surfaces/modals.
func (w *Workspace) settle(m *modal, payload json.RawMessage) (map[string]string, error) {
	var in struct {
		Action string            `json:"response_action"`
		View   json.RawMessage   `json:"view"`
		Errors map[string]string `json:"errors"`
	}
	if !absent(payload) {
		if err := json.Unmarshal(payload, &in); err != nil {
			return nil, refuse("not a response to a view")
		}
	}
	var body map[string]json.RawMessage
	if in.Action == "update" || in.Action == "push" {
		var err error
		if body, err = readModal(in.View); err != nil {
			return nil, err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if top, err := w.top(m.user); err != nil || top != m {
		return nil, nil // closed meanwhile
	}
	stack := w.modals[m.user]
	switch in.Action {
	case "":
		w.setStack(m.user, stack[:len(stack)-1])
	case "clear":
		w.setStack(m.user, nil)
	case "update":
		if err := w.external(body, m); err != nil {
			return nil, err
		}
		m.set(body)
		w.setStack(m.user, stack)
	case "push":
		if err := w.external(body, nil); err != nil {
			return nil, err
		}
		return nil, w.push(newModal(m.user, body))
	case "errors":
		return m.fieldErrors(in.Errors)
	default:
		return nil, refuse("unknown response_action " + in.Action)
	}
	return nil, nil
}

// fieldErrors takes the errors that an app puts on fields. Only input blocks can
// carry one.
func (m *modal) fieldErrors(errs map[string]string) (map[string]string, error) {
	inputs := map[string]bool{}
	for _, e := range elements(m.blocks()) {
		inputs[e.blockID] = e.input
	}
	for _, block := range slices.Sorted(maps.Keys(errs)) {
		if !inputs[block] {
			return nil, refuse("no input block " + block)
		}
	}
	if len(errs) == 0 {
		return nil, refuse("no errors given")
	}
	return errs, nil
}

// CloseView closes the modal that a person has open, which uncovers the one
// below, or with clear_on_close the whole stack. The app is told when the view asks for it; nobody waits for the answer.
// The error is that no modal is open.
func (w *Workspace) CloseView(user string) error {
	payload, err := w.closeTop(user)
	if err != nil || payload == nil {
		return err
	}
	// Nobody sees whether the app got it.
	if d, err := w.post(interactive, 0, func(string) any { return payload }); err == nil {
		w.spawn(func() { _, _ = w.await(context.Background(), d) })
	}
	return nil
}

func (w *Workspace) closeTop(user string) (payload map[string]any, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.top(user)
	if err != nil {
		return nil, err
	}
	stack := w.modals[user]
	rest := stack[:len(stack)-1]
	if m.flag("clear_on_close") {
		rest = nil
	}
	w.setStack(user, rest)
	if !m.flag("notify_on_close") {
		return nil, nil
	}
	who := w.people[user]
	return map[string]any{
		"type": "view_closed", "token": "", "api_app_id": appID,
		"team": map[string]any{"id": w.team, "domain": teamDomain},
		"user": map[string]any{"id": who.ID, "username": who.Handle, "name": who.Handle, "team_id": w.team},
		"view": m.json(w.team), "is_cleared": m.flag("clear_on_close"),
	}, nil
}
