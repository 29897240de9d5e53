package workspace

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// maxEmoji is how many different reactions a message takes.
const maxEmoji = 23

// emojiName is what a reaction may be called. Which emoji there are, nobody asks.
var emojiName = regexp.MustCompile(`^[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?$`)

// reaction is an emoji under a message:
// https://docs.slack.dev/reference/methods/reactions.get.
type reaction struct {
	Name  string   `json:"name"`
	Users []string `json:"users"`
	Count int      `json:"count"`
}

// reactionEvent is https://docs.slack.dev/reference/events/reaction_added, or
// reaction_removed.
type reactionEvent struct {
	Type     string       `json:"type"`
	User     string       `json:"user"`
	Reaction string       `json:"reaction"`
	ItemUser string       `json:"item_user"`
	Item     reactionItem `json:"item"`
	EventTS  string       `json:"event_ts"`
}

type reactionItem struct {
	Type    string `json:"type"`
	Channel string `json:"channel"`
	TS      string `json:"ts"`
}

// React puts an emoji, such as "thumbsup", under a message as a person, or takes
// it away. The error is for misuse: somebody or a message that is not there, an
// emoji that is there already, or not.
func (w *Workspace) React(user, channel, ts, name string, on bool) error {
	return w.change(func() error {
		_, ch, err := w.actor(user, channel)
		if err != nil {
			return err
		}
		p, ok := ch.find(ts)
		switch {
		case !ok:
			return errors.New("there is no such message to react to")
		case on:
			err = w.react(ch, p, user, name)
		default:
			err = w.unreact(ch, p, user, name)
		}
		if err != nil {
			return fmt.Errorf("%q cannot be put there or taken away: %w", name, err)
		}
		return nil
	})
}

// react adds an emoji. The caller holds w.mu and runs inside change.
func (w *Workspace) react(ch *channel, p *post, user, name string) error {
	if !emojiName.MatchString(name) {
		return refuse("invalid_name")
	}
	i := slices.IndexFunc(p.reactions, func(r reaction) bool { return r.Name == name })
	if i < 0 {
		if len(p.reactions) >= maxEmoji {
			return refuse("too_many_emoji")
		}
		i = len(p.reactions)
		p.reactions = append(slices.Clip(p.reactions), reaction{Name: name})
	}
	r := p.reactions[i]
	if slices.Contains(r.Users, user) {
		return refuse("already_reacted")
	}
	r.Users = append(slices.Clip(r.Users), user)
	w.setReaction(ch, p, i, r, "reaction_added", user)
	return nil
}

// unreact takes an emoji away. The caller holds w.mu and runs inside change.
func (w *Workspace) unreact(ch *channel, p *post, user, name string) error {
	i := slices.IndexFunc(p.reactions, func(r reaction) bool { return r.Name == name && slices.Contains(r.Users, user) })
	if i < 0 {
		return refuse("no_reaction")
	}
	r := p.reactions[i]
	r.Users = slices.DeleteFunc(slices.Clone(r.Users), func(id string) bool { return id == user })
	w.setReaction(ch, p, i, r, "reaction_removed", user)
	return nil
}

// setReaction replaces a reaction, in a list of its own: messages that were
// handed out keep theirs. The caller holds w.mu and runs inside change.
func (w *Workspace) setReaction(ch *channel, p *post, i int, r reaction, kind, user string) {
	r.Count = len(r.Users)
	p.reactions = slices.Clone(p.reactions)
	p.reactions[i] = r
	p.reactions = slices.DeleteFunc(p.reactions, func(r reaction) bool { return r.Count == 0 })
	if w.app.subscribed(kind) && w.app.granted("reactions:read") && ch.has(botUserID) {
		stamp, _ := w.stamp()
		w.news = append(w.news, reactionEvent{
			Type: kind, User: user, Reaction: r.Name, ItemUser: p.User,
			Item: reactionItem{"message", ch.id, p.TS}, EventTS: formatTS(stamp),
		})
	}
}
