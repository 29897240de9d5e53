package workspace

import (
	"slices"
	"strings"
)

// channel is a public channel, or the direct messages between a person and the bot.
type channel struct {
	id      string
	name    string // without "#"; empty for direct messages
	person  string // whose direct messages these are; empty for a channel
	members []string
	created int64
	posts   []*post // by stamp

	archived bool
}

func (c *channel) im() bool { return c.person != "" }

func (c *channel) has(user string) bool { return slices.Contains(c.members, user) }

// kind is the middle of the scopes that concern c: "im" in "im:history".
func (c *channel) kind() string {
	if c.im() {
		return "im"
	}
	return "channels"
}

// title is the name in payloads. Slack calls all direct messages "directmessage".
func (c *channel) title() string {
	if c.im() {
		return "directmessage"
	}
	return c.name
}

// AddChannel adds a public channel, or replaces the name and the members of the
// one with that id. The id is "C…", name has no "#". The bot is a member only
// when its id, BotUser, is listed.
func (w *Workspace) AddChannel(id, name string, members ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if ch, ok := w.channels[id]; ok {
		ch.name, ch.members = name, slices.Clone(members)
		return
	}
	w.channels[id] = &channel{id: id, name: name, members: slices.Clone(members), created: w.now().Unix()}
	w.channelIDs = append(w.channelIDs, id)
}

// DM is the id, "D…", of the direct messages between a person and the bot. It
// opens them when they are not open yet, and is empty for an unknown person.
func (w *Workspace) DM(user string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p, ok := w.people[user]; !ok || p.bot {
		return ""
	}
	return w.openDM(user).id
}

// openDM is DM for a person who is known to exist. The caller holds w.mu.
func (w *Workspace) openDM(user string) *channel {
	id := "D" + strings.TrimPrefix(user, "U")
	ch, ok := w.channels[id]
	if !ok {
		ch = &channel{id: id, person: user, members: []string{user, botUserID}, created: w.now().Unix()}
		w.channels[id] = ch
		w.channelIDs = append(w.channelIDs, id)
	}
	return ch
}

// named finds a channel by its name, with or without "#". The caller holds w.mu.
func (w *Workspace) named(name string) (*channel, bool) {
	name = strings.TrimPrefix(name, "#")
	for _, id := range w.channelIDs {
		if ch := w.channels[id]; !ch.im() && ch.name == name {
			return ch, true
		}
	}
	return nil, false
}

// channelJSON is a conversation object:
// https://docs.slack.dev/reference/objects/conversation-object.
type channelJSON struct {
	ID         string `json:"id"`
	Name       string `json:"name,omitempty"`
	IsChannel  bool   `json:"is_channel"`
	IsGroup    bool   `json:"is_group"`
	IsIM       bool   `json:"is_im"`
	IsMPIM     bool   `json:"is_mpim"`
	IsPrivate  bool   `json:"is_private"`
	IsArchived bool   `json:"is_archived"`
	IsMember   bool   `json:"is_member"`
	IsOpen     bool   `json:"is_open,omitempty"`
	User       string `json:"user,omitempty"`
	Creator    string `json:"creator,omitempty"`
	Created    int64  `json:"created"`
	NumMembers int    `json:"num_members,omitempty"`
	TeamID     string `json:"context_team_id"`
}

func (c *channel) json(team string) channelJSON {
	j := channelJSON{
		ID: c.id, Name: c.name, Created: c.created, TeamID: team,
		IsChannel: !c.im(), IsIM: c.im(), IsPrivate: c.im(), IsOpen: c.im(), User: c.person,
	}
	if !c.im() {
		j.IsMember, j.NumMembers, j.IsArchived = c.has(botUserID) && !c.archived, len(c.members), c.archived
	}
	return j
}
