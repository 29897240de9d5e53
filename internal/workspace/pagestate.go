package workspace

import (
	"net/http"
	"time"
)

type pageState struct {
	Name     string            `json:"name"`
	Now      time.Time         `json:"now"`
	Zone     string            `json:"zone"` // of the first person
	CanSkip  bool              `json:"canSkip"`
	People   []pagePerson      `json:"people"`
	Channels []pageName        `json:"channels"`
	DMs      map[string]string `json:"dms"` // person → channel
	Bot      pageName          `json:"bot"`
	Commands []slashCommand    `json:"commands"`
	Sockets  int               `json:"sockets"`

	Home      pageHome   `json:"home"`
	Shortcuts []shortcut `json:"shortcuts"`
}

// pageHome says which tabs the app's conversation has.
type pageHome struct {
	Home     bool `json:"home"`
	Messages bool `json:"messages"`
	ReadOnly bool `json:"readOnly"`
}

type pageName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type pagePerson struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Handle string `json:"handle"`
	Zone   string `json:"zone"`
	Admin  bool   `json:"admin"`
}

func (w *Workspace) servePageState(rw http.ResponseWriter, _ *http.Request) {
	writeJSON(rw, http.StatusOK, w.pageState())
}

func (w *Workspace) pageState() pageState {
	sockets := w.Sockets()
	w.mu.Lock()
	defer w.mu.Unlock()
	home := w.app.Features.Home
	s := pageState{
		Name: teamName, Now: w.now(), Zone: w.first().Zone, CanSkip: w.skip != nil, Sockets: sockets,
		People: []pagePerson{}, Channels: []pageName{}, DMs: map[string]string{},
		Bot:      pageName{botUserID, w.app.Display.Name},
		Commands: append([]slashCommand{}, w.app.Features.Commands...),

		Home:      pageHome{home.HomeTab, home.MessagesTab, home.ReadOnly},
		Shortcuts: append([]shortcut{}, w.app.Features.Shortcuts...),
	}
	for _, id := range w.peopleIDs {
		if p := w.people[id]; !p.bot && !p.Deleted {
			s.People = append(s.People, pagePerson{p.ID, p.Name, p.Handle, p.Zone, p.Admin})
			s.DMs[id] = w.openDM(id).id
		}
	}
	for _, id := range w.channelIDs {
		if ch := w.channels[id]; !ch.im() {
			s.Channels = append(s.Channels, pageName{ch.id, ch.name})
		}
	}
	return s
}

func (w *Workspace) servePageView(rw http.ResponseWriter, r *http.Request) {
	view, depth := w.pageView(r.FormValue("as"))
	writeJSON(rw, http.StatusOK, map[string]any{"view": view, "depth": depth})
}

// pageView is the topmost modal of a person with what is typed in, or nil, and
// how many are open.
func (w *Workspace) pageView(as string) (map[string]any, int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.top(as)
	if err != nil {
		return nil, 0
	}
	return m.json(w.team), len(w.modals[as])
}

func (w *Workspace) servePageHome(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var view map[string]any
	if m, ok := w.homes[r.FormValue("as")]; ok {
		view = m.json(w.team)
	}
	writeJSON(rw, http.StatusOK, map[string]any{"view": view})
}

func (w *Workspace) servePageGuide(rw http.ResponseWriter, r *http.Request) {
	if w.guide == nil {
		http.NotFound(rw, r)
		return
	}
	writeJSON(rw, http.StatusOK, w.guide)
}
