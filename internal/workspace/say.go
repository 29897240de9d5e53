package workspace

import (
	"context"
	"errors"
	"strings"
)

// Say writes a message as a person, who joins a channel that way. In direct
// messages with the bot the app gets a message.im event, if it has subscribed;
// Say does not wait for its acknowledgement. The error is for misuse and ctx.
func (w *Workspace) Say(ctx context.Context, user, channel, text string) (Message, error) {
	return w.SayInThread(ctx, user, channel, "", text)
}

// SayInThread is Say as a reply to the message thread, a ts. Empty: to none.
func (w *Workspace) SayInThread(ctx context.Context, user, channel, thread, text string) (Message, error) {
	if err := context.Cause(ctx); err != nil {
		return Message{}, err
	}
	if strings.TrimSpace(text) == "" {
		return Message{}, errors.New("nothing to say")
	}
	var m Message
	err := w.change(func() error {
		ch, err := w.saying(user, channel, thread)
		if err != nil {
			return err
		}
		m = w.add(ch, Message{User: user, Text: w.encode(text, true), ThreadTS: thread}).Message
		return nil
	})
	return m, err
}

// saying is where a person is about to write, and has them join. The caller holds
// w.mu.
func (w *Workspace) saying(user, in, thread string) (*channel, error) {
	_, ch, err := w.actor(user, in)
	if err != nil {
		return nil, err
	}
	if home := w.app.Features.Home; ch.im() && (!home.MessagesTab || home.ReadOnly) {
		return nil, errors.New("the app takes no direct messages")
	}
	if parent, ok := ch.find(thread); thread != "" && (!ok || parent.ThreadTS != "" && parent.ThreadTS != thread) {
		return nil, errors.New("there is no such message to reply to")
	}
	if !ch.has(user) {
		ch.members = append(ch.members, user)
	}
	return ch, nil
}
