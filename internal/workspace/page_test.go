package workspace_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const secret = "page-secret"

// page calls the page's server with its token, decodes the answer into out if
// given, and returns the status.
func (r *rig) page(method, path, body string, out any) int {
	r.t.Helper()
	req := must[*http.Request](r.t)(http.NewRequestWithContext(r.ctx, method, r.URL()+path, strings.NewReader(body)))
	req.Header.Set("X-Page-Token", secret)
	resp := must[*http.Response](r.t)(r.http.Do(req))
	defer resp.Body.Close()
	text := must[[]byte](r.t)(io.ReadAll(resp.Body))
	synctest.Wait()
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			r.t.Fatalf("%s %s: %d %s: %v", method, path, resp.StatusCode, text, err)
		}
	}
	return resp.StatusCode
}

func pageToken(o *workspace.Options) { o.PageToken = secret }

func TestWhoMayUseThePage(t *testing.T) {
	bubble(t, func(r *rig) {
		for name, tt := range map[string]struct {
			method, path, token, host, origin string
			want                              int
		}{
			"with the token":                  {token: secret, want: 200},
			"without a token":                 {want: 403},
			"with another token":              {token: "guess", want: 403},
			"the files need it too":           {path: "/app.js", want: 403},
			"under localhost":                 {token: secret, host: "localhost:8080", want: 200},
			"under an IPv6 loopback":          {token: secret, host: "[::1]:8080", want: 200},
			"under a foreign name":            {token: secret, host: "evil.example", want: 403},
			"under a name that looks like it": {token: secret, host: "127.0.0.1.evil.example", want: 403},
			"a POST of its own":               {method: "POST", path: "/page/closeview", token: secret, origin: "http://127.0.0.1:80", host: "127.0.0.1:80", want: 200},
			"a POST from elsewhere":           {method: "POST", path: "/page/closeview", token: secret, origin: "https://evil.example", want: 403},
			"a POST from another port":        {method: "POST", path: "/page/closeview", token: secret, origin: "http://127.0.0.1:81", host: "127.0.0.1:80", want: 403},
			"a POST from a sandbox":           {method: "POST", path: "/page/closeview", token: secret, origin: "null", want: 403},
		} {
			path := tt.path
			if path == "" {
				path = "/page/state"
			}
			var body io.Reader
			if tt.method == "POST" {
				body = strings.NewReader(`{"as":"U1"}`)
			}
			req := must[*http.Request](t)(http.NewRequestWithContext(r.ctx, tt.method, r.URL()+path, body))
			if tt.host != "" {
				req.Host = tt.host
			}
			if tt.token != "" {
				req.Header.Set("X-Page-Token", tt.token)
			}
			if tt.origin != "" {
				req.Header.Set("Origin", tt.origin)
			}
			resp := must[*http.Response](t)(r.http.Do(req))
			resp.Body.Close()
			policy := resp.Header.Get("Content-Security-Policy")
			if resp.StatusCode != tt.want || !strings.HasPrefix(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: %d, want %d", name, resp.StatusCode, tt.want)
			}
		}
	}, pageToken)
}

func TestThePagesAddressBecomesACookie(t *testing.T) {
	bubble(t, func(r *rig) {
		r.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		resp := must[*http.Response](t)(r.http.Get(r.PageURL()))
		resp.Body.Close()
		cookies := resp.Cookies()
		if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/" || len(cookies) != 1 {
			t.Fatalf("%d %v", resp.StatusCode, resp.Header)
		}
		if c := cookies[0]; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Value != secret {
			t.Errorf("cookie %v", c)
		}
		for _, path := range []string{"/", "/app.js"} {
			req := must[*http.Request](t)(http.NewRequestWithContext(r.ctx, http.MethodGet, r.URL()+path, nil))
			req.AddCookie(cookies[0])
			resp := must[*http.Response](t)(r.http.Do(req))
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				t.Errorf("%s: %d", path, resp.StatusCode)
			}
		}
	}, pageToken)
}

func TestThePageShowsTheWorkspace(t *testing.T) {
	bubble(t, func(r *rig) {
		var state struct {
			Name, Zone string
			Now        time.Time
			CanSkip    bool
			People     []struct{ ID, Name, Handle, Zone string }
			Channels   []struct{ ID, Name string }
			DMs        map[string]string
			Bot        struct{ ID, Name string }
			Commands   []struct{ Command, Description, Hint string }
			Sockets    int
		}
		r.page("GET", "/page/state", "", &state)
		if state.Zone != "Europe/Berlin" || len(state.People) != 2 || len(state.Channels) != 2 || state.DMs["U2"] != "D2" ||
			state.Bot.ID != r.BotUser() || len(state.Commands) != 2 || !state.Now.Equal(time.Now()) || state.CanSkip {
			t.Errorf("state %+v", state)
		}
		must[workspace.Message](t)(r.Say(r.ctx, "U2", "C1", "one"))
		_, err := r.api.PostEphemeralContext(r.ctx, "C1", "U1", slack.MsgOptionText("two", false))
		r.try(err)
		must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "three"))
		for as, want := range map[string]string{"U1": "Bob Stone:one Deal Coach:two Maria Lopez:three ", "U2": "Bob Stone:one Maria Lopez:three "} {
			var list struct {
				Messages []struct{ UserName, Text string }
			}
			r.page("GET", "/page/messages?as="+as+"&channel=C1", "", &list)
			got := ""
			for _, m := range list.Messages {
				got += m.UserName + ":" + m.Text + " "
			}
			if got != want {
				t.Errorf("%s sees %q, want %q", as, got, want)
			}
		}
		var guide struct{ Title string }
		if status := r.page("GET", "/page/guide", "", &guide); status != http.StatusOK || guide.Title != "Try it" {
			t.Errorf("guide: %d %+v", status, guide)
		}
		if status := r.page("GET", "/page/messages?as=U1&channel="+r.DM("U2"), "", nil); status != http.StatusNotFound {
			t.Errorf("another's messages: %d", status)
		}
	}, pageToken, func(o *workspace.Options) { o.Guide = json.RawMessage(`{"title":"Try it"}`) })
}

func TestThePageActs(t *testing.T) {
	bubble(t, func(r *rig) {
		type answer struct {
			Problem string
			Errors  map[string]string
		}
		send := func(text string) string {
			var out answer
			r.page("POST", "/page/send", `{"as":"U1","channel":"C1","text":"`+text+`"}`, &out)
			return out.Problem
		}
		if got, want := send("/deal list"), `/deal failed with the error "dispatch_failed"`; got != want {
			t.Errorf("problem %q, want %q", got, want)
		}
		if got := send("/giphy cat"); got != "/giphy is not a valid command." {
			t.Errorf("problem %q", got)
		}
		if send("hello"); len(r.Messages("C1")) != 1 {
			t.Error("nothing was said")
		}
		var clicked string
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			switch data := e.Data.(type) {
			case slack.SlashCommand:
				if _, err := r.api.OpenViewContext(r.ctx, data.TriggerID, form("Deal")); err != nil {
					t.Error(err)
				}
			case slack.InteractionCallback:
				if data.Type == slack.InteractionTypeBlockActions {
					clicked = data.ActionCallback.BlockActions[0].Value
				}
			}
		})
		defer stop()
		channel, ts := r.card()
		var out answer
		r.page("POST", "/page/click", `{"as":"U1","channel":"`+channel+`","ts":"`+ts+`","blockId":"two","actionId":"log","value":"2","option":""}`, &out)
		if out.Problem != "" || clicked != "2" {
			t.Errorf("click: %q, %q", out.Problem, clicked)
		}
		if p := send("/deal add"); p != "" {
			t.Errorf("command: %s", p)
		}
		pass(time.Second)
		var view struct{ View *struct{ ID string } }
		r.page("GET", "/page/view?as=U1", "", &view)
		if view.View == nil {
			t.Fatal("no view")
		}
		r.page("POST", "/page/submit", `{"as":"U1","values":{"note":{"text":{"type":"plain_text_input","value":""}}}}`, &out)
		if out.Errors["note"] == "" {
			t.Errorf("empty form: %+v", out)
		}
		var full answer
		r.page("POST", "/page/submit", `{"as":"U1","values":{"note":{"text":{"type":"plain_text_input","value":"x"}},"stage":{"pick":{"type":"static_select","selected_option":{"value":"won"}}}}}`, &full)
		r.page("GET", "/page/view?as=U1", "", &view)
		if full.Problem != "" || len(full.Errors) != 0 || view.View != nil {
			t.Errorf("full form: %+v, view %v", full, view.View)
		}
	}, pageToken)
}

func TestThePageSkipsTime(t *testing.T) {
	now := time.Date(2026, 3, 27, 10, 0, 0, 0, time.UTC) // Friday, 11:00 in Berlin; the clocks change on Sunday
	skip := func(_ context.Context, to time.Time) error { now = to; return nil }
	bubble(t, func(r *rig) {
		for _, tt := range []struct{ to, want, problem string }{
			{"friday", "2026-03-27T15:30:00Z", ""},
			{"friday", "2026-04-03T14:30:00Z", ""},
			{"tomorrow", "2026-04-04T07:30:00Z", ""},
			{"monday", "2026-04-06T07:30:00Z", ""},
			{"monday", "2026-04-13T07:30:00Z", ""},
			{"2026-04-14T00:00:00Z", "2026-04-14T00:00:00Z", ""},
			{"2026-04-13T00:00:00Z", "2026-04-14T00:00:00Z", "The clock only moves ahead."},
			{"someday", "2026-04-14T00:00:00Z", `Cannot skip to "someday".`},
		} {
			var out struct {
				Now     time.Time
				Problem string
			}
			r.page("POST", "/page/skip", `{"to":"`+tt.to+`"}`, &out)
			if got := out.Now.UTC().Format(time.RFC3339); got != tt.want || out.Problem != tt.problem {
				t.Errorf("%s: %s %q, want %s %q", tt.to, got, out.Problem, tt.want, tt.problem)
			}
		}
	}, pageToken, func(o *workspace.Options) { o.Now, o.Skip = func() time.Time { return now }, skip })
}

func TestThePageIsToldWhatChanges(t *testing.T) {
	bubble(t, func(r *rig) {
		req := must[*http.Request](t)(http.NewRequestWithContext(r.ctx, http.MethodGet, r.URL()+"/page/events?"+url.Values{}.Encode(), nil))
		req.Header.Set("X-Page-Token", secret)
		resp := must[*http.Response](t)(r.http.Do(req))
		defer resp.Body.Close()
		lines := bufio.NewScanner(resp.Body)
		next := func() string {
			for lines.Scan() {
				if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok && !strings.Contains(text, `"clock"`) {
					return text
				}
			}
			return "the stream ended"
		}
		if !lines.Scan() || lines.Text() != "retry: 500" || !lines.Scan() || !strings.HasPrefix(lines.Text(), `data: {"type":"clock","now":`) {
			t.Errorf("first %q", lines.Text())
		}
		must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "hi"))
		if got := next(); !strings.HasPrefix(got, `{"type":"message","channel":"C1","new":true,"message":{"channel":"C1","ts":"`) ||
			!strings.Contains(got, `"userName":"Maria Lopez","bot":false,"text":"hi"`) {
			t.Errorf("a message: %s", got)
		}
		_, err := r.api.PostEphemeralContext(r.ctx, "C1", "U2", slack.MsgOptionText("psst", false))
		r.try(err)
		if got := next(); !strings.HasPrefix(got, `{"type":"message","channel":"C1","user":"U2","new":true,"message":{`) {
			t.Errorf("an ephemeral message: %s", got)
		}
		s := r.dialRaw()
		defer s.Close()
		if got := next(); got != `{"type":"sockets","n":1}` {
			t.Errorf("a socket: %s", got)
		}
		for range 1000 { // more than a page that does not read can be behind
			must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "spam"))
		}
		for got := next(); got != "the stream ended"; got = next() {
		}
	}, pageToken)
}
