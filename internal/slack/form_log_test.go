package slack

import (
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

func TestCallAloneOpensTheForm(t *testing.T) {
	o := newOffice(t)
	said := o.types(owner, "/call")
	o.fit(t)
	if !strings.Contains(said, `"callback_id":"log"`) || strings.Contains(said, fieldDeal+`"`) {
		t.Errorf("without a deal, it opens %s", said)
	}
	for i := range 120 {
		name := fmt.Sprintf("%03d %s", i, strings.Repeat("🚀", coach.MaxName-4))
		o.has(t, "UOWNER", name, nil)
	}
	o.types(owner, "/call #7 spoke with them")
	said = o.types(owner, "/call")
	o.fit(t)
	if n := strings.Count(said, `"value":"`); n != maxOptions+3 { // and what is chosen of the two radio buttons
		t.Errorf("%d options", n)
	}
	_, menu, _ := strings.Cut(said, `"options":[`)
	if !strings.HasPrefix(menu[strings.Index(menu, `"value"`):], `"value":"7"`) {
		t.Errorf("the newest is not the first of %s", menu[:200])
	}
	if o.acks != 1 {
		t.Errorf("%d acknowledgements", o.acks)
	}
}

func TestTheFormLogsLikeALine(t *testing.T) {
	typed := func(over map[string]string) map[string]string {
		all := map[string]string{fieldDeal: "1", fieldOther: "", fieldWords: "spoke with Tess", fieldReached: reachedYes, fieldOn: "", fieldReason: "", fieldStep: ""}
		for field, text := range over {
			all[field] = text
		}
		return all
	}
	for _, one := range []struct {
		what  string
		typed map[string]string
		says  string // at the field, if that is named
		field string
	}{
		{"a touch", nil, "Logged on *#1 Acme Ltd*: you reached them.", ""},
		{"an attempt", map[string]string{fieldReached: reachedNo}, "you tried, no answer yet", ""},
		{"a call-back with its reason", map[string]string{fieldOn: "2026-12-14", fieldReason: "the board meets <!here>"}, `Call back on *Mon 14 Dec*, because the board meets \u0026lt;!here\u0026gt;.`, ""},
		{"a call-back without one", map[string]string{fieldOn: "2026-12-14"}, "They gave no reason.", ""},
		{"a next step", map[string]string{fieldStep: "demo"}, "Next step: demo.", ""},
		{"another deal, by its name", map[string]string{fieldDeal: "", fieldOther: "globex"}, "Logged on *#2 Globex*", ""},
		{"another deal than the chosen one", map[string]string{fieldOther: "#2"}, "Logged on *#2 Globex*", ""},
		{"no deal", map[string]string{fieldDeal: ""}, "Which deal?", fieldOther},
		{"an unknown deal", map[string]string{fieldOther: "initech"}, "I know no deal of yours", fieldOther},
		{"a slip of the pen", map[string]string{fieldOther: "globexx"}, "Write its number: #2 Globex.", fieldOther},
		{"words after the name", map[string]string{fieldOther: "globex left a vm"}, "I did not expect “left a vm”", fieldOther},
		{"somebody else's deal", map[string]string{fieldDeal: "3"}, "is not one of yours", fieldWords},
		{"nothing that happened", map[string]string{fieldWords: " "}, "What happened", fieldWords},
		{"neither reached nor not", map[string]string{fieldReached: ""}, "Choose one of the two", fieldReached},
		{"a day that is over", map[string]string{fieldOn: "2026-11-01"}, "That day is over", fieldOn},
		{"a day too far ahead", map[string]string{fieldOn: "2090-01-01"}, "years ahead", fieldOn},
		{"a reason without a day", map[string]string{fieldReason: "the board meets"}, "When do they want to be called?", fieldOn},
	} {
		t.Run(one.what, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", nil)
			o.has(t, "UOWNER", "Globex", nil)
			theirs := o.has(t, "UREP", "Umbrella", nil)
			said := o.sends(owner, formLog, "", typed(one.typed))
			o.fit(t)
			want := one.says
			if one.field != "" {
				want = fmt.Sprintf(`"errors":{"%s":"`, one.field)
				o.unchanged(t, was)
			}
			if !strings.Contains(said, want) || !strings.Contains(said, one.says) {
				t.Errorf("was answered %s", said)
			}
			o.unchanged(t, theirs)
		})
	}
}

func TestABusyBotLeavesTheFormOpen(t *testing.T) {
	o := newOffice(t)
	e := &envelope{kind: envelopeInteraction, interaction: &slack.InteractionCallback{
		Type: slack.InteractionTypeViewSubmission,
		View: slack.View{CallbackID: formLog, State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{fieldWords: {}}}},
	}}
	e.reply = &envelopeReply{to: o}
	o.busy(e)
	if said := strings.Join(o.heard, ""); !strings.Contains(said, `"errors":{"words":"Not saved yet`) {
		t.Errorf("was answered %s", said)
	}
}
