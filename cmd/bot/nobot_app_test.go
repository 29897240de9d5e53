package main

import (
	"context"
	"io"
	"log"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// orderApp connects the app that the documentation tells of, and returns the ts
// of the message with its button.
func orderApp(t *testing.T, printed string) (ts string) {
	t.Helper()
	find := func(pattern string) string { return regexp.MustCompile(pattern).FindString(printed) }
	api := slack.New(find(`xoxb-\S+`), slack.OptionAppLevelToken(find(`xapp-\S+`)), slack.OptionAPIURL(find(`http://\S+/api/`)))
	client := socketmode.New(api, socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ctx, stop := context.WithCancel(context.Background())
	var all sync.WaitGroup
	t.Cleanup(func() { stop(); all.Wait() })
	connected := make(chan struct{})
	all.Go(func() { _ = client.RunContext(ctx) })
	all.Go(func() {
		for {
			select {
			case e := <-client.Events:
				if e.Type == socketmode.EventTypeHello {
					select {
					case <-connected:
					default:
						close(connected)
					}
				}
				takeOrder(ctx, t, api, client, e)
			case <-ctx.Done():
				return
			}
		}
	})
	select {
	case <-connected:
	case <-time.After(30 * time.Second):
		t.Fatal("the app did not connect")
	}
	_, ts, err := api.PostMessageContext(ctx, salesChannel, slack.MsgOptionBlocks(
		slack.NewActionBlock("row", slack.NewButtonBlockElement("approve", "7", words("Approve")))))
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

func words(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
}

// takeOrder is what the app does with an envelope.
func takeOrder(ctx context.Context, t *testing.T, api *slack.Client, client *socketmode.Client, e socketmode.Event) {
	if e.Request == nil || e.Request.EnvelopeID == "" {
		return
	}
	open := func(trigger string) {
		if _, err := api.OpenViewContext(ctx, trigger, orderForm()); err != nil {
			t.Error(err)
		}
	}
	var answer any = map[string]any{}
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		open(data.TriggerID)
		answer = map[string]any{"text": "Noted: " + data.Text}
	case slackevents.EventsAPIEvent:
		if home, ok := data.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); ok {
			view := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}}
			if _, err := api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: home.User, View: view}); err != nil {
				t.Error(err)
			}
		}
	case slack.InteractionCallback:
		switch data.Type {
		case slack.InteractionTypeShortcut:
			open(data.TriggerID)
		case slack.InteractionTypeBlockSuggestion:
			answer = slack.OptionsResponse{Options: []*slack.OptionBlockObject{slack.NewOptionBlockObject("bo", words("Bo"), nil)}}
		case slack.InteractionTypeViewSubmission:
			if _, err := strconv.Atoi(data.View.State.Values["amount"]["in"].Value); err != nil {
				answer = slack.NewErrorsViewSubmissionResponse(map[string]string{"amount": "A number, please."})
			}
		}
	}
	client.Ack(*e.Request, answer)
}

func orderForm() slack.ModalViewRequest {
	amount := slack.NewInputBlock("amount", words("How many"), nil, slack.NewPlainTextInputBlockElement(nil, "in"))
	who := slack.NewInputBlock("for", words("For whom"), nil,
		slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, words("Somebody"), "who"))
	who.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: "order", Title: words("An order"), Submit: words("Send"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{amount, who}},
	}
}
