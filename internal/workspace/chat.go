package workspace

import (
	"strings"
	"unicode/utf8"
)

// maxUpdateText is the most that chat.update and chat.postEphemeral take, in characters.
const maxUpdateText = 4000

// addressee finds where to post: a channel's id or name, or a person, whose
// direct messages are opened. The caller holds w.mu.
func (w *Workspace) addressee(to string) (*channel, error) {
	if p, ok := w.people[to]; ok {
		if p.bot || p.Deleted {
			return nil, refuse("channel_not_found")
		}
		return w.openDM(to), nil
	}
	if ch, ok := w.channels[to]; ok {
		return ch, nil
	}
	if ch, ok := w.named(to); ok && to != "" {
		return ch, nil
	}
	return nil, refuse("channel_not_found")
}

// mayPost checks that the bot can write in ch. The caller holds w.mu.
func (w *Workspace) mayPost(ch *channel) error {
	switch {
	case ch.im() && !w.app.Features.Home.MessagesTab:
		return refuse("messages_tab_disabled")
	case ch.archived:
		return refuse("is_archived")
	case !ch.has(botUserID) && !w.app.granted("chat:write.public"):
		return refuse("not_in_channel")
	}
	return nil
}

func (w *Workspace) chatPostMessage(r *request) (answer, error) {
	c, err := newContent(r.args.said())
	if err != nil {
		return nil, err
	}
	var a answer
	err = w.change(func() error {
		ch, err := w.addressee(r.args["channel"])
		if err != nil {
			return err
		}
		if err := w.mayPost(ch); err != nil {
			return err
		}
		if c.empty() {
			return refuse("no_text")
		}
		m := Message{User: botUserID, Text: c.text, Blocks: c.blocks, Attachments: c.attachments}
		if c.metadata != nil {
			m.Metadata = *c.metadata
		}
		if ts := r.args["thread_ts"]; ts != "" {
			if _, ok := ch.find(ts); !ok {
				return refuse("thread_not_found")
			}
			m.ThreadTS = ts
		}
		p := w.add(ch, m)
		a = answer{"channel": ch.id, "ts": p.TS, "message": w.messageJSON(p, true)}
		a.warn(c.warnings)
		return nil
	})
	return a, err
}

// own finds a message that the bot may change. The caller holds w.mu.
func (w *Workspace) own(r *request, notOwn string) (*channel, *post, error) {
	ch, ok := w.channels[r.args["channel"]]
	if !ok {
		return nil, nil, refuse("channel_not_found")
	}
	p, ok := ch.find(r.args["ts"])
	switch {
	case !ok:
		return nil, nil, refuse("message_not_found")
	case !p.byBot():
		return nil, nil, refuse(notOwn)
	}
	return ch, p, nil
}

func (w *Workspace) chatUpdate(r *request) (answer, error) {
	c, err := newContent(r.args.said())
	if err != nil {
		return nil, err
	}
	var a answer
	err = w.change(func() error {
		ch, p, err := w.own(r, "cant_update_message")
		switch {
		case err != nil:
			return err
		case utf8.RuneCountInString(c.text) > maxUpdateText:
			return refuse("msg_too_long")
		case c.empty():
			return refuse("no_text")
		}
		w.revise(ch, p, c)
		a = answer{"channel": ch.id, "ts": p.TS, "text": p.Text, "message": w.messageJSON(p, true)}
		a.warn(c.warnings)
		return nil
	})
	return a, err
}

func (w *Workspace) chatDelete(r *request) (answer, error) {
	var a answer
	err := w.change(func() error {
		ch, p, err := w.own(r, "cant_delete_message")
		if err != nil {
			return err
		}
		w.remove(ch, p)
		a = answer{"channel": ch.id, "ts": p.TS}
		return nil
	})
	return a, err
}

func (w *Workspace) chatPostEphemeral(r *request) (answer, error) {
	said := r.args.said()
	said.metadata = nil // which Slack ignores here
	c, err := newContent(said)
	if err != nil {
		return nil, err
	}
	var a answer
	err = w.change(func() error {
		ch, err := w.addressee(r.args["channel"])
		switch user := r.args["user"]; {
		case err != nil:
			return err
		case !ch.has(botUserID):
			return refuse("not_in_channel")
		case !ch.has(user):
			return refuse("user_not_in_channel")
		case utf8.RuneCountInString(c.text) > maxUpdateText:
			return refuse("msg_too_long")
		case c.empty():
			return refuse("no_text")
		default:
			p := w.add(ch, Message{User: botUserID, Text: c.text, Blocks: c.blocks, Attachments: c.attachments, Ephemeral: user, ThreadTS: r.args["thread_ts"]})
			a = answer{"message_ts": p.TS}
			a.warn(c.warnings)
			return nil
		}
	})
	return a, err
}

func (w *Workspace) chatGetPermalink(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, ok := w.channels[r.args["channel"]]
	if !ok {
		return nil, refuse("channel_not_found")
	}
	p, ok := ch.find(r.args["message_ts"])
	if !ok {
		return nil, refuse("message_not_found")
	}
	link := r.base + "/archives/" + ch.id + "/p" + strings.ReplaceAll(p.TS, ".", "")
	return answer{"channel": ch.id, "permalink": link}, nil
}
