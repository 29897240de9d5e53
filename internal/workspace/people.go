package workspace

import (
	"cmp"
	"strings"
	"time"
)

// Person is a member of the workspace.
type Person struct {
	ID      string // "U…"
	Team    string // where users.info says they are from; empty: this workspace
	Handle  string // what follows the @
	Name    string // the full name
	Email   string // shown only to an app that may see it; empty: none
	Zone    string // IANA name; empty: none is shown to the app
	Quiet   string // daily hours without notifications, "22:00-08:00"; empty: none
	Admin   bool
	Deleted bool // the account has been deactivated
}

type person struct {
	Person
	bot     bool
	updated time.Time
}

// AddPerson adds p, or replaces the person with that id. Replacing is a
// user_change event for an app that has subscribed to it.
func (w *Workspace) AddPerson(p Person) {
	// change fails only when its function does.
	_ = w.change(func() error {
		_, known := w.people[p.ID]
		w.people[p.ID] = &person{Person: p, updated: w.now()}
		if !known {
			w.peopleIDs = append(w.peopleIDs, p.ID)
			return nil
		}
		if w.app.subscribed("user_change") && w.app.granted("users:read") {
			stamp, now := w.stamp()
			w.news = append(w.news, userChangeEvent{
				Type: "user_change", User: w.userJSON(w.people[p.ID]),
				CacheTS: now.Unix(), EventTS: formatTS(stamp),
			})
		}
		return nil
	})
}

// handle finds somebody by handle, whatever the case. The caller holds w.mu.
func (w *Workspace) handle(name string) (*person, bool) {
	for _, id := range w.peopleIDs {
		if p := w.people[id]; strings.EqualFold(p.Handle, name) {
			return p, true
		}
	}
	return nil, false
}

// first is the first person added, who is the page's default. The caller holds w.mu.
func (w *Workspace) first() *person {
	for _, id := range w.peopleIDs {
		if p := w.people[id]; !p.bot {
			return p
		}
	}
	return w.people[botUserID]
}

// zone is where p lives; UTC when none or an unknown one is given.
func (p *person) zone() *time.Location {
	if loc, err := time.LoadLocation(p.Zone); err == nil {
		return loc
	}
	return time.UTC
}

type userChangeEvent struct {
	Type    string   `json:"type"`
	User    userJSON `json:"user"`
	CacheTS int64    `json:"cache_ts"`
	EventTS string   `json:"event_ts"`
}

// userJSON is a user object: https://docs.slack.dev/reference/objects/user-object.
type userJSON struct {
	ID        string      `json:"id"`
	TeamID    string      `json:"team_id"`
	Name      string      `json:"name"`
	Deleted   bool        `json:"deleted"`
	RealName  string      `json:"real_name"`
	TZ        string      `json:"tz,omitempty"`
	TZLabel   string      `json:"tz_label,omitempty"`
	TZOffset  int         `json:"tz_offset"`
	Profile   profileJSON `json:"profile"`
	IsAdmin   bool        `json:"is_admin"`
	IsOwner   bool        `json:"is_owner"`
	IsBot     bool        `json:"is_bot"`
	IsAppUser bool        `json:"is_app_user"`
	Updated   int64       `json:"updated"`
	Locale    string      `json:"locale,omitempty"`
}

type profileJSON struct {
	RealName    string `json:"real_name"`
	DisplayName string `json:"display_name"`
	Email       string `json:"email,omitempty"`
	BotID       string `json:"bot_id,omitempty"`
	APIAppID    string `json:"api_app_id,omitempty"`
	Team        string `json:"team"`
}

// teamOf is the workspace that p is from.
func (w *Workspace) teamOf(p *person) string { return cmp.Or(p.Team, w.team) }

// userJSON shows p as the Web API does. The caller holds w.mu.
func (w *Workspace) userJSON(p *person) userJSON {
	u := userJSON{
		ID: p.ID, TeamID: w.teamOf(p), Name: p.Handle, Deleted: p.Deleted, RealName: p.Name,
		IsAdmin: p.Admin, IsOwner: p.Admin, IsBot: p.bot, Updated: p.updated.Unix(),
		Profile: profileJSON{RealName: p.Name, DisplayName: p.Handle, Team: w.teamOf(p)},
	}
	if w.app.granted(emailScope) {
		u.Profile.Email = p.Email
	}
	if p.bot {
		u.Profile.BotID, u.Profile.APIAppID = botID, appID
	}
	if p.Zone != "" {
		u.TZ = p.Zone
		u.TZLabel, u.TZOffset = w.now().In(p.zone()).Zone()
	}
	return u
}
