package slack

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

var (
	owner = sender{user: "UOWNER", team: "T1"}
	rep   = sender{user: "UREP", team: "T1"}
	admin = sender{user: "UADMIN", team: "T1"}
)

func replyAt(at time.Time) string { return fmt.Sprintf("%s%d", fromReply, at.UnixMilli()) }

// What no button and no form of ours has changes nothing, not even the sender's
// own deal, and is answered.
func TestWhatWeNeverOfferedIsRefused(t *testing.T) {
	long := strings.Repeat("x", 4000)
	made := replyAt(nine)
	for name, tt := range map[string]struct {
		become func(*coach.Deal, coach.Act) error
		do     func(o *office) string
		want   string
	}{
		"a button without a value":     {do: press(doLetGo, ""), want: "know that button"},
		"a button without an action":   {do: press("", ""), want: "know that button"},
		"an action that is none":       {do: press("erase", "1 "+made+" - - -"), want: "know that button"},
		"a deal with a negative id":    {do: press(doLetGo, "-1 "+made+" - - -"), want: "know that button"},
		"a deal with a huge id":        {do: press(doLetGo, "99999999999999999999 "+made+" - - -"), want: "know that button"},
		"the largest id":               {do: press(doLetGo, "9223372036854775807 "+made+" - - -"), want: "There is no deal"},
		"a deal that is not there":     {do: press(doLetGo, "77 "+made+" - - -"), want: "There is no deal #77"},
		"more than a target":           {do: press(doLetGo, "1 "+made+" - - - and more"), want: "know that button"},
		"a prompt that is none":        {do: press(doLetGo, "1 prompt:UOWNER:2026-11-12 - - -"), want: "has moved on since"},
		"an answer from the future":    {do: press(doLetGo, "1 "+replyAt(nine.AddDate(1, 0, 0))+" - - -"), want: "has moved on since"},
		"a script that is none":        {do: press(doAsk, "1 "+made+" nonsense a -"), want: "not there any more"},
		"a wording that is none":       {do: press(doAsk, "1 "+made+" {forward} zz -"), want: "not there any more"},
		"an answer that is none":       {do: press(doAnswer, "1 "+made+" {forward} a nonsense"), want: "not there any more"},
		"an answer of another script":  {do: press(doAnswer, "1 "+made+" {forward} a {new-contact}"), want: "not there any more"},
		"a form that is none":          {do: press(doForm+":delete", "1 "+made+" - - -"), want: "know that form"},
		"a form about a fact, none":    {do: press(doForm+":"+formLearn, "1 "+made+" - - shoe-size"), want: "know that form"},
		"a line longer than ours":      {do: press(doAgain+":0", "/deal won #1 "+long), want: "know that button"},
		"a line that is no command":    {do: press(doAgain+":0", "rm -rf"), want: "I don't know"},
		"the undo of nothing":          {do: press(doUndo, ""), want: "know that button"},
		"the undo of an odd number":    {do: press(doUndo, "-1 command:UOWNER:t0"), want: "know that button"},
		"the undo of what never was":   {do: press(doUndo, "1 command:UOWNER:never"), want: "more than ten minutes ago"},
		"the undo of adding it":        {do: press(doUndo, "1 has Acme Ltd"), want: "more than ten minutes ago"},
		"a form without its metadata":  {do: send(formPause, "", map[string]string{fieldKind: "illness"}), want: "nothing was saved"},
		"a form that never was":        {do: send("delete", "1 "+made+" - - -", nil), want: "nothing was saved"},
		"a form without its fields":    {do: send(formPause, "1 "+made+" - - -", nil), want: `"response_action":"update"`},
		"a silence that is none":       {do: send(formPause, "1 "+made+" - - -", map[string]string{fieldOn: "", fieldKind: "laziness"}), want: "Choose one of the reasons"},
		"a pause until the past":       {do: send(formPause, "1 "+made+" - - -", map[string]string{fieldOn: "1026-11-12", fieldKind: "illness"}), want: "not after today"},
		"a pause for millennia":        {do: send(formPause, "1 "+made+" - - -", map[string]string{fieldOn: "9999-12-31", fieldKind: "illness"}), want: "more than 10 years ahead"},
		"a date that is none":          {do: send(formStep, "1 "+made+" - - -", map[string]string{fieldOn: "2026-02-31", fieldWords: "demo"}), want: "Pick a date"},
		"a step without words":         {do: send(formStep, "1 "+made+" - - -", map[string]string{fieldOn: "2026-11-17", fieldWords: "\u202e\x00 "}), want: "What is the next step?"},
		"words longer than the field":  {do: send(formStep, "1 "+made+" - - -", map[string]string{fieldOn: "2026-11-17", fieldWords: long}), want: "I can keep 300"},
		"a fact that is none":          {do: send(formLearn, "1 "+made+" - - shoe-size", map[string]string{fieldWords: "44"}), want: "nothing was saved"},
		"a no in the form for later":   {do: send(formLater, "1 "+made+" {no} a {no}", map[string]string{fieldOn: "2026-12-14"}), want: "nothing was saved"},
		"later in the form for a name": {do: send(formContact, "1 "+made+" {later} a {later}", map[string]string{fieldName: "Ann"}), want: "nothing was saved"},
		"a reason that is none": {become: closed, want: "Choose one of the reasons",
			do: send(formWhy, "1 "+made+" - - -", map[string]string{fieldLine: "", fieldKind: "<!channel>"})},
		"a reason without end": {become: closed, want: "I can keep 1000",
			do: send(formWhy, "1 "+made+" - - -", map[string]string{fieldLine: "", fieldKind: "price", fieldReal: long})},
		"a line without end": {become: closed, want: "I can keep 300",
			do: send(formWhy, "1 "+made+" - - -", map[string]string{fieldLine: long[:400], fieldKind: "price"})},
		"why an open deal was lost": {want: "is open",
			do: send(formWhy, "1 "+made+" - - -", map[string]string{fieldLine: "", fieldKind: "price"})},
		"a call back in a century": {want: "more than 10 years ahead",
			do: func(o *office) string { return o.types(owner, "/call #1 spoke with Jo, call back 2099-01-01") }},
		"a command that is none": {want: "I don't know", do: func(o *office) string { return o.types(owner, "/deal erase #1") }},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", tt.become)
			said := tt.do(o)
			if !strings.Contains(said, tt.want) {
				t.Errorf("is answered %s\nwant %q", coach.Cut(said, 400), tt.want)
			}
			o.unchanged(t, was)
			o.fit(t)
		})
	}
}

// press presses a button as the owner. {effect} in its value stands for a script
// that has an answer of that effect, or for that answer.
func press(action, value string) func(*office) string {
	return func(o *office) string { return o.presses(owner, action, o.fillIn(value)) }
}

func send(form, metadata string, typed map[string]string) func(*office) string {
	return func(o *office) string { return o.sends(owner, form, o.fillIn(metadata), typed) }
}

func (o *office) fillIn(value string) string {
	for _, effect := range coach.Effects {
		at := o.card(string(effect), "the answer")
		value = strings.Replace(value, "{"+string(effect)+"}", at.script, 1)
		value = strings.Replace(value, "{"+string(effect)+"}", at.answer, 1)
	}
	return value
}

func TestWhatSomebodyElseTypedIsHarmlessInEveryField(t *testing.T) {
	const evil = "<!channel> <@UREP> <https://evil.example|x> &\x00\u202e"
	o := newOffice(t)
	o.types(owner, "/deal add "+evil+" 12k contact "+evil+" benefit "+evil)
	card := o.card("later", "the answer").String()
	for _, line := range []string{
		"/call #1 " + evil + " next step " + evil, "/deal know #1 budget " + evil + ", says " + evil, "/deal know #1 benefit " + evil,
		"/deal know #1 contact " + evil, "/deal pause #1 until 11 January because " + evil, "/deal show #1", "/deal list", "/deal ask #1",
		"/deal resume #1", "/deal show " + evil, "/deal " + evil, evil,
	} {
		o.types(owner, line)
		o.fit(t)
	}
	for form, typed := range map[string]map[string]string{
		formLater:   {fieldOn: "2026-12-14", fieldReason: evil},
		formBecause: {fieldReason: evil},
		formStep:    {fieldWords: evil, fieldOn: "2026-11-17"},
		formPause:   {fieldKind: "illness", fieldReason: evil},
		formLearn:   {fieldWords: evil, fieldWho: evil},
	} {
		o.sends(owner, form, strings.Replace(card, " later", " budget", 1), typed)
		o.fit(t)
		o.sends(owner, form, card, typed)
		o.types(admin, "/deal show #1")
		o.fit(t)
	}
	o.types(owner, "/deal lost #1 "+evil)
	o.sends(owner, formWhy, card, map[string]string{fieldKind: "price", fieldReal: evil, fieldLine: evil})
	if d := o.deal(t, 1); d.Line == "" || strings.ContainsAny(d.Line+d.RealReason+d.Name+d.Contact, "\x00\u202e") {
		t.Errorf("kept %q, %q, %q, %q", d.Line, d.RealReason, d.Name, d.Contact)
	}
	for _, who := range []sender{owner, admin} {
		o.types(who, "/deal show #1")
		o.fit(t)
	}
}

// A deal that changed hands after it was shown is its new owner's, whatever the
// old one still has on the screen.
func TestADealThatChangedHands(t *testing.T) {
	for _, deed := range deeds {
		if deed.rep != notTheirs || deed.name == "button "+doUndo {
			continue
		}
		t.Run(deed.name, func(t *testing.T) {
			o, _ := deed.begin(t)
			given, err := o.memory.Update(context.Background(), 1, "given", func(d *coach.Deal) error { d.Owner = "UREP"; return nil })
			if err != nil {
				t.Fatal(err)
			}
			said := deed.do(o, owner)
			if !strings.Contains(said, "is not one of yours") {
				t.Errorf("the old owner was answered %s", coach.Cut(said, 300))
			}
			hides(t, said)
			o.unchanged(t, given)
			if deed.do(o, rep); !deed.shows && deed.owner != managers && o.deal(t, 1).Version == given.Version {
				t.Error("the new owner could not do it")
			}
		})
	}
}

// The store answers a repeated operation with its first result. That is nobody's
// way to somebody else's deal.
func TestAnotherOnesOperationTellsNothing(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.types(owner, "/call #1 spoke with Tess")
	o.sent-- // the same trigger
	said := o.types(rep, "/call #1 spoke with Tess")
	if !strings.Contains(said, "is not one of yours") {
		t.Errorf("was answered %s", coach.Cut(said, 300))
	}
	o.sent--
	o.types(admin, "/call #1 left a voicemail")
	history, err := o.memory.History(t.Context(), 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(history) != 3 {
		t.Errorf("the history has %d lines, want that it was added and two calls", len(history))
	}
}

func TestUndoIsForWhoeverLoggedIt(t *testing.T) {
	logged := func(t *testing.T, by sender) (*office, string) {
		t.Helper()
		o := newOffice(t)
		o.has(t, "UOWNER", "Acme Ltd", nil)
		said := o.types(by, "/call #1 spoke with them")
		_, value, _ := strings.Cut(said, `"value":"1 command:`)
		value, _, _ = strings.Cut(value, `"`)
		return o, "1 command:" + value
	}
	o, value := logged(t, admin)
	if said := o.presses(owner, doUndo, value); !strings.Contains(said, "not yours to take back") {
		t.Errorf("the owner was answered %s", coach.Cut(said, 300))
	}
	if said := o.presses(admin, doUndo, value); !strings.Contains(said, "Taken back") {
		t.Errorf("the manager was answered %s", coach.Cut(said, 300))
	}
	o, value = logged(t, owner)
	o.has(t, "UREP", "Globex", nil)
	if said := o.presses(rep, doUndo, strings.Replace(value, "1 ", "2 ", 1)); !strings.Contains(said, "can't take it back") {
		t.Errorf("an undo on another deal was answered %s", coach.Cut(said, 300))
	}
}

func TestAManagerChoosesAmongTheOwnersDeals(t *testing.T) {
	o := newOffice(t)
	for _, name := range []string{"Acme Ltd", "Globex", "Initech"} {
		o.has(t, "UOWNER", name, nil)
	}
	for id := range coach.MaxFocus {
		o.types(admin, fmt.Sprintf("/deal focus #%d", id+1))
	}
	if said := o.types(admin, "/deal focus #3"); !strings.Contains(said, "in this week's focus already") || o.deal(t, 3).Focus != "" {
		t.Errorf("a third one was answered %s", coach.Cut(said, 300))
	}
}

// In a channel that others read, a click is answered to the one who clicked.
func TestAClickWhereOthersReadChangesNoMessage(t *testing.T) {
	for _, who := range []sender{owner, rep, admin} {
		for name, value := range map[string]string{"answer": "1 " + replyAt(nine) + " - - -", "prompt": "1 prompt:UOWNER:2026-11-12 - - -"} {
			for _, kind := range []string{doSpoke, doAgain + ":0"} {
				t.Run(who.user+" "+name+" "+kind, func(t *testing.T) {
					o := newOffice(t)
					o.has(t, "UOWNER", "Acme Ltd", nil)
					o.prompts(t, "UOWNER")
					if strings.HasPrefix(kind, doAgain) {
						value = "/deal show #1"
					}
					in := o.pressed(who, kind, value)
					in.Container.IsEphemeral = false
					said := o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
					if said == "" || strings.Contains(said, `"replace_original":true`) {
						t.Errorf("was answered %s", coach.Cut(said, 300))
					}
				})
			}
		}
	}
}

// A prompt is drawn again for the rep it was made for, and for managers.
func TestAPromptOfSomebodyElseIsNotShown(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.has(t, "UREP", "Globex", nil)
	p := o.prompts(t, "UOWNER")
	for _, kind := range []string{doSpoke, doFocus} {
		said := o.presses(rep, kind, "2 "+p.ID+" - - -")
		hides(t, said)
		if !strings.Contains(said, "Globex") {
			t.Errorf("%s was answered %s", kind, coach.Cut(said, 300))
		}
	}
}

// In an organisation people move between workspaces; their rights do not.
func TestPeopleOfTheSameOrganisation(t *testing.T) {
	for name, tt := range map[string]struct {
		home   Identity
		who    sender
		served bool
	}{
		"by the organisation in the envelope":        {home, sender{"USISTER", "T3", "E1"}, true},
		"by the organisation in users.info":          {home, sender{"USISTER", "T3", ""}, true},
		"by the organisation in a workspace's place": {home, sender{"UOWNER", "E1", ""}, true},
		"of another organisation":                    {home, sender{"USISTER", "T3", "E2"}, false},
		"when the bot's workspace is in none":        {Identity{Team: "T1", TeamName: "Acme Sales"}, sender{"USISTER", "T3", "E1"}, false},
		"of a workspace in no organisation, either":  {Identity{Team: "T1", TeamName: "Acme Sales"}, sender{"UVISITOR", "T2", ""}, false},
		"when the server gives no ids":               {Identity{Team: unnumbered}, sender{"UREP", "T1", ""}, true},
		"when nobody knows the bot's workspace":      {Identity{}, sender{"UREP", "", ""}, true},
		"when Slack tells nothing of them":           {home, sender{"UEMPTY", "T1", ""}, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.home = tt.home
			o.has(t, "UOWNER", "Acme Ltd", nil)
			if said := o.types(tt.who, "/deal help"); strings.Contains(said, "I work for the people of") == tt.served {
				t.Errorf("was answered %s", coach.Cut(said, 300))
			}
			if said := o.types(tt.who, "/deal list"); tt.who.user != "UOWNER" {
				hides(t, said) // an admin elsewhere is no manager here
			}
		})
	}
}

// The click's team is where the bot lives; where the person lives is their own.
func TestTheTeamOfAClickIsNotTheVisitors(t *testing.T) {
	o := newOffice(t)
	o.mute = true
	in := o.pressed(sender{user: "UVISITOR", team: "T2"}, doAgain+":0", "/deal help")
	in.Team = slack.Team{ID: "T1", EnterpriseID: "E1"}
	if said := o.takes(&envelope{kind: envelopeInteraction, interaction: &in}); !strings.Contains(said, "I work for the people of") {
		t.Errorf("was answered %s", coach.Cut(said, 300))
	}
}

// While Slack does not say who people are, they see their own deals and no more.
func TestWhoSlackDoesNotTellOfIsARep(t *testing.T) {
	for who, sees := range map[string]bool{"UOWNER": true, "UADMIN": false, "ULEAD": true, "UGONE": false, "": false} {
		o := newOffice(t)
		o.mute = true
		o.has(t, "UOWNER", "Acme Ltd", nil)
		if said := o.types(sender{user: who, team: "T1"}, "/deal list"); strings.Contains(said, "Acme Ltd") != sees {
			t.Errorf("%q was answered %s", who, coach.Cut(said, 300))
		}
	}
}

// A handler that fails, and one that finds no room, does not close a form as if
// it were saved.
func TestAFormIsNeverClosedUnsaved(t *testing.T) {
	fails := newOffice(t)
	fails.deals = nil
	full := newOffice(t)
	said := map[string]string{
		"a panic": fails.sends(owner, formPause, fails.card("", "").String(), map[string]string{fieldOn: "", fieldKind: "illness"}),
	}
	e := &envelope{kind: envelopeInteraction, interaction: &slack.InteractionCallback{Type: slack.InteractionTypeViewSubmission}}
	e.reply = &envelopeReply{to: full}
	full.busy(e)
	said["no room"] = strings.Join(full.heard, "")
	for name, text := range said {
		if !strings.Contains(text, `"response_action":"update"`) || !strings.Contains(text, "Not saved") {
			t.Errorf("%s is answered %s", name, text)
		}
	}
	fails.fit(t)
	full.fit(t)
}
