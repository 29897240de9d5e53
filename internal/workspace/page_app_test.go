package workspace_test

import (
	"context"
	"io"
	"log"
	"net"
	"os/exec"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/chromedp/chromedp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// stage is a workspace on a real port with a scripted app, and its page in
// headless Chromium.
type stage struct {
	*testing.T
	*workspace.Workspace
	ctx context.Context
	api *slack.Client

	mu   sync.Mutex
	told []slack.InteractionCallback // what the app was told
	seen []string                    // the tabs that were visited
	late bool                        // the app does not answer
}

// onStage starts everything and skips the test where there is no Chromium.
func onStage(t *testing.T) *stage {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium on this machine")
	}
	o := workspace.Options{Manifest: workspace.TestManifest, AnswerIn: time.Second, PageToken: secret}
	withHome(&o)
	withShortcuts(&o)
	w, err := workspace.New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.Start(l)
	t.Cleanup(func() { w.Close() })
	w.AddPerson(workspace.Person{ID: "U1", Handle: "maria", Name: "Maria Lopez", Zone: "Europe/Berlin", Admin: true})
	w.AddPerson(workspace.Person{ID: "U2", Handle: "bob", Name: "Bob Stone", Zone: "America/New_York"})
	w.AddChannel("C1", "sales", "U1", "U2", w.BotUser())
	ctx, stop := context.WithTimeout(context.WithoutCancel(t.Context()), 90*time.Second)
	t.Cleanup(stop)
	app, bot := w.Tokens()
	s := &stage{T: t, Workspace: w, ctx: ctx, api: slack.New(bot, slack.OptionAppLevelToken(app), slack.OptionAPIURL(w.APIURL()))}
	s.connect()
	s.browse(chromium)
	return s
}

// connect runs the app until the test ends.
func (s *stage) connect() {
	client := socketmode.New(s.api, socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ctx, stop := context.WithCancel(s.ctx)
	var tasks sync.WaitGroup
	tasks.Go(func() { _ = client.RunContext(ctx) })
	tasks.Go(func() {
		for {
			select {
			case e := <-client.Events:
				if e.Request != nil && e.Request.EnvelopeID != "" {
					s.react(client, e)
				}
			case <-ctx.Done():
				return
			}
		}
	})
	s.Cleanup(func() {
		stop()
		tasks.Wait()
	})
	if err := s.WaitSockets(s.ctx, 1); err != nil {
		s.Fatal(err)
	}
}

// react is the app: it opens forms, publishes a Home, and notes all it is told.
func (s *stage) react(c *socketmode.Client, e socketmode.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.late {
		return
	}
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		c.Ack(*e.Request)
		s.opens(data.TriggerID, "Deal")
	case slack.InteractionCallback:
		s.told = append(s.told, data)
		s.answer(c, e, data)
	case slackevents.EventsAPIEvent:
		c.Ack(*e.Request)
		if v, ok := data.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); ok {
			s.seen = append(s.seen, v.Tab)
			_, err := s.api.PublishViewContext(s.ctx, slack.PublishViewContextRequest{UserID: v.User, View: homeView("Three deals are due.")})
			s.check(err)
		}
	}
}

func (s *stage) answer(c *socketmode.Client, e socketmode.Event, data slack.InteractionCallback) {
	switch {
	case data.Type == slack.InteractionTypeBlockSuggestion:
		c.Ack(*e.Request, slack.OptionsResponse{Options: []*slack.OptionBlockObject{
			slack.NewOptionBlockObject("1", slack.NewTextBlockObject(slack.PlainTextType, "Harbor Logistics", false, false), nil)}})
	case data.Type == slack.InteractionTypeViewSubmission && data.View.State.Values["note"]["text"].Value == "bad":
		c.Ack(*e.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"note": "The app does not like this."}))
	case data.Type == slack.InteractionTypeViewSubmission && data.View.State.Values["note"]["text"].Value == "push":
		view := form("Deeper")
		c.Ack(*e.Request, slack.NewPushViewSubmissionResponse(&view))
	case data.Type == slack.InteractionTypeShortcut:
		c.Ack(*e.Request)
		s.opens(data.TriggerID, "By shortcut")
	default:
		c.Ack(*e.Request)
	}
}

func (s *stage) opens(trigger, title string) {
	_, err := s.api.OpenViewContext(s.ctx, trigger, form(title))
	s.check(err)
}

func (s *stage) check(err error) {
	if err != nil {
		s.Error(err)
	}
}

// hears waits until the app was told something that fits.
func (s *stage) hears(what string, fits func(slack.InteractionCallback) bool) slack.InteractionCallback {
	s.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		for _, data := range s.told {
			if fits(data) {
				s.mu.Unlock()
				return data
			}
		}
		s.mu.Unlock()
	}
	s.Fatalf("the app was not told of %s", what)
	return slack.InteractionCallback{}
}

// action is a click on an element with that action_id.
func action(id string) func(slack.InteractionCallback) bool {
	return func(data slack.InteractionCallback) bool {
		a := data.ActionCallback.BlockActions
		return data.Type == slack.InteractionTypeBlockActions && len(a) == 1 && a[0].ActionID == id
	}
}

func kind(k slack.InteractionType) func(slack.InteractionCallback) bool {
	return func(data slack.InteractionCallback) bool { return data.Type == k }
}

func (s *stage) browse(chromium string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, quitAll := chromedp.NewExecAllocator(s.ctx, options...)
	s.Cleanup(quitAll)
	ctx, quit := chromedp.NewContext(ctx)
	s.Cleanup(quit)
	s.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			s.Error(err)
		}
	})
	s.ctx = ctx
	s.do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(s.PageURL()))
}
