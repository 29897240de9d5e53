package workspace_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
)

// without takes a line out of the manifest, or a "true" in it.
func without(text string) func(*workspace.Options) {
	return func(o *workspace.Options) {
		instead := ""
		if key, ok := strings.CutSuffix(text, "true"); ok {
			instead = key + "false"
		}
		o.Manifest = bytes.Replace(workspace.TestManifest, []byte(text), []byte(instead), 1)
		if bytes.Equal(o.Manifest, workspace.TestManifest) {
			panic("not in the manifest: " + text)
		}
	}
}

func TestTokensInAnyPlace(t *testing.T) {
	bubble(t, func(r *rig) {
		app, bot := r.Tokens()
		form := func(v url.Values) (string, io.Reader) {
			return "application/x-www-form-urlencoded", strings.NewReader(v.Encode())
		}
		type call func() (contentType string, body io.Reader)
		inBody := func(token string) call {
			return func() (string, io.Reader) { return form(url.Values{"token": {token}}) }
		}
		for name, tt := range map[string]struct {
			method, bearer, query string
			body                  call
			want                  string
		}{
			"a bot token in the header": {method: "auth.test", bearer: bot},
			"a bot token in a form":     {method: "auth.test", body: inBody(bot)},
			"a bot token in the query":  {method: "auth.test", query: "?token=" + bot},
			"a bot token in JSON": {method: "auth.test", body: func() (string, io.Reader) {
				return "application/json; charset=utf-8", strings.NewReader(`{"token":"` + bot + `"}`)
			}},
			"no token":                        {method: "auth.test", want: "not_authed"},
			"an unknown token":                {method: "auth.test", bearer: "xoxb-else", want: "invalid_auth"},
			"an app token for a bot's method": {method: "auth.test", bearer: app, want: "not_allowed_token_type"},
			"a bot token to open a socket":    {method: "apps.connections.open", bearer: bot, want: "not_allowed_token_type"},
			"an app token to open a socket":   {method: "apps.connections.open", bearer: app},
			"a method that is none":           {method: "chat.shout", bearer: bot, want: "unknown_method"},
			"a method without its scope":      {method: "team.info", bearer: bot, want: "missing_scope"},
			"a body that is no JSON":          {method: "auth.test", bearer: bot, body: func() (string, io.Reader) { return "application/json", strings.NewReader("{") }, want: "invalid_json"},
		} {
			kind, body := "", io.Reader(http.NoBody)
			if tt.body != nil {
				kind, body = tt.body()
			}
			req := must[*http.Request](t)(http.NewRequestWithContext(r.ctx, http.MethodPost, r.APIURL()+tt.method+tt.query, body))
			req.Header.Set("Content-Type", kind)
			if tt.bearer != "" {
				req.Header.Set("Authorization", "Bearer "+tt.bearer)
			}
			resp := must[*http.Response](t)(r.http.Do(req))
			var got struct {
				OK    bool   `json:"ok"`
				Error string `json:"error"`
			}
			r.try(json.NewDecoder(resp.Body).Decode(&got))
			resp.Body.Close()
			if got.Error != tt.want || got.OK != (tt.want == "") || resp.StatusCode != http.StatusOK {
				t.Errorf("%s: %d %+v, want %q", name, resp.StatusCode, got, tt.want)
			}
		}
		if !slices.ContainsFunc(r.Calls(), func(c workspace.Call) bool { return c.Method == "chat.shout" && c.Error == "unknown_method" }) {
			t.Error("the unknown method is not among the calls")
		}
	})
}

func TestScopesComeFromTheManifest(t *testing.T) {
	bubble(t, func(r *rig) {
		_, err := r.api.GetUserInfoContext(r.ctx, "U1")
		refused, ok := errors.AsType[slack.SlackErrorResponse](err)
		if !ok || refused.Err != "missing_scope" || refused.Needed != "users:read" || !strings.HasPrefix(refused.Provided, "channels:history,") {
			t.Errorf("%+v", refused)
		}
	}, without("      - users:read\n"))
	bubble(t, func(r *rig) {
		_, _, err := r.api.GetConversationsContext(r.ctx, &slack.GetConversationsParameters{Types: []string{"im"}})
		refused, ok := errors.AsType[slack.SlackErrorResponse](err)
		if !ok || refused.Err != "missing_scope" || refused.Needed != "im:read" {
			t.Errorf("listing direct messages: %v", err)
		}
	})
}

func TestPeopleAndChannels(t *testing.T) {
	bubble(t, func(r *rig) {
		u := must[*slack.User](t)(r.api.GetUserInfoContext(r.ctx, "U2"))
		if u.Name != "bob" || u.RealName != "Bob Stone" || u.TZ != "America/New_York" || u.TZOffset != -5*3600 || u.IsBot || u.IsAdmin {
			t.Errorf("Bob %+v", u)
		}
		users := must[[]slack.User](t)(r.api.GetUsersContext(r.ctx, slack.GetUsersOptionLimit(1)))
		if len(users) != 3 || !users[0].IsBot || users[0].ID != r.BotUser() {
			t.Errorf("%d people, page by page", len(users))
		}
		if _, err := r.api.GetUserInfoContext(r.ctx, "U9"); err == nil || err.Error() != "user_not_found" {
			t.Errorf("nobody: %v", err)
		}
		channels, next, err := r.api.GetConversationsContext(r.ctx, &slack.GetConversationsParameters{Limit: 1})
		r.try(err)
		if len(channels) != 1 || channels[0].Name != "sales" || !channels[0].IsMember || next == "" {
			t.Errorf("first page %+v, next %q", channels, next)
		}
		channels, next, err = r.api.GetConversationsContext(r.ctx, &slack.GetConversationsParameters{Limit: 1, Cursor: next})
		r.try(err)
		if len(channels) != 1 || channels[0].Name != "random" || channels[0].IsMember || next != "" {
			t.Errorf("second page %+v, next %q", channels, next)
		}
		mine, _, err := r.api.GetConversationsForUserContext(r.ctx, &slack.GetConversationsForUserParameters{})
		r.try(err)
		if len(mine) != 1 || mine[0].ID != "C1" {
			t.Errorf("the bot's channels %+v", mine)
		}
		members, _, err := r.api.GetUsersInConversationContext(r.ctx, &slack.GetUsersInConversationParameters{ChannelID: "C1"})
		r.try(err)
		if !slices.Equal(members, []string{"U1", "U2", r.BotUser()}) {
			t.Errorf("members %v", members)
		}
		dm, _, open, err := r.api.OpenConversationContext(r.ctx, &slack.OpenConversationParameters{Users: []string{"U1"}, ReturnIM: true})
		r.try(err)
		if dm.ID != "D1" || !dm.IsIM || dm.User != "U1" || open {
			t.Errorf("opened %+v", dm)
		}
		if _, _, open, err = r.api.OpenConversationContext(r.ctx, &slack.OpenConversationParameters{Users: []string{"U1"}}); err != nil || !open {
			t.Errorf("opened again: %v, already open %v", err, open)
		}
		who := must[*slack.AuthTestResponse](t)(r.api.AuthTestContext(r.ctx))
		if who.UserID != r.BotUser() || who.TeamID != r.TeamID() || who.BotID == "" {
			t.Errorf("auth.test %+v", who)
		}
	})
}

func TestLookingThingsUp(t *testing.T) {
	bubble(t, func(r *rig) {
		ch := must[*slack.Channel](t)(r.api.GetConversationInfoContext(r.ctx, &slack.GetConversationInfoInput{ChannelID: "C1", IncludeNumMembers: true}))
		if ch.Name != "sales" || !ch.IsMember || ch.NumMembers != 3 || ch.IsPrivate {
			t.Errorf("channel %+v", ch)
		}
		if _, err := r.api.GetConversationInfoContext(r.ctx, &slack.GetConversationInfoInput{ChannelID: "C9"}); err == nil || err.Error() != "channel_not_found" {
			t.Errorf("no channel: %v", err)
		}
		m := must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "hi"))
		link := must[string](t)(r.api.GetPermalinkContext(r.ctx, &slack.PermalinkParameters{Channel: "C1", Ts: m.TS}))
		if want := r.URL() + "/archives/C1/p" + strings.ReplaceAll(m.TS, ".", ""); link != want {
			t.Errorf("link %s, want %s", link, want)
		}
		bot := must[*slack.Bot](t)(r.api.GetBotInfoContext(r.ctx, slack.GetBotInfoParameters{}))
		if bot.UserID != r.BotUser() || bot.Name != "Deal Coach" {
			t.Errorf("bot %+v", bot)
		}
		team := must[*slack.TeamInfo](t)(r.api.GetTeamInfoContext(r.ctx))
		if team.ID != r.TeamID() || team.Name == "" {
			t.Errorf("team %+v", team)
		}
	}, func(o *workspace.Options) {
		o.Manifest = bytes.Replace(o.Manifest, []byte("      - users:read\n"), []byte("      - users:read\n      - team:read\n"), 1)
	})
}
