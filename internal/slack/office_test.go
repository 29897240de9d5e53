package slack

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
	"dealcoach/internal/workspace/blockkit"
	"dealcoach/prompts"
)

// office is a bot with a store in memory and a Slack that keeps what it is told.
// Its people are those of staff.
type office struct {
	*Bot
	memory  *storetest.Memory
	heard   []string // bodies of all answers: acknowledgements, messages, forms
	acks    int
	sent    int  // envelopes so far
	mute    bool // this Slack does not tell who people are
	cabinet cabinet
	dm      []string // the messages in the bot's DM, as JSON
	dnd     string   // what this Slack says of somebody's quiet hours
	// closedTo is why a channel takes no posts.
	closedTo map[string]string
	// onItsWay is what happens while an answer by response_url is on its way.
	onItsWay func()
	team     coach.Saved // what a manager saved here
}

// home is the office's workspace, in an organisation.
var home = Identity{Team: "T1", TeamName: "Acme Sales", Enterprise: "E1", User: "UBOT"}

// staff is everybody that this Slack knows, as users.info tells of them.
var staff = map[string]string{
	"UOWNER":   `{"id":"UOWNER","team_id":"T1","real_name":"Mia Brandt","tz":"UTC"}`,
	"UREP":     `{"id":"UREP","team_id":"T1","real_name":"Ben Carter","tz":"UTC"}`,
	"UADMIN":   `{"id":"UADMIN","team_id":"T1","real_name":"Nora Lindqvist","is_admin":true}`,
	"ULEAD":    `{"id":"ULEAD","team_id":"T1","real_name":"Lee Park"}`,
	"UGONE":    `{"id":"UGONE","team_id":"T1","real_name":"Gus Gone","is_admin":true,"deleted":true}`,
	"UROBOT":   `{"id":"UROBOT","team_id":"T1","real_name":"Robot","is_admin":true,"is_bot":true}`,
	"UVISITOR": `{"id":"UVISITOR","team_id":"T2","real_name":"Vera Visitor","is_admin":true}`,
	"USTRANGE": `{"id":"USTRANGE","team_id":"T1","real_name":"Stan Stranger","is_stranger":true}`,
	"USISTER":  `{"id":"USISTER","team_id":"T3","real_name":"Sue Sister","is_admin":true,"enterprise_user":{"enterprise_id":"E1"}}`,
	"UEMPTY":   `{}`,
}

var shipped = sync.OnceValues(func() (coach.Scripts, error) { return coach.ParseScripts(prompts.FS) })

func newOffice(t testing.TB) *office {
	t.Helper()
	scripts, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	settings := coach.DefaultSettings()
	settings.Managers = []string{"ULEAD"}
	log := slog.New(slog.DiscardHandler)
	o := &office{memory: storetest.NewMemory(nil)}
	api := slack.New("xoxb-test", slack.OptionAPIURL("https://slack.test/api/"), slack.OptionHTTPClient(&http.Client{Transport: o}))
	o.Bot = &Bot{
		Client: &Client{api: api, files: api, log: log, people: newPeople(api), rooms: newRooms(api)},
		home:   home, deals: o.memory, exchange: o.memory, scripts: scripts, settings: func() coach.Settings { return o.team.Over(settings) },
		environment: settings, saved: func(v coach.Saved) { o.team = v },
		now: func() time.Time { return nine }, log: log, table: commands(),
	}
	return o
}

// RoundTrip answers like Slack: it knows people, and takes everything else.
func (o *office) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	answer := `{"ok":true}`
	switch {
	case strings.HasSuffix(r.URL.Path, "/users.info"):
		_, id, _ := strings.Cut(string(body), "user=")
		id, _, _ = strings.Cut(id, "&")
		answer = `{"ok":false,"error":"user_not_found"}`
		if user, ok := staff[id]; ok {
			answer = `{"ok":true,"user":` + user + `}`
		}
		if o.mute {
			answer = `{"ok":false,"error":"fatal_error"}`
		}
	case strings.HasSuffix(r.URL.Path, "/conversations.list"):
		answer = `{"ok":true,"channels":[{"id":"CSALES","name":"sales"},{"id":"CNEWS","name":"news"}]}`
	case strings.HasSuffix(r.URL.Path, "/conversations.info"):
		answer = fmt.Sprintf(`{"ok":true,"channel":{"id":"C1","is_member":%t}}`, strings.Contains(string(body), "CSALES"))
	case strings.HasSuffix(r.URL.Path, "/dnd.info") && o.dnd != "":
		answer = o.dnd
	case strings.HasSuffix(r.URL.Path, "/chat.getPermalink"):
		answer = `{"ok":true,"channel":"C1","permalink":"https://slack.test/archives/C1/p2000001"}`
	case strings.HasSuffix(r.URL.Path, "/chat.postMessage"):
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, err
		}
		channel := cmp.Or(form.Get("channel"), "D1")
		if reason := o.closedTo[channel]; reason != "" {
			answer = `{"ok":false,"error":"` + reason + `"}`
			break
		}
		o.dm = append(o.dm, `{"ts":"2.000000","metadata":`+form.Get("metadata")+`}`)
		text, err := json.Marshal(form.Get("text"))
		if err != nil {
			return nil, err
		}
		o.heard = append(o.heard, `{"text":`+string(text)+`,"blocks":`+form.Get("blocks")+`}`)
		answer = `{"ok":true,"channel":"` + channel + `","ts":"2.000000"}`
	case strings.HasSuffix(r.URL.Path, "/conversations.history"):
		answer = `{"ok":true,"messages":[` + strings.Join(o.dm, ",") + `]}`
	default:
		if strings.HasSuffix(r.URL.Path, "/respond") && o.onItsWay != nil {
			o.onItsWay()
		}
		filed, ok := o.files(r, body)
		if answer = cmp.Or(filed, answer); !ok {
			o.heard = append(o.heard, string(body))
		}
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(answer)), Request: r,
	}, nil
}

// sendAck keeps what an acknowledgement carries.
func (o *office) sendAck(_ context.Context, _ string, _ time.Time, payload any) error {
	o.acks++
	if payload == nil {
		return nil
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(payload); err != nil {
		return err
	}
	o.heard = append(o.heard, body.String())
	return nil
}

// takes hands an envelope to the bot, and returns all that it answered.
func (o *office) takes(e *envelope) string {
	o.heard, o.acks = nil, 0
	o.sent++
	e.id, e.taken, e.reply = "E"+strconv.Itoa(o.sent), time.Now(), &envelopeReply{to: o}
	o.handle(context.Background(), e)
	o.errands.settle(time.Minute)
	return strings.Join(o.heard, "\n")
}

// types types a command.
func (o *office) types(from sender, line string) string {
	name, text, _ := strings.Cut(line, " ")
	return o.takes(&envelope{kind: envelopeCommand, command: slashCommand{
		Command: name, Text: text, UserID: from.user, TeamID: from.team, EnterpriseID: from.enterprise,
		ResponseURL: "https://slack.test/respond", TriggerID: "t" + strconv.Itoa(o.sent),
	}})
}

// writes writes a line in the bot's DM.
func (o *office) writes(from sender, text string) string {
	return o.tells("Ev"+strconv.Itoa(o.sent), 0, from, text)
}

// tells is one delivery of the event that somebody wrote a line.
func (o *office) tells(event string, retry int, from sender, text string) string {
	return o.takes(&envelope{
		kind: envelopeEvent, eventID: event, retry: retry, event: &slackevents.EventsAPIEvent{
			TeamID: from.team, EnterpriseID: from.enterprise,
			InnerEvent: slackevents.EventsAPIInnerEvent{Type: "message", Data: &slackevents.MessageEvent{
				Type: "message", User: from.user, Text: text, Channel: "D1", ChannelType: "im", TimeStamp: "1.000000",
			}},
		},
	})
}

// uses uses a shortcut, with a message on that message.
func (o *office) uses(from sender, shortcut, message string) string {
	in := o.pressed(from, "", "")
	in.Type, in.CallbackID, in.ActionCallback = slack.InteractionTypeShortcut, shortcut, slack.ActionCallbacks{}
	in.ResponseURL, in.Channel, in.Container = "", slack.Channel{}, slack.Container{}
	if message != "" {
		in.Type, in.ResponseURL, in.MessageTs = slack.InteractionTypeMessageAction, "https://slack.test/respond", "1794304980.000100"
		in.Message.Text = message
	}
	return o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
}

// presses presses a button in an answer that only the person sees.
func (o *office) presses(from sender, action, value string) string {
	in := o.pressed(from, action, value)
	return o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
}

func (o *office) pressed(from sender, action, value string) slack.InteractionCallback {
	in := slack.InteractionCallback{
		Type: slack.InteractionTypeBlockActions, User: slack.User{ID: from.user, TeamID: from.team},
		Team:        slack.Team{ID: from.team, EnterpriseID: from.enterprise},
		ResponseURL: "https://slack.test/respond", TriggerID: "t" + strconv.Itoa(o.sent),
		Container: slack.Container{Type: "message", ChannelID: "C1", IsEphemeral: true},
		ActionCallback: slack.ActionCallbacks{BlockActions: []*slack.BlockAction{
			{ActionID: action, BlockID: "b", Type: "button", Value: value},
		}},
	}
	in.Channel.ID = "C1"
	return in
}

// sends sends a form with what was typed into its fields.
func (o *office) sends(from sender, form, metadata string, typed map[string]string) string {
	values := map[string]map[string]slack.BlockAction{}
	for field, text := range typed {
		values[field] = map[string]slack.BlockAction{fieldInput: {Value: text}}
	}
	return o.takes(&envelope{kind: envelopeInteraction, interaction: &slack.InteractionCallback{
		Type: slack.InteractionTypeViewSubmission, User: slack.User{ID: from.user, TeamID: from.team},
		Team: slack.Team{ID: from.team, EnterpriseID: from.enterprise},
		View: slack.View{
			ID: "V" + strconv.Itoa(o.sent), CallbackID: form, PrivateMetadata: metadata, State: &slack.ViewState{Values: values},
		},
	}})
}

// has puts a deal of the owner into the store, quiet since Monday the 2nd.
func (o *office) has(t testing.TB, owner, name string, become func(*coach.Deal, coach.Act) error) coach.Deal {
	t.Helper()
	act := coach.Act{By: owner, At: monday}
	d, err := coach.NewDeal(act, owner, coach.AddLine{Name: name, Contact: "Tess Moreau", Value: 1200000, Stage: coach.Proposal})
	if err != nil {
		t.Fatal(err)
	}
	if d, err = o.memory.Create(context.Background(), "has "+name, d); err != nil {
		t.Fatal(err)
	}
	if become == nil {
		return d
	}
	d, err = o.memory.Update(context.Background(), d.ID, "becomes "+name, func(d *coach.Deal) error { return become(d, act) })
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// prompts makes the day's prompt for somebody's deals.
func (o *office) prompts(t testing.TB, who string) coach.Prompt {
	t.Helper()
	deals, err := o.memory.OpenOf(context.Background(), who)
	if err != nil {
		t.Fatal(err)
	}
	p, any := coach.DailyPrompt(who, deals, o.scripts, o.settings(), nine)
	if !any {
		t.Fatal("nothing to say")
	}
	timer := coach.Timer{Name: coach.PromptTimer(who), Due: nine}
	if err := o.memory.SaveLook(context.Background(), timer, coach.Look{Rep: coach.Rep{ID: who}, Prompt: &p}); err != nil {
		t.Fatal(err)
	}
	return p
}

// deal reads a deal back.
func (o *office) deal(t testing.TB, id int64) coach.Deal {
	t.Helper()
	d, err := o.memory.Deal(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// unchanged checks that a deal is as it was.
func (o *office) unchanged(t testing.TB, was coach.Deal) {
	t.Helper()
	if is := o.deal(t, was.ID); !reflect.DeepEqual(is, was) {
		t.Errorf("%s was changed:\n%+v\nwas\n%+v", was.Title(), is, was)
	}
}

// fit holds all answers against Slack's limits, and looks for markup that
// somebody else wrote.
func (o *office) fit(t testing.TB) {
	t.Helper()
	for _, body := range o.heard {
		for _, p := range problems(body) {
			t.Errorf("%s\nin %s", p, body)
		}
	}
}

// ownMarkup is what the bot itself writes: the digest's channel, and a link to a
// message of its own.
var ownMarkup = regexp.MustCompile(`<#C1>|<https://slack\.test/archives/[^|<>]+\|[^|<>]+>`)

// problems finds what is wrong with an answer. Beside its own markup the bot
// writes no mention and no link, so that every other "<" in markup is foreign.
func problems(body string) (all []string) {
	var answer struct {
		Text   string          `json:"text"`
		Blocks json.RawMessage `json:"blocks"`
		View   json.RawMessage `json:"view"`
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		return []string{"no JSON: " + err.Error()}
	}
	for _, part := range []struct {
		json  json.RawMessage
		check func(json.RawMessage) []blockkit.Problem
	}{{answer.Blocks, blockkit.CheckMessage}, {answer.View, blockkit.CheckView}} {
		if part.json == nil {
			continue
		}
		for _, p := range part.check(part.json) {
			all = append(all, p.Error())
		}
		for _, text := range append(inMarkup(part.json), answer.Text) {
			if strings.Contains(ownMarkup.ReplaceAllString(text, ""), "<") {
				all = append(all, fmt.Sprintf("foreign markup in %q", text))
			}
		}
	}
	return all
}

// inMarkup finds every text that Slack reads as markup.
func inMarkup(part json.RawMessage) (texts []string) {
	var all any
	if json.Unmarshal(part, &all) != nil {
		return nil
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			if text, ok := v["text"].(string); ok && v["type"] == "mrkdwn" {
				texts = append(texts, text)
			}
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(all)
	return texts
}
