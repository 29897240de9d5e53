package workspace

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// maxEphemerals bounds the ephemeral messages kept per person. In Slack they
// vanish with the next reload.
const maxEphemerals = 1000

// Message is a message as it now reads.
type Message struct {
	Channel     string
	TS          string // unique in the workspace
	User        string // who wrote it
	Text        string
	Blocks      json.RawMessage // a JSON array, or nil; every block has a block_id
	Attachments json.RawMessage // a JSON array as it was sent, or nil
	Metadata    json.RawMessage // a JSON object, or nil
	Files       []File          // as they were when it was written
	Edited      int             // how often it was changed
	Ephemeral   string          // the only person who sees it; empty: everybody
	ThreadTS    string          // the thread's first message; empty: not in a thread
	Deleted     bool
	At          time.Time // when it was written, on the workspace's clock
}

// post is a message as the workspace keeps it.
type post struct {
	Message
	stamp     int64
	files     []*file
	marked    string // time of the last change, when it shows "(edited)"
	replies   int
	latest    string         // ts of the last reply
	picks     map[pick]state // what people have chosen in its selects
	reactions []reaction
}

func (p *post) byBot() bool { return p.User == botUserID }

// Messages are the messages of a channel in order, without ephemeral and deleted ones.
func (w *Workspace) Messages(channel string) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, ok := w.channels[channel]
	if !ok {
		return nil
	}
	return present(ch.posts)
}

// Ephemerals are the ephemeral messages for one person over all channels, in
// order and as they now read. The newest thousand are kept.
func (w *Workspace) Ephemerals(user string) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	return present(w.ephemerals[user])
}

func present(posts []*post) []Message {
	messages := make([]Message, 0, len(posts))
	for _, p := range posts {
		if !p.Deleted {
			messages = append(messages, p.Message)
		}
	}
	return messages
}

// find looks a message up by its ts. The caller holds w.mu.
func (c *channel) find(ts string) (*post, bool) {
	stamp, ok := parseTS(ts)
	if !ok {
		return nil, false
	}
	i, ok := slices.BinarySearchFunc(c.posts, stamp, func(p *post, s int64) int { return cmp.Compare(p.stamp, s) })
	if !ok || c.posts[i].Deleted {
		return nil, false
	}
	return c.posts[i], true
}

// add stores m as the newest message of ch and tells everybody. The caller
// holds w.mu and runs inside change.
func (w *Workspace) add(ch *channel, m Message) *post { return w.addWith(ch, m, nil) }

// addWith is add for a message with files.
func (w *Workspace) addWith(ch *channel, m Message, files []*file) *post {
	stamp, now := w.stamp()
	m.Channel, m.TS, m.At = ch.id, formatTS(stamp), now
	p := &post{Message: m, stamp: stamp, files: files}
	for _, f := range files {
		f.shares = append(f.shares, fileShare{ch.id, p.TS})
	}
	if m.Ephemeral != "" {
		list := append(w.ephemerals[m.Ephemeral], p)
		if len(list) >= 2*maxEphemerals {
			list = slices.Clone(list[len(list)-maxEphemerals:])
		}
		w.ephemerals[m.Ephemeral] = list
		w.tellMessage(ch, p, true)
		return p
	}
	ch.posts = append(ch.posts, p)
	if parent, ok := ch.find(m.ThreadTS); ok && parent != p {
		parent.replies++
		parent.latest = p.TS
	}
	w.tellMessage(ch, p, true)
	w.announce(ch, messageEvent{messageJSON: w.messageJSON(p, true), EventTS: p.TS})
	return p
}

// revise gives p a new content. The caller holds w.mu and runs inside change.
func (w *Workspace) revise(ch *channel, p *post, c content) {
	before := w.messageJSON(p, true)
	stamp, _ := w.stamp()
	p.Text, p.Blocks, p.Attachments = c.text, c.blocks, c.attachments
	if c.metadata != nil {
		p.Metadata = *c.metadata
	}
	p.Edited++
	// Slack does not mark a message as edited that was given new blocks.
	if c.blocks == nil {
		p.marked = formatTS(stamp)
	}
	w.tellMessage(ch, p, false)
	if p.Ephemeral == "" {
		after := w.messageJSON(p, true)
		w.announce(ch, changedEvent(ch, formatTS(stamp), "message_changed", &after, &before))
	}
}

// remove deletes p. The caller holds w.mu and runs inside change.
func (w *Workspace) remove(ch *channel, p *post) {
	stamp, _ := w.stamp()
	p.Deleted = true
	if parent, ok := ch.find(p.ThreadTS); ok && p.Ephemeral == "" {
		parent.replies--
	}
	w.tellMessage(ch, p, false)
	if p.Ephemeral == "" {
		before := w.messageJSON(p, true)
		e := changedEvent(ch, formatTS(stamp), "message_deleted", nil, &before)
		e.DeletedTS = p.TS
		w.announce(ch, e)
	}
}
