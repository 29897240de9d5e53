// Package workspace is a local Slack workspace: people, channels and messages
// in memory, behind the same wire protocol that Slack speaks. A Slack app
// connects to it over a real websocket and cannot tell the difference where it
// goes; nothing of the app runs inside the workspace.
//
// The tour: workspace.go, manifest.go, people.go, channels.go and messages.go
// hold what a workspace is. api.go takes the Web API's calls apart, checks
// tokens.go, scopes.go and limits.go, and hands them to the methods (chat.go,
// history.go, conversations.go, users.go, views.go, …). socket.go, frames.go,
// switchboard.go and envelope.go are Socket Mode; events.go redelivers.
// command.go, click.go, submit.go, say.go, shortcut.go, suggest.go, reactions.go
// and home.go let a person act, and respond.go is what an app answers to later.
// scheduled.go posts when it is time. files.go and its neighbours keep files, take
// them in and hand them out. faults.go makes things go wrong on
// request. pageserver.go and its neighbours serve the web page; control.go and
// its neighbours let scripts do what a Go test does; inspector.go remembers what
// went over the wire.
//
// Not modelled: private channels and group conversations, remote files and the
// file events, unfurled links, the events and lines for joining and leaving, which
// emoji there are, several workspaces, ghost connections.
package workspace

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// ErrClosed is the error of acting in a workspace that has been closed.
var ErrClosed = errors.New("workspace closed")

const (
	localTeam  = "TLOCAL0001"
	teamName   = "Local workspace"
	teamDomain = "local"
	appID      = "ALOCAL0001"
	botID      = "BLOCAL0001"
	botUserID  = "ULOCALBOT1"
)

// Options describe a workspace. All may be left out.
type Options struct {
	Team      string                                        // the workspace's id, "T…". Empty: TLOCAL0001.
	Manifest  []byte                                        // the app's manifest (YAML, v2): its commands, scopes and bot events are all the app gets. Nil: the app gets whatever it asks for.
	Now       func() time.Time                              // the workspace's clock: message times, the page's date. Nil: time.Now. It must not call the workspace.
	AppToken  string                                        // what the app must present to open a socket. Empty: made up, see Tokens.
	BotToken  string                                        // what the app must present to the Web API. Empty: made up.
	Log       *slog.Logger                                  // nil: discard
	Skip      func(ctx context.Context, to time.Time) error // moves the clock ahead for the page. Nil: the page cannot skip.
	Guide     json.RawMessage                               // what the page offers to try, for /page/guide. Nil: no guide.
	PageToken string                                        // secret in the page's URL. Empty: made up.
	PingEvery time.Duration                                 // 0: 10 s
	AnswerIn  time.Duration                                 // how long an app may take to acknowledge. 0: 3 s, as Slack.
	Limits    bool                                          // Slack's rate limits hold; see also Limit
}

// Workspace is one workspace with one app installed. Its methods may be called
// from any goroutine. Pings, triggers, response URLs and acknowledgements run
// on real time; only what people see as a date follows Options.Now.
type Workspace struct {
	team      string
	now       func() time.Time
	log       *slog.Logger
	skip      func(ctx context.Context, to time.Time) error
	guide     json.RawMessage
	pingEvery time.Duration
	answerIn  time.Duration

	app        manifest
	appToken   string
	botToken   string
	pageToken  string
	pageCookie string

	switchboard *switchboard
	watchers    watchers
	faults      faults
	limits      limits
	journal     journal
	inspector   inspector
	skipping    sync.Mutex

	mu         sync.Mutex
	people     map[string]*person
	peopleIDs  []string // in the order they were added
	channels   map[string]*channel
	channelIDs []string
	lastStamp  int64
	ephemerals map[string][]*post // by person
	triggers   expiring[trigger]
	hooks      expiring[hook]
	tickets    expiring[struct{}]
	modals     map[string][]*modal // by person, the topmost last
	homes      map[string]*modal
	files      map[string]*file
	scheduled  []*scheduled // the earliest first
	posting    bool         // somebody looks after them
	news       []any        // events that tell sends once the lock is free

	life     sync.Mutex // guards closed, server and url
	closed   bool
	done     chan struct{}
	tasks    sync.WaitGroup
	server   *http.Server
	url      string
	handler  http.Handler
	shutDown sync.Once
}

// New makes an empty workspace with the app of the manifest installed.
func New(o Options) (*Workspace, error) {
	app := openManifest()
	if o.Manifest != nil {
		var err error
		if app, err = parseManifest(o.Manifest); err != nil {
			return nil, fmt.Errorf("app manifest: %w", err)
		}
	}
	w := &Workspace{
		team:       cmp.Or(o.Team, localTeam),
		now:        o.Now,
		log:        o.Log,
		skip:       o.Skip,
		guide:      o.Guide,
		pingEvery:  cmp.Or(o.PingEvery, 10*time.Second),
		answerIn:   cmp.Or(o.AnswerIn, 3*time.Second),
		app:        app,
		appToken:   cmp.Or(o.AppToken, "xapp-1-"+appID+"-"+rand.Text()),
		botToken:   cmp.Or(o.BotToken, "xoxb-"+rand.Text()),
		pageToken:  cmp.Or(o.PageToken, rand.Text()),
		pageCookie: "workspace-" + strings.ToLower(rand.Text()[:8]),
		people:     map[string]*person{},
		channels:   map[string]*channel{},
		ephemerals: map[string][]*post{},
		triggers:   newExpiring[trigger](time.Minute),
		hooks:      newExpiring[hook](hookLife),
		tickets:    newExpiring[struct{}](30 * time.Second),
		modals:     map[string][]*modal{},
		homes:      map[string]*modal{},
		files:      map[string]*file{},
		done:       make(chan struct{}),
	}
	if w.now == nil {
		w.now = time.Now
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	w.Limit(o.Limits)
	w.inspector.tell = w.tellTrace
	w.switchboard = newSwitchboard(func(n int) { w.watchers.tell(notice{Type: "sockets", N: &n}) }, w.inspector.acked)
	w.people[botUserID] = &person{
		Person: Person{ID: botUserID, Handle: app.Features.BotUser.Name, Name: app.Display.Name},
		bot:    true,
	}
	w.peopleIDs = []string{botUserID}
	w.handler = w.routes()
	return w, nil
}

// BotUser is the id of the app's bot user, "U…".
func (w *Workspace) BotUser() string { return botUserID }

// TeamID is the id of the workspace, "T…": the one in Options, or the same for every
// workspace, so that what an app has stored fits the next run.
func (w *Workspace) TeamID() string { return w.team }

// Tokens are what the app has to present: the app-level token for Socket Mode
// and the bot token for everything else.
func (w *Workspace) Tokens() (app, bot string) { return w.appToken, w.botToken }

// Handler serves the Web API under /api/, sockets under /socket/, response URLs
// under /respond/, and the page at /.
func (w *Workspace) Handler() http.Handler { return w.handler }

// change runs f with the state locked, and then sends the app the events that
// came of it: sending can wait for a slow socket, and nobody else should.
func (w *Workspace) change(f func() error) error {
	news, err := func() ([]any, error) {
		w.mu.Lock()
		defer w.mu.Unlock()
		err := f()
		news := w.news
		w.news = nil
		return news, err
	}()
	for _, event := range news {
		w.emit(event)
	}
	return err
}
