package workspace

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// shortcut is an entry of features.shortcuts in the manifest.
type shortcut struct {
	Name        string `yaml:"name" json:"name"`
	Type        string `yaml:"type" json:"type"` // "global" or "message"
	CallbackID  string `yaml:"callback_id" json:"callbackId"`
	Description string `yaml:"description" json:"description"`
}

// Shortcut uses a global shortcut of the app and waits until the app has
// acknowledged it or the time for that is over. The error is for misuse:
// somebody or a shortcut that is not there, ctx, ErrClosed.
func (w *Workspace) Shortcut(ctx context.Context, user, callbackID string) (Reply, error) {
	return w.useShortcut(ctx, "global", callbackID, func() (func(string) any, error) {
		who, ok := w.people[user]
		if !ok || who.bot || who.Deleted {
			return nil, fmt.Errorf("no active person %q", user)
		}
		body := w.shortcutBody(who, "shortcut", callbackID)
		return func(string) any { return body }, nil
	})
}

// MessageShortcut uses a shortcut of the app on a message, which may be
// anybody's, and is otherwise like Shortcut.
func (w *Workspace) MessageShortcut(ctx context.Context, user, channel, ts, callbackID string) (Reply, error) {
	return w.useShortcut(ctx, "message", callbackID, func() (func(string) any, error) {
		who, ch, err := w.actor(user, channel)
		if err != nil {
			return nil, err
		}
		p, ok := ch.find(ts)
		if !ok {
			return nil, fmt.Errorf("%s sees no message %s in %s", user, ts, channel)
		}
		body := w.shortcutBody(who, "message_action", callbackID)
		maps.Copy(body, map[string]any{
			"channel":    map[string]any{"id": ch.id, "name": ch.title()},
			"message_ts": p.TS, "message": w.messageJSON(p, true),
		})
		hookID := token()
		w.hooks.put(hookID, hook{user: user, channel: ch.id}, time.Now())
		return func(base string) any {
			body["response_url"] = base + respondPath + hookID
			return body
		}, nil
	})
}

// useShortcut sends what prepare makes, which is called with w.mu held.
func (w *Workspace) useShortcut(ctx context.Context, kind, callbackID string, prepare func() (func(string) any, error)) (Reply, error) {
	if !w.app.Settings.Interactivity.Enabled || !w.app.granted("commands") {
		return Reply{}, errors.New("the app may have no shortcuts")
	}
	if !w.app.open && !slices.ContainsFunc(w.app.Features.Shortcuts, func(s shortcut) bool { return s.Type == kind && s.CallbackID == callbackID }) {
		return Reply{}, fmt.Errorf("the app has no %s shortcut %q", kind, callbackID)
	}
	w.mu.Lock()
	build, err := prepare()
	w.mu.Unlock()
	if err != nil {
		return Reply{}, fmt.Errorf("shortcut %s: %w", callbackID, err)
	}
	o, err := w.ask(ctx, interactive, build)
	if err != nil {
		return Reply{}, fmt.Errorf("shortcut %s: %w", callbackID, err)
	}
	return o.reply(), nil
}

// shortcutBody is what both kinds have in common:
// https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload.
// The caller holds w.mu.
func (w *Workspace) shortcutBody(who *person, kind, callbackID string) map[string]any {
	stamp, _ := w.stamp()
	return map[string]any{
		"type": kind, "token": "", "action_ts": formatTS(stamp), "callback_id": callbackID,
		"team":       map[string]any{"id": w.team, "domain": teamDomain},
		"user":       map[string]any{"id": who.ID, "username": who.Handle, "name": who.Handle, "team_id": w.team},
		"enterprise": nil, "is_enterprise_install": false,
		"trigger_id": w.newTrigger(who.ID),
	}
}
