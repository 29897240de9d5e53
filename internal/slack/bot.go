package slack

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// Deals is what the bot needs of the store.
type Deals interface {
	Create(ctx context.Context, op string, d coach.Deal) (coach.Deal, error)
	Update(ctx context.Context, id int64, op string, change func(*coach.Deal) error) (coach.Deal, error)
	Merge(ctx context.Context, from, into int64, op string, change func(from, into *coach.Deal) error) (coach.Deal, error)
	Deleted(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	Deal(ctx context.Context, id int64) (coach.Deal, error)
	Deals(ctx context.Context, ids []int64) ([]coach.Deal, error)
	Before(ctx context.Context, op string) (coach.Deal, error)
	OpenOf(ctx context.Context, owner string) ([]coach.Deal, error)
	OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error)
	ClosedOf(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	Names(ctx context.Context, owner, prefix string, n int) ([]coach.Named, error)
	Called(ctx context.Context, owner string, names []string) ([]coach.Named, error)
	Recall(names []string) (coach.Named, bool)
	History(ctx context.Context, id int64, n int) ([]coach.Event, error)
	Rep(ctx context.Context, id string) (coach.Rep, error)
	UpdateRep(ctx context.Context, id, op string, at time.Time, change func(*coach.Rep) error) (coach.Rep, error)
	Prompt(ctx context.Context, id string) (coach.Prompt, error)
	Digest(ctx context.Context, id string) (coach.Digest, error)
	PostDigest(ctx context.Context, op string, d coach.Digest) (posted bool, err error)
	Posted(ctx context.Context, message string) (coach.Posted, bool, error)
	DeadLetters(ctx context.Context, n int) ([]coach.DeadLetter, error)
	ShowHome(ctx context.Context, user string) error
	Absent(ctx context.Context) ([]string, error)
	Watch(ctx context.Context, user string, watches bool) error
	Watchers(ctx context.Context) ([]string, error)
	Notify(ctx context.Context, messages []coach.Message) error
	Settings(ctx context.Context) (coach.Saved, error)
	SaveSettings(ctx context.Context, op string, v coach.Saved, timers ...coach.Timer) error
	SettingsSaves(ctx context.Context, n int) ([]coach.SettingsSave, error)
	LastDigest(ctx context.Context) (at time.Time, ok bool, err error)
	Fact(ctx context.Context, name string) (string, error)
	SetFact(ctx context.Context, name, value string) error
}

// Options are what a Bot works with.
type Options struct {
	Client      *Client
	Home        Identity // who the bot is, and with it whose people it serves
	Deals       Deals
	Exchange    exchange.Store // what an import or export needs of the store
	Scripts     coach.Scripts
	Settings    func() coach.Settings                              // as they are now
	Environment coach.Settings                                     // without what managers saved
	Saved       func(coach.Saved)                                  // is told what a manager has just saved here; nil: nobody is
	Now         func() time.Time                                   // the bot's clock
	Preview     func(context.Context) (coach.Digest, error)        // the next digest as far as it is known
	About       func(context.Context, string) (coach.About, error) // everything that is kept of a person; nil: that is not given out here
	Connections int                                                // sockets, 1 to 10
	Ping        time.Duration                                      // how often each socket is pinged; silent for three pings, it counts as dead. 0: 10 s
	Log         *slog.Logger
}

// Bot answers what people type and click.
type Bot struct {
	*Client
	home        Identity
	deals       Deals
	exchange    exchange.Store
	scripts     coach.Scripts
	settings    func() coach.Settings
	environment coach.Settings
	saved       func(coach.Saved)
	now         func() time.Time
	preview     func(context.Context) (coach.Digest, error)
	keepsOf     func(context.Context, string) (coach.About, error)
	log         *slog.Logger
	sockets     *sockets
	table       []command

	directory directory
	errands   errands
}

// NewBot makes a bot. Run connects it.
func NewBot(o Options) *Bot {
	if o.Saved == nil {
		o.Saved = func(coach.Saved) {}
	}
	b := &Bot{
		Client: o.Client, home: o.Home, deals: o.Deals, exchange: o.Exchange, scripts: o.Scripts, settings: o.Settings,
		environment: o.Environment, saved: o.Saved,
		now: o.Now, preview: o.Preview, keepsOf: o.About, log: o.Log, table: commands(),
	}
	b.sockets = newSockets(socketOptions{
		appToken: o.Client.access.AppToken, apiURL: o.Client.access.APIURL,
		dial: o.Client.access.Dial, connections: o.Connections, ping: o.Ping,
		log: o.Log, busy: b.busy, observe: o.Client.access.Observe,
	})
	return b
}

// Run serves Slack until ctx ends, and then finishes what it has taken. It
// returns an error only when Slack will never let it in.
func (b *Bot) Run(ctx context.Context) error {
	defer context.AfterFunc(ctx, b.errands.stop)()
	err := b.sockets.run(ctx, b.handle)
	b.errands.stop()
	if left := b.errands.settle(errandGrace); left > 0 {
		b.log.Error("ending although errands are at work", "errands", left)
	}
	return err
}

// Connected returns how many sockets are up.
func (b *Bot) Connected() int { return b.sockets.connected() }

// Helloed is closed when Slack has greeted the first socket.
func (b *Bot) Helloed() <-chan struct{} { return b.sockets.helloed() }

// handle answers one envelope. A panic is answered like any other error.
func (b *Bot) handle(ctx context.Context, e *envelope) {
	defer e.handled(b.log)
	defer func() {
		if cause := recover(); cause != nil {
			ref := e.reference()
			e.ended(fmt.Errorf("panic: %v", cause))
			b.log.Error("panic", "reference", ref, "cause", cause, "stack", string(debug.Stack()))
			b.tell(ctx, e, apology(ref))
		}
	}()
	switch e.kind {
	case envelopeCommand:
		b.command(ctx, e)
	case envelopeInteraction:
		b.interaction(ctx, e)
	default:
		b.event(ctx, e)
	}
}

// event takes what Slack tells: that a person wrote to the bot, changed, or opened the Home tab.
func (b *Bot) event(ctx context.Context, e *envelope) {
	if m, ok := e.dropped(); ok {
		b.file(ctx, e, m)
		return
	}
	if m, ok := e.line(); ok {
		b.line(ctx, e, m)
		return
	}
	if err := e.ack(ctx, nil); err != nil {
		b.log.Warn("could not acknowledge an event", "err", err)
	}
	switch what := e.event.InnerEvent.Data.(type) {
	case *slackevents.UserChangeEvent:
		b.people.forget(what.User.ID)
	case *slackevents.AppHomeOpenedEvent:
		b.homeOpened(ctx, *e.event, what)
	}
}

// interaction takes clicks, forms and shortcuts; everything else is acknowledged only.
func (b *Bot) interaction(ctx context.Context, e *envelope) {
	switch e.interacts() {
	case slack.InteractionTypeBlockActions:
		b.click(ctx, e)
	case slack.InteractionTypeViewSubmission:
		b.submit(ctx, e)
	case slack.InteractionTypeShortcut, slack.InteractionTypeMessageAction:
		b.shortcut(ctx, e)
	default:
		b.ack(ctx, e, nil)
	}
}

// busy answers what comes when too much is in hand already.
func (b *Bot) busy(e *envelope) {
	if e.staysOpen() {
		b.ack(context.Background(), e, slack.NewErrorsViewSubmissionResponse(map[string]string{
			firstFields[e.interaction.View.CallbackID]: "Not saved yet: I'm very busy right now. Press Save again in a moment.",
		}))
		return
	}
	s := &sheet{}
	s.say("I'm very busy right now, so this was *not saved*. Please try again in a moment.")
	if e.kind == envelopeCommand {
		s.say(quote(plain(e.command.Command + " " + typed(e.command.Text))))
	}
	b.tell(context.Background(), e, s)
}

// tell answers out of turn. A form is replaced: it would close without a word.
func (b *Bot) tell(ctx context.Context, e *envelope, s *sheet) {
	if e.interacts() == slack.InteractionTypeViewSubmission {
		view := notice(s)
		b.ack(ctx, e, slack.NewUpdateViewSubmissionResponse(&view))
		return
	}
	b.say(ctx, e, s)
}

// actor tells who somebody is. When Slack does not say in time, the person is
// a rep in the team's zone: less may be seen, never more.
func (b *Bot) actor(ctx context.Context, user string) coach.Person { return b.member(ctx, user).Person }

func (b *Bot) member(ctx context.Context, user string) member {
	if known, ok := b.people.lately(user); ok {
		return known.member
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	m, err := b.lookUp(ctx, user)
	if err != nil {
		b.log.Warn("slack did not say who somebody is; taken as a rep in the team's zone", "user", user, "err", err)
		return member{Person: coach.Person{ID: user}}
	}
	return m
}

// act stamps what a person does with the bot's clock in the person's zone.
func (b *Bot) act(p coach.Person, via coach.Via) coach.Act {
	return coach.Act{By: p.ID, At: p.In(b.settings(), b.now()), Via: via}
}

// reference makes a short id that stands both in an apology and in the log.
func reference() string {
	var raw [4]byte
	rand.Read(raw[:])
	return fmt.Sprintf("%x", raw)
}
