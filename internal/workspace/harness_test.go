package workspace_test

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/pipes"
	"dealcoach/internal/workspace"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// rig is a workspace and, once connect is called, an app written with slack-go.
type rig struct {
	*workspace.Workspace
	t    *testing.T
	ctx  context.Context
	net  *pipes.Listener
	http *http.Client
	api  *slack.Client
}

// bubble runs f in a bubble with a workspace in it: Maria and Bob, #sales with
// the bot and #random without it.
func bubble(t *testing.T, f func(*rig), options ...func(*workspace.Options)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := workspace.Options{Manifest: workspace.TestManifest}
		for _, set := range options {
			set(&o)
		}
		w, err := workspace.New(o)
		if err != nil {
			t.Fatal(err)
		}
		r := &rig{Workspace: w, t: t, ctx: t.Context(), net: pipes.New()}
		r.http = &http.Client{Transport: &http.Transport{DialContext: r.net.Dial}}
		w.Start(r.net)
		defer w.Close()
		defer r.http.CloseIdleConnections()
		w.AddPerson(workspace.Person{ID: "U1", Handle: "maria", Name: "Maria Lopez", Zone: "Europe/Berlin", Admin: true})
		w.AddPerson(workspace.Person{ID: "U2", Handle: "bob", Name: "Bob Stone", Zone: "America/New_York"})
		w.AddChannel("C1", "sales", "U1", "U2", w.BotUser())
		w.AddChannel("C2", "random", "U1")
		app, bot := w.Tokens()
		r.api = slack.New(bot, slack.OptionAppLevelToken(app), slack.OptionAPIURL(w.APIURL()), slack.OptionHTTPClient(r.http))
		f(r)
	})
}

// connect runs an app on one socket until stop is called, and waits until it is
// connected. handle gets every event that Slack sends.
func (r *rig) connect(handle func(c *socketmode.Client, e socketmode.Event)) (stop func()) {
	r.t.Helper()
	before := r.Sockets()
	client := socketmode.New(r.api,
		socketmode.OptionDialer(&websocket.Dialer{NetDialContext: r.net.Dial, WriteBufferSize: 32 << 10}),
		socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ctx, cancel := context.WithCancel(r.ctx)
	var tasks sync.WaitGroup
	tasks.Go(func() { _ = client.RunContext(ctx) })
	tasks.Go(func() {
		for {
			select {
			case e := <-client.Events:
				if e.Request != nil && e.Request.EnvelopeID != "" {
					handle(client, e)
				}
			case <-ctx.Done():
				return
			}
		}
	})
	r.try(r.WaitSockets(r.ctx, before+1))
	synctest.Wait()
	return func() {
		cancel()
		tasks.Wait()
		synctest.Wait()
	}
}

// dialRaw opens a socket by hand and reads the hello.
func (r *rig) dialRaw() *rawSocket {
	r.t.Helper()
	_, url, err := r.api.StartSocketModeContext(r.ctx)
	r.try(err)
	s, err := openRaw(r.ctx, url, r.net.Dial)
	r.try(err)
	hello, err := s.next()
	r.try(err)
	if hello.Type != "hello" {
		r.t.Fatalf("first frame is %+v", hello)
	}
	return s
}

func (r *rig) try(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// rawSocket is the smallest client there can be.
type rawSocket struct{ *websocket.Conn }

type rawFrame struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"`
	Reason  string          `json:"reason"`
	Number  int             `json:"num_connections"`
	Attempt int             `json:"retry_attempt"`
	Why     string          `json:"retry_reason"`
	Payload json.RawMessage `json:"payload"`
	Accepts bool            `json:"accepts_response_payload"`
	AppInfo struct {
		AppID string `json:"app_id"`
	} `json:"connection_info"`
	Debug struct {
		Time int `json:"approximate_connection_time"`
	} `json:"debug_info"`
}

func openRaw(ctx context.Context, url string, dial func(context.Context, string, string) (net.Conn, error)) (*rawSocket, error) {
	d := websocket.Dialer{NetDialContext: dial, ReadBufferSize: 32 << 10, WriteBufferSize: 32 << 10}
	conn, resp, err := d.DialContext(ctx, url, http.Header{"Origin": {"https://api.slack.com"}})
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return &rawSocket{conn}, nil
}

func (s *rawSocket) next() (f rawFrame, err error) {
	err = s.ReadJSON(&f)
	return f, err
}

func (s *rawSocket) ack(id string, payload any) error {
	return s.WriteJSON(map[string]any{"envelope_id": id, "payload": payload})
}

// pass lets time go by, and everything that is to happen until then.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// Command is that of the workspace, and lets the app come to rest after it.
func (r *rig) Command(ctx context.Context, user, channel, line string) (workspace.Reply, error) {
	defer synctest.Wait()
	return r.Workspace.Command(ctx, user, channel, line)
}

// Click is that of the workspace, and lets the app come to rest after it.
func (r *rig) Click(ctx context.Context, p workspace.Press) (workspace.Reply, error) {
	defer synctest.Wait()
	return r.Workspace.Click(ctx, p)
}

// Submit is that of the workspace, and lets the app come to rest after it.
func (r *rig) Submit(ctx context.Context, user string, v workspace.Values) (workspace.Reply, error) {
	defer synctest.Wait()
	return r.Workspace.Submit(ctx, user, v)
}

// since is how much the bubble's clock has moved.
func since(t time.Time) time.Duration { return time.Since(t).Round(time.Millisecond) }
