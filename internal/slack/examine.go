package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Standing is what Slack says about the bot token.
type Standing struct {
	Identity
	App    string   // the id of the app it belongs to; empty when Slack does not say
	Scopes []string // those it was granted; nil when Slack does not say
	Clock  time.Time
	// Skew is how far this machine's clock is ahead of Slack's, to a second or two;
	// meaningless while Clock, which is Slack's, is zero.
	Skew time.Duration
}

// Examine asks Slack once who the bot is and what it may do. The error is a
// Refused when Slack answers that it does not want to.
func (c *Client) Examine(ctx context.Context) (Standing, error) {
	var who struct {
		Team         string `json:"team"`
		TeamID       string `json:"team_id"`
		EnterpriseID string `json:"enterprise_id"`
		UserID       string `json:"user_id"`
		BotID        string `json:"bot_id"`
	}
	header, err := c.ask(ctx, c.access.BotToken, "auth.test", nil, &who)
	now := time.Now()
	s := Standing{Identity: Identity{
		Team: cmp.Or(who.TeamID, unnumbered), TeamName: who.Team, Enterprise: who.EnterpriseID, User: who.UserID,
	}}
	if at, wrong := http.ParseTime(header.Get("Date")); wrong == nil {
		s.Clock, s.Skew = at, now.Sub(at)
	}
	if err != nil {
		return s, err
	}
	if listed := header.Get("X-OAuth-Scopes"); listed != "" {
		for scope := range strings.SplitSeq(listed, ",") {
			s.Scopes = append(s.Scopes, strings.TrimSpace(scope))
		}
	}
	var bot struct {
		Bot struct {
			AppID string `json:"app_id"`
		} `json:"bot"`
	}
	if who.BotID != "" {
		// Without the scope it takes it is not known, which nobody needs to hear of.
		_, _ = c.ask(ctx, c.access.BotToken, "bots.info", url.Values{"bot": {who.BotID}}, &bot)
		s.App = bot.Bot.AppID
	}
	return s, nil
}

// TryOpen asks Slack for the address of a socket and leaves it unused, which
// costs nobody anything.
func (c *Client) TryOpen(ctx context.Context) error {
	_, err := c.ask(ctx, c.access.AppToken, "apps.connections.open", nil, &struct{}{})
	return err
}

// TryPeople asks for one person of the workspace.
func (c *Client) TryPeople(ctx context.Context) error {
	_, err := c.ask(ctx, c.access.BotToken, "users.list", url.Values{"limit": {"1"}}, &struct{}{})
	return err
}

// Place is a channel as the bot sees it.
type Place struct {
	ID       string `json:"id"`
	Private  bool   `json:"is_private"`
	Archived bool   `json:"is_archived"`
	Member   bool   `json:"is_member"`
	// Shared tells that people of other companies read it.
	Shared bool `json:"is_ext_shared"`
}

// FindPlace looks a channel up, given as C… or #name. ok is false when the bot
// sees none.
func (c *Client) FindPlace(ctx context.Context, name string) (_ Place, ok bool, _ error) {
	name, named := strings.CutPrefix(name, "#")
	if named {
		return c.listedPlace(ctx, name)
	}
	var found struct {
		Channel Place `json:"channel"`
	}
	_, err := c.ask(ctx, c.access.BotToken, "conversations.info", url.Values{"channel": {name}}, &found)
	var refused Refused
	if errors.As(err, &refused) && refused.Code == "channel_not_found" {
		return Place{}, false, nil
	}
	return found.Channel, err == nil, err
}

func (c *Client) listedPlace(ctx context.Context, name string) (Place, bool, error) {
	query := url.Values{"types": {"public_channel,private_channel"}, "limit": {"1000"}}
	for {
		var page struct {
			Channels []struct {
				Place
				Name string `json:"name"`
			} `json:"channels"`
			Next struct {
				Cursor string `json:"next_cursor"`
			} `json:"response_metadata"`
		}
		if _, err := c.ask(ctx, c.access.BotToken, "conversations.list", query, &page); err != nil {
			return Place{}, false, err
		}
		for _, ch := range page.Channels {
			if ch.Name == name {
				return ch.Place, true, nil
			}
		}
		if page.Next.Cursor == "" {
			return Place{}, false, nil
		}
		query.Set("cursor", page.Next.Cursor)
	}
}

// Refused is Slack's answer that something cannot be done.
type Refused struct {
	Code   string // Slack's name for the reason
	Needed string // the scope that is missing, when that is it
}

// Error gives Slack's words.
func (r Refused) Error() string {
	if r.Needed != "" {
		return r.Code + " (" + r.Needed + ")"
	}
	return r.Code
}

// Token reports whether the token itself is not accepted.
func (r Refused) Token() bool { return slices.Contains(noTokens, r.Code) }

// ask calls a method once, as slack-go does not: it shows the answer's header,
// and which scope is missing. The header is never nil.
func (c *Client) ask(ctx context.Context, token, method string, args url.Values, into any) (http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.access.APIURL+method, strings.NewReader(args.Encode()))
	if err != nil {
		return http.Header{}, errors.New("SLACK_API_URL is no address")
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.web.Do(req)
	if err != nil {
		return http.Header{}, redact(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return resp.Header, fmt.Errorf("reading the answer: %w", err)
	}
	var said struct {
		OK     bool   `json:"ok"`
		Error  string `json:"error"`
		Needed string `json:"needed"`
	}
	switch err := json.Unmarshal(body, &said); {
	case err != nil:
		return resp.Header, fmt.Errorf("the answer is none of Slack's (HTTP %d)", resp.StatusCode)
	case !said.OK && said.Error == "":
		return resp.Header, errUnclear
	case !said.OK:
		return resp.Header, Refused{said.Error, said.Needed}
	}
	if err := json.Unmarshal(body, into); err != nil {
		return resp.Header, fmt.Errorf("the answer to %s cannot be read: %w", method, err)
	}
	return resp.Header, nil
}
