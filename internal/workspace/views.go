package workspace

import "encoding/json"

// external checks that no other open view has the external_id. The caller holds w.mu.
func (w *Workspace) external(body map[string]json.RawMessage, except *modal) error {
	probe := modal{body: body}
	id := probe.field("external_id")
	if m, ok := w.openView("", id); ok && m != except && id != "" {
		return refuse("duplicate_external_id")
	}
	return nil
}

// openView finds an open modal or a Home tab by one of its ids. The caller holds w.mu.
func (w *Workspace) openView(id, external string) (*modal, bool) {
	match := func(m *modal) bool {
		return id != "" && m.id == id || id == "" && external != "" && m.field("external_id") == external
	}
	for _, stack := range w.modals {
		for _, m := range stack {
			if match(m) {
				return m, true
			}
		}
	}
	for _, m := range w.homes {
		if match(m) {
			return m, true
		}
	}
	return nil, false
}

func (w *Workspace) viewsOpen(r *request) (answer, error) {
	return w.newView(r, func(m *modal) error {
		w.setStack(m.user, []*modal{m})
		return nil
	})
}

func (w *Workspace) viewsPush(r *request) (answer, error) {
	return w.newView(r, w.push)
}

// newView opens a modal for the person whose trigger it is; place puts it on
// the stack.
func (w *Workspace) newView(r *request, place func(*modal) error) (answer, error) {
	body, err := readModal(r.args.json("view"))
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	user, err := w.pull(r.args["trigger_id"])
	if err != nil {
		return nil, err
	}
	if err := w.external(body, nil); err != nil {
		return nil, err
	}
	m := newModal(user, body)
	if err := place(m); err != nil {
		return nil, err
	}
	return answer{"view": m.json(w.team)}, nil
}

func (w *Workspace) viewsUpdate(r *request) (answer, error) {
	body, err := readView(r.args.json("view"))
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	m, ok := w.openView(r.args["view_id"], r.args["external_id"])
	if !ok {
		return nil, refuse("not_found")
	}
	if string(body["type"]) != string(m.body["type"]) {
		return nil, invalidView("[ERROR] must be a " + m.field("type") + " view [json-pointer:/view/type]")
	}
	if hash := r.args["hash"]; hash != "" && hash != m.hash {
		return nil, refuse("hash_conflict")
	}
	if err := w.external(body, m); err != nil {
		return nil, err
	}
	m.set(body)
	w.watchers.tell(notice{Type: "view", User: m.user})
	return answer{"view": m.json(w.team)}, nil
}

func (w *Workspace) viewsPublish(r *request) (answer, error) {
	body, err := readView(r.args.json("view"))
	if err != nil {
		return nil, err
	}
	if string(body["type"]) != `"home"` {
		return nil, invalidView("[ERROR] must be a home view [json-pointer:/view/type]")
	}
	if !w.app.Features.Home.HomeTab {
		return nil, refuse("not_enabled")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	user := r.args["user_id"]
	if _, ok := w.people[user]; !ok {
		return nil, refuse("user_not_found")
	}
	m, ok := w.homes[user]
	if hash := r.args["hash"]; ok && hash != "" && hash != m.hash {
		return nil, refuse("hash_conflict")
	}
	if err := w.external(body, m); err != nil {
		return nil, err
	}
	if ok {
		m.set(body)
	} else {
		m = newModal(user, body)
		w.homes[user] = m
	}
	w.watchers.tell(notice{Type: "home", User: user})
	return answer{"view": m.json(w.team)}, nil
}
