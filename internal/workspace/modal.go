package workspace

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"dealcoach/internal/workspace/blockkit"
)

const (
	// maxViews is the height of a stack of modals.
	maxViews = 3
	// maxView is the size of a view in bytes.
	maxView = 250_000
)

// View is a modal as a person has it open, or a Home tab.
type View struct {
	ID         string
	User       string
	Type       string // "modal" or "home"
	CallbackID string
	Hash       string // changes with every change of the view
	Depth      int    // how many modals are open in the stack, this one included
	Body       json.RawMessage
	Values     json.RawMessage // what is typed in so far: {block: {action: {type, value}}}
}

// modal is a view as the workspace keeps it.
type modal struct {
	id, hash       string
	user           string
	root, previous string
	body           map[string]json.RawMessage // as the app gave it, with block ids
	picks          map[pick]state             // what is typed in so far
}

// readView checks a view that the app sent and takes it apart.
func readView(raw json.RawMessage) (map[string]json.RawMessage, error) {
	if absent(raw) {
		return nil, invalidView("[ERROR] missing required field: view")
	}
	if len(raw) > maxView {
		return nil, refuse("view_too_large")
	}
	var body map[string]json.RawMessage
	if json.Unmarshal(raw, &body) != nil {
		return nil, invalidView("[ERROR] must provide an object [json-pointer:/view]")
	}
	if problems := blockkit.CheckView(raw); len(problems) > 0 {
		r := invalidView()
		for _, p := range problems {
			r.Messages = append(r.Messages, p.Error())
		}
		return nil, r
	}
	var blocks []json.RawMessage
	if err := json.Unmarshal(body["blocks"], &blocks); err != nil {
		return nil, invalidView("[ERROR] must be an array [json-pointer:/view/blocks]")
	}
	named, err := nameBlocks(body["blocks"], blocks)
	if err != nil {
		return nil, err
	}
	body["blocks"] = named
	return body, nil
}

// readModal is readView for what can only be a modal.
func readModal(raw json.RawMessage) (map[string]json.RawMessage, error) {
	body, err := readView(raw)
	if err == nil && string(body["type"]) != `"modal"` {
		err = invalidView("[ERROR] must be a modal [json-pointer:/view/type]")
	}
	return body, err
}

// field reads a text field of the view.
func (m *modal) field(key string) string {
	var s string
	if json.Unmarshal(m.body[key], &s) != nil {
		return ""
	}
	return s
}

func (m *modal) flag(key string) bool { return string(m.body[key]) == "true" }

func (m *modal) blocks() json.RawMessage { return m.body["blocks"] }

// set gives the modal a new content. What was typed in stays where block and
// action keep their ids.
func (m *modal) set(body map[string]json.RawMessage) {
	m.body, m.hash = body, newHash()
}

func newHash() string { return token()[:16] }

func newModal(user string, body map[string]json.RawMessage) *modal {
	m := &modal{id: "V" + strings.ToUpper(token()[:10]), user: user, body: body, hash: newHash(), picks: map[pick]state{}}
	m.root = m.id
	return m
}

// json shows the view: https://docs.slack.dev/reference/views.
func (m *modal) json(team string) map[string]any {
	j := map[string]any{
		"private_metadata": "", "callback_id": "", "external_id": "", "title": nil, "submit": nil, "close": nil,
		"clear_on_close": false, "notify_on_close": false,
	}
	for key, v := range m.body {
		j[key] = v
	}
	maps.Copy(j, map[string]any{
		"id": m.id, "team_id": team, "app_id": appID, "bot_id": botID, "app_installed_team_id": team,
		"hash": m.hash, "root_view_id": m.root, "previous_view_id": nil,
		"state": map[string]any{"values": stateValues(elements(m.blocks()), m.picks, "")},
	})
	if m.previous != "" {
		j["previous_view_id"] = m.previous
	}
	return j
}

func (m *modal) view(depth int) (View, error) {
	body, err := json.Marshal(m.body)
	if err != nil {
		return View{}, err
	}
	values, err := json.Marshal(stateValues(elements(m.blocks()), m.picks, ""))
	return View{
		ID: m.id, User: m.user, Type: m.field("type"), CallbackID: m.field("callback_id"),
		Hash: m.hash, Depth: depth, Body: body, Values: values,
	}, err
}

// View is the modal that a person now sees, and false when none is open.
func (w *Workspace) View(user string) (View, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.top(user)
	if err != nil {
		return View{}, false
	}
	v, err := m.view(len(w.modals[user]))
	return v, err == nil
}

// Home is what the app has published on its Home tab for a person.
func (w *Workspace) Home(user string) (View, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, ok := w.homes[user]
	if !ok {
		return View{}, false
	}
	v, err := m.view(1)
	return v, err == nil
}

// top is the topmost modal of a person. The caller holds w.mu.
func (w *Workspace) top(user string) (*modal, error) {
	stack := w.modals[user]
	if len(stack) == 0 {
		return nil, fmt.Errorf("%s has no modal open", user)
	}
	return stack[len(stack)-1], nil
}

// setStack replaces a person's modals. The caller holds w.mu.
func (w *Workspace) setStack(user string, stack []*modal) {
	if len(stack) == 0 {
		delete(w.modals, user)
	} else {
		w.modals[user] = stack
	}
	w.watchers.tell(notice{Type: "view", User: user})
}

// push puts a modal on a person's stack. The caller holds w.mu.
func (w *Workspace) push(m *modal) error {
	stack := w.modals[m.user]
	if len(stack) >= maxViews {
		return refuse("push_limit_reached")
	}
	if len(stack) > 0 {
		m.root, m.previous = stack[0].id, stack[len(stack)-1].id
	}
	w.setStack(m.user, append(stack, m))
	return nil
}
