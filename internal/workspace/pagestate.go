package workspace

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
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
	s := pageState{
		Name: teamName, Now: w.now(), Zone: w.first().Zone, CanSkip: w.skip != nil, Sockets: sockets,
		People: []pagePerson{}, Channels: []pageName{}, DMs: map[string]string{},
		Bot:      pageName{botUserID, w.app.Display.Name},
		Commands: append([]slashCommand{}, w.app.Features.Commands...),
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

type pageMessage struct {
	Channel   string          `json:"channel"`
	TS        string          `json:"ts"`
	User      string          `json:"user"`
	UserName  string          `json:"userName"`
	Bot       bool            `json:"bot"`
	Text      string          `json:"text"`
	Blocks    json.RawMessage `json:"blocks"`
	Edited    bool            `json:"edited"`
	Ephemeral bool            `json:"ephemeral"`
	ThreadTS  string          `json:"threadTs,omitempty"`
	At        time.Time       `json:"at"`
}

func (w *Workspace) servePageMessages(rw http.ResponseWriter, r *http.Request) {
	messages, err := w.pageMessages(r.FormValue("as"), r.FormValue("channel"))
	if err != nil {
		http.Error(rw, err.Error(), http.StatusNotFound)
		return
	}
	writeJSON(rw, http.StatusOK, map[string]any{"messages": messages})
}

// pageMessages are the messages of a channel as one person sees them.
func (w *Workspace) pageMessages(as, channel string) ([]pageMessage, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ch, err := w.actor(as, channel)
	if err != nil {
		return nil, err
	}
	posts := slices.Clone(ch.posts)
	for _, p := range w.ephemerals[as] {
		if p.Channel == channel {
			posts = append(posts, p)
		}
	}
	slices.SortFunc(posts, func(a, b *post) int { return cmp.Compare(a.stamp, b.stamp) })
	messages := []pageMessage{}
	for _, p := range posts {
		if p.Deleted {
			continue
		}
		name := p.User
		if who, ok := w.people[p.User]; ok {
			name = who.Name
		}
		messages = append(messages, pageMessage{
			Channel: p.Channel, TS: p.TS, User: p.User, UserName: name, Bot: p.byBot(), Text: p.Text,
			Blocks: p.Blocks, Edited: p.marked != "", Ephemeral: p.Ephemeral != "", ThreadTS: p.ThreadTS, At: p.At,
		})
	}
	return messages, nil
}

func (w *Workspace) servePageView(rw http.ResponseWriter, r *http.Request) {
	writeJSON(rw, http.StatusOK, map[string]any{"view": w.pageView(r.FormValue("as"))})
}

// pageView is the topmost modal of a person with what is typed in, or nil.
func (w *Workspace) pageView(as string) map[string]any {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.top(as)
	if err != nil {
		return nil
	}
	return m.json(w.team)
}

func (w *Workspace) servePageGuide(rw http.ResponseWriter, r *http.Request) {
	if w.guide == nil {
		http.NotFound(rw, r)
		return
	}
	writeJSON(rw, http.StatusOK, w.guide)
}
