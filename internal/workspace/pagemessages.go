package workspace

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// pagePart is how many messages the page gets at once.
const pagePart = 200

// pageMessage is a message as the page shows it.
type pageMessage struct {
	Channel   string          `json:"channel"`
	TS        string          `json:"ts"`
	User      string          `json:"user"`
	UserName  string          `json:"userName"`
	Bot       bool            `json:"bot"`
	Text      string          `json:"text"`
	Blocks    json.RawMessage `json:"blocks"`
	Attached  json.RawMessage `json:"attachments,omitempty"`
	Files     []pageFile      `json:"files,omitempty"`
	Edited    bool            `json:"edited"`
	Deleted   bool            `json:"deleted,omitempty"`
	Ephemeral bool            `json:"ephemeral"`
	ThreadTS  string          `json:"threadTs,omitempty"`
	Replies   int             `json:"replies,omitempty"`
	Latest    string          `json:"latest,omitempty"` // ts of the last reply
	At        time.Time       `json:"at"`
}

// pageFile is a file of a message; the page gets its content under url.
type pageFile struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Size    int    `json:"size"`
	URL     string `json:"url"`
	Deleted bool   `json:"deleted,omitempty"`
}

// pageMessage shows p. The caller holds w.mu.
func (w *Workspace) pageMessage(p *post) pageMessage {
	name := p.User
	if who, ok := w.people[p.User]; ok {
		name = who.Name
	}
	var files []pageFile
	for _, f := range p.files {
		files = append(files, pageFile{ID: f.ID, Name: f.Name, Size: f.Size, URL: w.filePath(f, true), Deleted: f.Deleted})
	}
	return pageMessage{
		Channel: p.Channel, TS: p.TS, Files: files, User: p.User, UserName: name, Bot: p.byBot(), Text: p.Text,
		Blocks: p.Blocks, Attached: p.Attachments, Edited: p.marked != "", Deleted: p.Deleted, Ephemeral: p.Ephemeral != "",
		ThreadTS: p.ThreadTS, Replies: p.replies, Latest: p.latest, At: p.At,
	}
}

// part is which messages of a channel the page wants: the last ones of a thread,
// or outside of threads, written before an instant.
type part struct {
	as, channel string
	thread      string // ts; empty: what is not a reply
	before      string // ts; empty: the newest
	limit       int
}

func (w *Workspace) servePageMessages(rw http.ResponseWriter, r *http.Request) {
	p := part{
		as: r.FormValue("as"), channel: r.FormValue("channel"), thread: r.FormValue("thread"), before: r.FormValue("before"),
		limit: pagePart,
	}
	if n, err := strconv.Atoi(r.FormValue("limit")); err == nil && n > 0 {
		p.limit = min(n, pagePart)
	}
	messages, more, err := w.pageMessages(p)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusNotFound)
		return
	}
	writeJSON(rw, http.StatusOK, map[string]any{"messages": messages, "more": more})
}

// pageMessages are the messages of a part as its person sees them, the oldest
// first, and whether there are earlier ones.
func (w *Workspace) pageMessages(p part) (messages []pageMessage, more bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ch, err := w.actor(p.as, p.channel)
	if err != nil {
		return nil, false, err
	}
	end := int64(1) << 62
	if stamp, ok := parseTS(p.before); ok {
		end = stamp
	}
	wanted := func(m *post) bool {
		in := m.ThreadTS == p.thread || m.ThreadTS == m.TS
		if p.thread != "" {
			in = m.ThreadTS == p.thread || m.TS == p.thread
		}
		return in && !m.Deleted && m.Channel == p.channel && m.stamp < end
	}
	posts := append(lastOf(ch.posts, p.limit+1, wanted), lastOf(w.ephemerals[p.as], p.limit+1, wanted)...)
	slices.SortFunc(posts, func(a, b *post) int { return cmp.Compare(a.stamp, b.stamp) })
	if more = len(posts) > p.limit; more {
		posts = posts[len(posts)-p.limit:]
	}
	messages = make([]pageMessage, len(posts))
	for i, m := range posts {
		messages[i] = w.pageMessage(m)
	}
	return messages, more, nil
}

// lastOf finds the last n that are wanted, the last one first.
func lastOf(posts []*post, n int, wanted func(*post) bool) []*post {
	var found []*post
	for _, p := range slices.Backward(posts) {
		if len(found) == n {
			break
		}
		if wanted(p) {
			found = append(found, p)
		}
	}
	return found
}
