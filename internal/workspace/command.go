package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// commandPayload is https://docs.slack.dev/interactivity/implementing-slash-commands.
type commandPayload struct {
	Token       string `json:"token"`
	TeamID      string `json:"team_id"`
	TeamDomain  string `json:"team_domain"`
	ChannelID   string `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	UserID      string `json:"user_id"`
	UserName    string `json:"user_name"`
	Command     string `json:"command"`
	Text        string `json:"text"`
	AppID       string `json:"api_app_id"`
	Enterprise  string `json:"is_enterprise_install"`
	ResponseURL string `json:"response_url"`
	TriggerID   string `json:"trigger_id"`
}

// Command types a slash command, such as "/deal list", as somebody in a channel,
// and waits until the app has acknowledged it or the time for that is over. The
// error is for misuse only: somebody, a channel or a command that does not
// exist, ctx, ErrClosed. The Message of the Reply is the app's direct answer.
func (w *Workspace) Command(ctx context.Context, user, channel, line string) (Reply, error) {
	payload, hookID, err := w.commandPayload(user, channel, line)
	if err != nil {
		return Reply{}, err
	}
	o, err := w.ask(ctx, slashCommands, func(base string) any {
		payload.ResponseURL = base + respondPath + hookID
		return &payload
	})
	if err != nil {
		return Reply{}, fmt.Errorf("%s: %w", payload.Command, err)
	}
	r := o.reply()
	if o.acked && !absent(o.payload) {
		r.Message, err = w.answered(user, channel, o.payload)
		if err != nil {
			r.Problem = InvalidPayload + reasons(err)
		}
	}
	return r, nil
}

func (w *Workspace) commandPayload(user, channel, line string) (p commandPayload, hookID string, err error) {
	name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
	command, ok := w.app.command(name)
	if !ok || !w.app.granted("commands") {
		return p, "", fmt.Errorf("the app has no command %q", name)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	who, ch, err := w.actor(user, channel)
	if err != nil {
		return p, "", err
	}
	hookID = token()
	w.hooks.put(hookID, hook{user: user, channel: ch.id}, time.Now())
	return commandPayload{
		TeamID: w.team, TeamDomain: teamDomain, ChannelID: ch.id, ChannelName: ch.title(),
		UserID: who.ID, UserName: who.Handle, Command: name, AppID: appID, Enterprise: "false",
		Text: w.encode(strings.TrimSpace(text), command.Escape), TriggerID: w.newTrigger(user),
	}, hookID, nil
}

// actor finds who does something where. The caller holds w.mu.
func (w *Workspace) actor(user, channel string) (*person, *channel, error) {
	p, ok := w.people[user]
	if !ok || p.bot || p.Deleted {
		return nil, nil, fmt.Errorf("no active person %q", user)
	}
	ch, ok := w.channels[channel]
	if !ok || ch.im() && ch.person != user {
		return nil, nil, fmt.Errorf("no channel %q for %s", channel, user)
	}
	return p, ch, nil
}

// answered shows what came with the acknowledgement of a command; nil when that
// was nothing to show.
func (w *Workspace) answered(user, channel string, payload json.RawMessage) (*Message, error) {
	var in responseBody
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, refuse("not a message")
	}
	c, err := newContent(in.said())
	if err != nil {
		return nil, err
	}
	if c.empty() {
		if in.Text == "" && in.Type == "" {
			return nil, nil
		}
		return nil, refuse("no_text")
	}
	m := Message{User: botUserID, Text: c.text, Blocks: c.blocks, Attachments: c.attachments}
	if in.Type != inChannel {
		m.Ephemeral = user
	}
	err = w.change(func() error {
		m = w.add(w.channels[channel], m).Message
		return nil
	})
	return &m, err
}
