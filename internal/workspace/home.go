package workspace

import (
	"errors"
	"fmt"
)

// The tabs of the app's Home.
const (
	homeTab     = "home"
	messagesTab = "messages"
)

// homeOpenedEvent is https://docs.slack.dev/reference/events/app_home_opened.
type homeOpenedEvent struct {
	Type    string         `json:"type"`
	User    string         `json:"user"`
	Channel string         `json:"channel"`
	Tab     string         `json:"tab"`
	View    map[string]any `json:"view,omitempty"`
	EventTS string         `json:"event_ts"`
}

// Visit opens one of the tabs of the app's Home as a person: "home" or
// "messages". The app hears of it, if it has subscribed to app_home_opened; on
// the Home tab with the view that is published there. The error is for a person
// or a tab that is not there.
func (w *Workspace) Visit(user, tab string) error {
	return w.change(func() error {
		p, ok := w.people[user]
		if !ok || p.bot || p.Deleted {
			return fmt.Errorf("no active person %q", user)
		}
		if home := w.app.Features.Home; tab == homeTab && !home.HomeTab || tab == messagesTab && !home.MessagesTab ||
			tab != homeTab && tab != messagesTab {
			return fmt.Errorf("the app has no tab %q", tab)
		}
		if !w.app.subscribed("app_home_opened") {
			return nil
		}
		stamp, _ := w.stamp()
		e := homeOpenedEvent{Type: "app_home_opened", User: user, Channel: w.openDM(user).id, Tab: tab, EventTS: formatTS(stamp)}
		if m, ok := w.homes[user]; ok && tab == homeTab {
			e.View = m.json(w.team)
		}
		w.news = append(w.news, e)
		return nil
	})
}

// homeSurface is a person's Home tab as something to press. The caller holds w.mu.
func (w *Workspace) homeSurface(user string) (*surface, error) {
	m, ok := w.homes[user]
	if !ok {
		return nil, errors.New("nothing is published on the Home tab")
	}
	return &surface{found: elements(m.blocks()), picks: m.picks, modal: m}, nil
}
