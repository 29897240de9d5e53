package workspace

import "encoding/json"

// messageJSON is a message object as history, events and payloads show it:
// https://docs.slack.dev/reference/events/message.
type messageJSON struct {
	Type        string          `json:"type"`
	Subtype     string          `json:"subtype,omitempty"`
	User        string          `json:"user,omitempty"`
	TS          string          `json:"ts"`
	BotID       string          `json:"bot_id,omitempty"`
	AppID       string          `json:"app_id,omitempty"`
	BotProfile  *botProfile     `json:"bot_profile,omitempty"`
	Text        string          `json:"text"`
	Team        string          `json:"team,omitempty"`
	Blocks      json.RawMessage `json:"blocks,omitempty"`
	Attachments json.RawMessage `json:"attachments,omitempty"`
	Files       []fileJSON      `json:"files,omitempty"`
	Metadata    json.RawMessage `json:"metadata,omitempty"`
	Edited      *editJSON       `json:"edited,omitempty"`
	ThreadTS    string          `json:"thread_ts,omitempty"`
	ReplyCount  int             `json:"reply_count,omitempty"`
	LatestReply string          `json:"latest_reply,omitempty"`
	Reactions   []reaction      `json:"reactions,omitempty"`
}

type botProfile struct {
	ID      string `json:"id"`
	AppID   string `json:"app_id"`
	Name    string `json:"name"`
	Deleted bool   `json:"deleted"`
	TeamID  string `json:"team_id"`
}

type editJSON struct {
	User string `json:"user"`
	TS   string `json:"ts"`
}

// messageJSON shows p; without all, of the metadata only its type. The caller
// holds w.mu.
func (w *Workspace) messageJSON(p *post, all bool) messageJSON {
	m := messageJSON{
		Type: "message", User: p.User, TS: p.TS, Text: p.Text, Team: w.team,
		Blocks: p.Blocks, Attachments: p.Attachments, Metadata: p.Metadata, ThreadTS: p.ThreadTS,
		ReplyCount: p.replies, LatestReply: p.latest, Reactions: p.reactions,
	}
	if m.Files = w.filesJSON(p); m.Files != nil {
		m.Subtype = "file_share"
	}
	if p.replies > 0 {
		m.ThreadTS = p.TS
	}
	if p.byBot() {
		m.BotID, m.AppID = botID, appID
		m.BotProfile = &botProfile{ID: botID, AppID: appID, Name: w.app.Display.Name, TeamID: w.team}
	}
	if p.marked != "" {
		m.Edited = &editJSON{User: p.User, TS: p.marked}
	}
	if !all && p.Metadata != nil {
		m.Metadata = metadataType(p.Metadata)
	}
	return m
}

// metadataType leaves only the event_type of metadata, which is what readers
// get who do not ask for all of it.
func metadataType(full json.RawMessage) json.RawMessage {
	var brief struct {
		Type string `json:"event_type"`
	}
	if json.Unmarshal(full, &brief) != nil {
		return nil
	}
	out, err := json.Marshal(brief)
	if err != nil {
		return nil
	}
	return out
}
