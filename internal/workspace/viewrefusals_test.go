package workspace_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// view is a view with the title and the blocks; an empty title makes it a Home tab.
func view(title, blocks string) json.RawMessage {
	if title == "" {
		return raw(`{"type":"home","blocks":` + blocks + `}`)
	}
	return raw(`{"type":"modal","title":{"type":"plain_text","text":"` + title + `"},"blocks":` + blocks + `}`)
}

// heavy is a view of n bytes.
func heavy(title string, n int) json.RawMessage {
	blocks := strings.Repeat(strings.ReplaceAll(section(2500), "ü", "x")+",", 90)
	rest := n - len(view(title, `[`+blocks+section(0)+`]`))
	for rest > 3000 {
		blocks += strings.ReplaceAll(section(2500), "ü", "x") + ","
		rest = n - len(view(title, `[`+blocks+section(0)+`]`))
	}
	return view(title, `[`+blocks+strings.ReplaceAll(section(rest), "ü", "x")+`]`)
}

var refusedViews = []struct {
	what    string
	view    any
	code    string
	message string // "": Slack gives no details
}{
	{"a title of 25 characters", view(strings.Repeat("ü", 25), `[]`), "invalid_arguments", "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"},
	{"101 blocks", view("t", string(list(101, `{"type":"divider"}`))), "invalid_arguments", "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"},
	{"a section of 3,001 characters", view("t", `[`+section(3001)+`]`), "invalid_arguments", "[ERROR] must be less than 3001 characters [json-pointer:/view/blocks/0/text/text]"},
	{"an input without a submit", view("t", `[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input"}}]`), "invalid_arguments",
		"[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"},
	{"a view of a kind that is none", raw(`{"type":"dialog"}`), "invalid_arguments", "[ERROR] unsupported type: dialog [json-pointer:/view/type]"},
	{"a view that is no JSON", "{", "invalid_arguments", "[ERROR] must provide an object [json-pointer:/view]"},
	{"no view", nil, "invalid_arguments", "[ERROR] missing required field: view"},
	{"250,001 bytes", heavy("t", 250_001), "view_too_large", ""},
	{"250,001 bytes of a Home tab", heavy("", 250_001), "view_too_large", ""},
}

func TestRefusedViews(t *testing.T) {
	bubble(t, func(r *rig) {
		stop := r.modals(nil)
		defer stop()
		r.openForm()
		open, _ := r.View("U1")
		for _, tt := range refusedViews {
			want := said{Error: tt.code}
			if tt.message != "" {
				want.About.Messages = []string{tt.message}
			}
			for method, args := range map[string]map[string]any{
				"views.open": {"trigger_id": "x"}, "views.push": {"trigger_id": "x"},
				"views.update": {"view_id": open.ID}, "views.publish": {"user_id": "U1"},
			} {
				if tt.view != nil {
					args["view"] = tt.view
				}
				for _, form := range []bool{true, false} {
					if diff := cmp.Diff(want, r.call(method, args, form), cmpopts.EquateEmpty()); diff != "" {
						t.Errorf("%s to %s, form %v: %s", tt.what, method, form, diff)
					}
				}
			}
		}
		if v, ok := r.View("U1"); !ok || v.Hash != open.Hash {
			t.Error("the open view has changed")
		}
		if _, ok := r.Home("U1"); ok {
			t.Error("a Home tab was published")
		}
	})
}

func TestViewsOfTheWrongKind(t *testing.T) {
	bubble(t, func(r *rig) {
		stop := r.modals(nil)
		defer stop()
		r.openForm()
		open, _ := r.View("U1")
		for method, tt := range map[string]struct {
			args map[string]any
			want string
		}{
			"views.open":    {map[string]any{"trigger_id": "x", "view": view("", `[]`)}, "[ERROR] must be a modal [json-pointer:/view/type]"},
			"views.update":  {map[string]any{"view_id": open.ID, "view": view("", `[]`)}, "[ERROR] must be a modal view [json-pointer:/view/type]"},
			"views.publish": {map[string]any{"user_id": "U1", "view": view("t", `[]`)}, "[ERROR] must be a home view [json-pointer:/view/type]"},
		} {
			got := r.call(method, tt.args, false)
			if got.Error != "invalid_arguments" || len(got.About.Messages) != 1 || got.About.Messages[0] != tt.want {
				t.Errorf("%s: %+v", method, got)
			}
		}
	})
}

func TestViewsAtTheLimitAreTaken(t *testing.T) {
	bubble(t, func(r *rig) {
		stop := r.modals(nil)
		defer stop()
		r.openForm()
		open, _ := r.View("U1")
		for what, v := range map[string]func(string) json.RawMessage{
			"100 blocks":       func(title string) json.RawMessage { return view(title, string(list(100, `{"type":"divider"}`))) },
			"250,000 bytes":    func(title string) json.RawMessage { return heavy(title, 250_000) },
			"3,000 characters": func(title string) json.RawMessage { return view(title, `[`+section(3000)+`]`) },
		} {
			for _, form := range []bool{true, false} {
				if got := r.call("views.update", map[string]any{"view_id": open.ID, "view": v(strings.Repeat("ü", 24))}, form); got.Error != "" {
					t.Errorf("%s in a modal, form %v: %+v", what, form, got)
				}
				if got := r.call("views.publish", map[string]any{"user_id": "U1", "view": v("")}, form); got.Error != "" {
					t.Errorf("%s in a Home tab, form %v: %+v", what, form, got)
				}
			}
		}
	}, homeTab)
}

func homeTab(o *workspace.Options) {
	o.Manifest = bytes.Replace(o.Manifest, []byte("home_tab_enabled: false"), []byte("home_tab_enabled: true"), 1)
}
