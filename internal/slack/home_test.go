package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace/blockkit"
)

// opens opens the Home tab, and returns what is drawn there.
func (o *office) opens(from sender, tab string) string {
	e := slackevents.EventsAPIEvent{TeamID: from.team, EnterpriseID: from.enterprise}
	e.InnerEvent.Data = &slackevents.AppHomeOpenedEvent{Type: "app_home_opened", User: from.user, Tab: tab}
	said := o.takes(&envelope{kind: envelopeEvent, event: &e})
	return said + o.draws()
}

// looks clicks on the Home tab, where the view says of itself what metadata says,
// and returns what is said and drawn then.
func (o *office) looks(from sender, metadata, action, value string) string {
	in := o.pressed(from, action, value)
	in.ResponseURL, in.Channel = "", slack.Channel{}
	in.Container = slack.Container{Type: "view"}
	in.View = slack.View{ID: "V1", Type: slack.VTHomeTab, PrivateMetadata: metadata}
	if action == doLook {
		clicked := in.ActionCallback.BlockActions[0]
		clicked.Type, clicked.Value = "static_select", ""
		clicked.SelectedOption.Value = value
	}
	if kind, _ := kindOf(action); kind == doGive {
		clicked := in.ActionCallback.BlockActions[0]
		clicked.Type, clicked.Value, clicked.SelectedUser = "users_select", "", value
	}
	said := o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
	return said + "\n" + o.draws()
}

// draws sends all Home tabs that wait in the outbox, and returns them.
func (o *office) draws() string {
	ctx, drawn := context.Background(), ""
	for {
		got, err := o.memory.Receive(ctx, "test", 1, 0, time.Minute)
		if err != nil || len(got) == 0 {
			return drawn
		}
		before := len(o.heard)
		posted, err := o.Send(ctx, got[0])
		if err != nil && !errors.Is(err, coach.ErrDropped) {
			return err.Error()
		}
		if _, err := o.memory.Finish(ctx, got[0], posted); err != nil {
			return err.Error()
		}
		drawn += strings.Join(o.heard[before:], "\n")
	}
}

// homeOf is what somebody's Home tab shows.
func (o *office) homeOf(t *testing.T, user string, l outlook) *sheet {
	t.Helper()
	p := o.actor(t.Context(), user)
	s, err := o.homeSheet(t.Context(), call{person: p, act: o.act(p, coach.ViaHome)}, l)
	if err != nil {
		t.Fatal(err)
	}
	fits(t, s, l)
	return s
}

// fits holds a Home tab against Slack's limits.
func fits(t *testing.T, s *sheet, l outlook) {
	t.Helper()
	view, err := json.Marshal(homeView(s, l))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range blockkit.CheckView(view) {
		t.Error(p)
	}
}

// pipelineOf gives somebody a deal in each situation that the Home tab tells apart.
func (o *office) pipelineOf(t *testing.T, owner string) {
	t.Helper()
	day := coach.DateOf(nine)
	o.has(t, owner, "Acme", nil)
	o.has(t, owner, "Globex", func(d *coach.Deal, a coach.Act) error {
		return d.LogCall(a, coach.CallLine{CallBack: day, Reason: "the board meets then"})
	})
	o.has(t, owner, "Initech", putOff)
	o.has(t, owner, "Umbrella", func(d *coach.Deal, a coach.Act) error { return d.PauseUntil(a, day.Add(20), "Jo is on leave", 2) })
	o.has(t, owner, "Hooli <b> & co", func(d *coach.Deal, a coach.Act) error {
		a.At = nine.Add(-time.Hour)
		if err := d.LogCall(a, coach.CallLine{Note: "fine"}); err != nil {
			return err
		}
		return d.FocusOn(a, day.ISOWeek(), nil)
	})
	o.has(t, owner, "Gone", closed)
}

func TestTheHomeTab(t *testing.T) {
	o := newOffice(t)
	golden(t, "home_empty", o.homeOf(t, "UOWNER", outlook{}))
	o.pipelineOf(t, "UOWNER")
	o.has(t, "UREP", "Wayne", nil)
	golden(t, "home_rep", o.homeOf(t, "UOWNER", outlook{}))
	golden(t, "home_manager", o.homeOf(t, "ULEAD", outlook{team: true}))
}

func TestTheHomeTabHoldsFiveHundredDeals(t *testing.T) {
	o := newOffice(t)
	long := strings.Repeat("&", coach.MaxName-10)
	for i := range 500 {
		become := []func(*coach.Deal, coach.Act) error{nil, putOff, paused, func(d *coach.Deal, a coach.Act) error {
			return d.LogCall(a, coach.CallLine{CallBack: coach.DateOf(nine), Reason: strings.Repeat("<", coach.MaxReason)})
		}}[i%4]
		o.has(t, "UOWNER", fmt.Sprint(long, i), become)
	}
	golden(t, "home_500", o.homeOf(t, "UOWNER", outlook{}))
	for _, g := range coach.Groups {
		s := o.homeOf(t, "UOWNER", outlook{only: g})
		if want := "and 105 more: `/deal list " + string(g) + "`"; !strings.Contains(strings.Join(s.lines, "\n"), want) {
			t.Errorf("%s does not say %q:\n%s", g, want, strings.Join(s.lines, "\n"))
		}
		if s.left > 0 {
			t.Errorf("%s has no place for %d blocks", g, s.left)
		}
	}
}

func TestOpeningTheHomeTabDrawsIt(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	if said := o.opens(owner, "messages"); said != "" {
		t.Errorf("another tab was drawn: %s", said)
	}
	said := o.opens(owner, homeTab)
	if !strings.Contains(said, `"user_id":"UOWNER"`) || !strings.Contains(said, "Acme Ltd") {
		t.Errorf("drawn was %s", said)
	}
	o.fit(t)
	for name, who := range outsiders {
		if said := o.opens(who, homeTab); said != "" {
			t.Errorf("%s sees %s", name, said)
		}
	}
}

func TestTheHomeTabFollowsEveryChange(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	change := func(line string) string {
		o.types(sender{user: "ULEAD", team: "T1"}, line)
		return o.draws()
	}
	if said := change("/deal stage #1 negotiation"); said != "" {
		t.Errorf("it was never opened, and yet drawn: %s", said)
	}
	o.opens(owner, homeTab)
	if said := change("/deal won #1"); !strings.Contains(said, `"user_id":"UOWNER"`) || !strings.Contains(said, "Welcome") {
		t.Errorf("after somebody else's change there is %s", said)
	}
}

func TestAHomeTabIsNotDrawnForThosePastAdmittance(t *testing.T) {
	o := newOffice(t)
	for _, user := range []string{"UGONE", "UROBOT", "UVISITOR", "USTRANGE", "UNOBODY"} {
		if _, err := o.sendHome(t.Context(), user); !errors.Is(err, coach.ErrDropped) || len(o.heard) > 0 {
			t.Errorf("%s: %v, heard %q", user, err, o.heard)
		}
	}
	o.mute = true
	var held coach.Held
	if _, err := o.sendHome(t.Context(), "UADMIN"); !errors.As(err, &held) {
		t.Errorf("while Slack does not tell who somebody is: %v", err)
	}
}

func TestLookingAtTheHomeTab(t *testing.T) {
	lead := sender{user: "ULEAD", team: "T1"}
	for _, tt := range []struct {
		name          string
		who           sender
		metadata      string
		action, value string
		want          []string
		not           []string
	}{
		{"a filter shows its group alone", owner, "mine all", doLook, "due", []string{"mine due", "Globex", "Due today"}, []string{"Initech", "The pipeline"}},
		{"a group with nobody in it says so", sender{user: "UREP", team: "T1"}, "mine all", doLook, "due", []string{"None of the open deals is due"}, []string{"Globex"}},
		{"all shows everything again", owner, "mine due", doLook, "all", []string{"mine all", "Initech", "The pipeline"}, nil},
		{"a manager sees the team's", lead, "mine all", doWhose, "team", []string{"team all", "The team's deals", "Mia Brandt", "Wayne"}, nil},
		{"a manager's own deals", lead, "team all", doWhose, "mine", []string{"mine all", "Welcome"}, []string{"Globex"}},
		{"the filter stays with the switch", lead, "mine due", doWhose, "team", []string{"team due", "Globex"}, []string{"Initech"}},
		{"a rep who asks for the team's sees their own", owner, "mine all", doWhose, "team", []string{"mine all", "Globex"}, []string{"Wayne"}},
		{"a rep whose view claims to be the team's, too", owner, "team all", doLook, "all", []string{"mine all", "Globex"}, []string{"Wayne"}},
		{"a group that is none", owner, "mine all", doLook, "won", []string{"know that button"}, nil},
		{"whose, of nobody", owner, "mine all", doWhose, "UREP", []string{"know that button"}, nil},
		{"a view that is none of ours", owner, "ours all", doLook, "due", []string{"know that button"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t)
			o.pipelineOf(t, "UOWNER")
			o.has(t, "UREP", "Wayne", nil)
			said := o.looks(tt.who, tt.metadata, tt.action, tt.value)
			for _, want := range tt.want {
				if !strings.Contains(said, want) {
					t.Errorf("%q is missing in %s", want, said)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(said, not) {
					t.Errorf("%q is in %s", not, said)
				}
			}
			o.fit(t)
			if again := o.opens(tt.who, homeTab); len(tt.not) > 0 && !strings.Contains(again, tt.want[0]) {
				t.Errorf("opened again, it has forgotten the look: %s", again)
			}
		})
	}
}

func TestAFormIsOpenedFromTheHomeTab(t *testing.T) {
	for form, want := range map[string]string{formLog: "What happened?", formAdd: "Add a deal"} {
		o := newOffice(t)
		o.has(t, "UOWNER", "Acme Ltd", nil)
		if said := o.looks(owner, "mine all", doForm+":"+form, "-"); !strings.Contains(said, `"type":"modal"`) || !strings.Contains(said, want) {
			t.Errorf("%s opens %s", form, said)
		}
		o.fit(t)
	}
}

func TestADealIsShownOverTheHomeTab(t *testing.T) {
	o := newOffice(t)
	d := o.has(t, "UOWNER", "Acme Ltd", paused)
	said := o.looks(owner, "mine all", doShow, target{deal: d.ID}.String())
	for _, want := range []string{`"type":"modal"`, "Acme Ltd", "private words", "History", "/deal ask #1"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in %s", want, said)
		}
	}
	o.fit(t)
	if said := o.looks(owner, "mine all", doShow, "77 - - - -"); !strings.Contains(said, "There is no deal #77") {
		t.Errorf("a deal that is not there: %s", said)
	}
}
