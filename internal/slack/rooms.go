package slack

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// rooms remembers where to post: the DM of a person, the id of a named channel.
type rooms struct {
	api   *slack.Client
	mu    sync.Mutex
	known map[string]string
}

func newRooms(api *slack.Client) *rooms { return &rooms{api: api, known: map[string]string{}} }

func (r *rooms) recall(key string) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id, ok := r.known[key]
	return id, ok
}

func (r *rooms) remember(key, id string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known[key] = id
	return id
}

// Channel returns the id of a channel given as C… or #name.
func (c *Client) Channel(ctx context.Context, name string) (string, error) {
	name, named := strings.CutPrefix(name, "#")
	if !named {
		return name, nil
	}
	if id, ok := c.rooms.recall("#" + name); ok {
		return id, nil
	}
	query := &slack.GetConversationsParameters{
		Types: []string{"public_channel", "private_channel"}, ExcludeArchived: true, Limit: 200,
	}
	for {
		channels, next, err := c.api.GetConversationsContext(ctx, query)
		if unknown(err) {
			return c.rooms.remember("#"+name, "#"+name), nil
		}
		if err != nil {
			return "", fmt.Errorf("conversations.list: %w", redact(err))
		}
		for _, ch := range channels {
			if ch.Name == name {
				return c.rooms.remember("#"+name, ch.ID), nil
			}
		}
		if next == "" {
			return "", fmt.Errorf("there is %w #%s that the bot can see; invite it there", coach.ErrNoChannel, name)
		}
		query.Cursor = next
	}
}

// direct returns the DM channel of a person.
func (c *Client) direct(ctx context.Context, user string) (string, error) {
	if id, ok := c.rooms.recall(user); ok {
		return id, nil
	}
	channel, _, _, err := c.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
	if unknown(err) {
		return user, nil // Slack takes a person in the place of their DM
	}
	if err != nil {
		return "", err
	}
	return c.rooms.remember(user, channel.ID), nil
}

// place is where a person's message goes that has not been posted yet. When too
// many rooms would have to be asked for, it goes to the person: Slack then opens
// the room, but tells its name only with the post.
func (c *Client) place(ctx context.Context, user string) (string, error) {
	if id, ok := c.rooms.recall(user); ok {
		return id, nil
	}
	if !c.people.crowd.rooms.Allow() {
		return user, nil
	}
	return c.direct(ctx, user)
}

// unknown reports a method that the server does not have. Slack has them all,
// but a Slack-compatible server may do without: names serve as ids there.
func unknown(err error) bool { return code(err) == "unknown_method" }
