package workspace

import (
	"context"
	"encoding/json"
	"fmt"

	"dealcoach/internal/workspace/blockkit"
)

// Suggestions are what an app proposes for a select menu with an external data
// source, as JSON arrays of options or of groups of options; nil: none.
type Suggestions struct {
	Options json.RawMessage `json:"options"`
	Groups  json.RawMessage `json:"option_groups"`
}

// Suggest asks the app what to offer in the external select that p names, for
// what was typed there, which is p.Value. The error is for misuse, as in Click.
func (w *Workspace) Suggest(ctx context.Context, p Press) (Suggestions, Reply, error) {
	body, err := w.suggestion(p)
	if err != nil {
		return Suggestions{}, Reply{}, fmt.Errorf("suggestions for %s: %w", p.ActionID, err)
	}
	o, err := w.ask(ctx, interactive, func(string) any { return body })
	if err != nil {
		return Suggestions{}, Reply{}, fmt.Errorf("suggestions for %s: %w", p.ActionID, err)
	}
	var s Suggestions
	r := o.reply()
	if !o.acked || absent(o.payload) {
		return s, r, nil
	}
	if problems := blockkit.CheckSuggestions(o.payload); len(problems) > 0 {
		r.Problem = InvalidPayload + reasons(refuseProblems("invalid_arguments", problems))
		return s, r, nil
	}
	if err := json.Unmarshal(o.payload, &s); err != nil {
		r.Problem = InvalidPayload + "not a list of options"
	}
	return s, r, nil
}

// suggestion is https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload.
func (w *Workspace) suggestion(p Press) (map[string]any, error) {
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
	if kinds[e.text("type")].is.known() {
		return nil, fmt.Errorf("a %s asks for no suggestions", e.text("type"))
	}
	who := w.people[p.User]
	body := map[string]any{
		"type": "block_suggestion", "token": "", "api_app_id": appID,
		"user":       map[string]any{"id": who.ID, "username": who.Handle, "name": who.Handle, "team_id": w.team},
		"team":       map[string]any{"id": w.team, "domain": teamDomain},
		"enterprise": nil, "is_enterprise_install": false,
		"block_id": e.blockID, "action_id": p.ActionID, "value": p.Value,
	}
	if on.modal != nil {
		body["container"] = map[string]any{"type": "view", "view_id": on.modal.id}
		body["view"] = on.modal.json(w.team)
		return body, nil
	}
	w.messageContext(body, on, p.User)
	return body, nil
}
