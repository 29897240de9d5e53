package slack

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// A busy office: the rep has an open deal with a call-back and a lost one, the
// owner has another two, and both have got their prompts.
func busyOffice(t testing.TB) (o *office, others []coach.Deal) {
	t.Helper()
	o = newOffice(t)
	others = append(others, o.has(t, "UOWNER", "Zebulon Ltd", nil))
	o.has(t, "UREP", "Globex", putOff)
	others = append(others, o.has(t, "UOWNER", "Quixmark Inc", closed))
	o.has(t, "UREP", "Initech", closed)
	o.has(t, "UREP", "Umbrella", nil)
	o.prompts(t, "UOWNER")
	o.prompts(t, "UREP")
	for i, d := range others {
		others[i] = o.deal(t, d.ID) // the prompt is noted in it
	}
	return o, others
}

// harmless checks what must hold whatever the rep sent: it was answered, in a
// way that Slack takes, nothing went wrong, and nothing of the others' deals
// was told or changed.
func (o *office) harmless(t *testing.T, input string, others []coach.Deal) {
	t.Helper()
	o.fit(t)
	if o.acks != 1 {
		t.Errorf("%d acknowledgements", o.acks)
	}
	said := strings.Join(o.heard, "\n")
	if strings.Contains(said, "something went wrong") {
		t.Error("a panic, or an error that nobody expected")
	}
	for _, d := range others {
		o.unchanged(t, d)
		if strings.Contains(said, d.Name) && !strings.Contains(input, d.Name) {
			t.Errorf("%s is told in %s", d.Name, said)
		}
	}
	if open, err := o.memory.OpenOf(t.Context(), "UOWNER"); err != nil || len(open) != 1 {
		t.Errorf("the owner has %d open deals (%v)", len(open), err)
	}
}

func FuzzCommand(f *testing.F) {
	for _, deed := range deeds {
		f.Add(deed.name + " " + deed.line)
	}
	for _, line := range []string{
		"/call globex spoke with &lt;!channel&gt; next step <!here> call back in 3 weeks because of <https://evil.example|x>",
		"/call #2 " + strings.Repeat("& ", 3000), "/call #5 \x00\u202e\r\n", "/deal list <@UOWNER|mia>", "/deal list won <@UREP>", "/deal show zebulon", "/deal show #1",
		"/deal add \"<!channel>\" 12k contact <@U1> stage proposal benefit *8 %* less", "/deal pause #2 until 31 Dec 2150 because \xff", "/deal why -1",
		"/deal won #99999999999999999999", "/deal know #5 budget &amp;lt;, says " + strings.Repeat("x", 500), "/deal focus umb", "/deal help \n", "/deal ", "/", "",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		o, others := busyOffice(t)
		if o.types(rep, line) == "" {
			t.Error("no answer")
		}
		o.harmless(t, line, others)
		// What was stored is shown to a manager too.
		for _, look := range []string{"/deal show #2", "/deal show #5", "/deal list lost"} {
			o.types(admin, look)
			o.fit(t)
		}
	})
}

// FuzzInteraction takes any payload that can be decoded, as if the rep had sent
// it over an honest socket.
func FuzzInteraction(f *testing.F) {
	o, _ := busyOffice(f)
	for _, deed := range deeds {
		kind, name, _ := strings.Cut(deed.name, " ")
		if kind == "form" {
			f.Add(`{"type":"view_submission","view":{"id":"V1","callback_id":"` + name + `","private_metadata":"2 - - - -","state":{"values":{"on":{"input":{"selected_date":"2026-12-14"}}}}}}`)
		}
		if kind == "button" {
			at := o.card("forward", "yes")
			at.deal = 5
			f.Add(clicked(name+":0", at.String()))
			f.Add(clicked(name+":"+formWhy, strings.Replace(at.String(), "5 ", "1 ", 1)))
		}
	}
	for _, value := range []string{
		"", "1", "-5 - - - -", "5 reply:99999999999999999999 - - -", "5 reply:-1 - - -", "5 prompt:UREP:2026-11-12 timing a forward",
		"5 prompt:UOWNER:2026-11-12 - - -", "2 command:UREP:t0", "/deal won #1", "/call #5 <!channel>", "/deal list <@UOWNER>",
	} {
		for _, action := range []string{doAgain, doUndo, doSpoke, doAnswer, doFocus, doForm + ":" + formLearn, "odd"} {
			f.Add(clicked(action, value))
		}
	}
	f.Add(`{"type":"block_actions","actions":[{"action_id":"show:0","block_id":"b","type":"button","value":"5 reply:1794474000000 gone-dark-voicemail a forward"}],"channel":{"id":"D1"}}`) // without a trigger
	f.Add(`{"type":"block_actions"}`)
	f.Add(`{"type":"block_actions","actions":[null,{"value":"x"}],"channel":{"id":"C1"}}`)
	f.Add(`{"type":"view_submission","view":{"callback_id":"pause"}}`)
	f.Add(`{"type":"shortcut"}`)
	f.Fuzz(func(t *testing.T, payload string) {
		var in slack.InteractionCallback
		if json.Unmarshal([]byte(payload), &in) != nil {
			return
		}
		in.User = slack.User{ID: "UREP", TeamID: "T1"}
		in.ResponseURL = "https://slack.test/respond"
		o, others := busyOffice(t)
		said := o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
		if in.Type == slack.InteractionTypeBlockActions && said == "" {
			t.Error("no answer")
		}
		o.harmless(t, payload, others)
	})
}

func clicked(action, value string) string {
	text, err := json.Marshal(map[string]any{
		"type": "block_actions", "trigger_id": "t1", "channel": map[string]string{"id": "D1"},
		"actions": []any{map[string]string{"type": "button", "block_id": "b", "action_id": action, "value": value}},
	})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// FuzzForm fills in forms with anything: the fields are there, what is in them
// need not be what the form lets anybody choose.
func FuzzForm(f *testing.F) {
	o, _ := busyOffice(f)
	for _, form := range []string{formLater, formBecause, formStep, formContact, formLearn, formWhy, formPause, "odd"} {
		for effect, id := range map[string]string{"later": "2", "new-contact": "5", "": "4"} {
			at := o.card(effect, "yes")
			if effect == "" {
				at.answer = "budget"
			}
			metadata := strings.Replace(at.String(), "1 ", id+" ", 1)
			f.Add(form, metadata, "2026-12-14", "price", "the board meets")
			f.Add(form, metadata, "", "illness", "<!channel> <@U1>")
			f.Add(form, metadata, "9999-12-31", "<!here>", strings.Repeat("&", 1100))
			f.Add(form, strings.Replace(metadata, id+" ", "1 ", 1), "2026-12-14", "", "\u202e\x00")
		}
	}
	f.Fuzz(func(t *testing.T, form, metadata, on, kind, text string) {
		o, others := busyOffice(t)
		typed := map[string]string{fieldOn: on, fieldKind: kind}
		for _, field := range []string{fieldReason, fieldWords, fieldName, fieldWho, fieldReal, fieldLine} {
			typed[field] = text
		}
		o.sends(rep, form, metadata, typed)
		o.harmless(t, form+metadata+on+kind+text, others)
		if d := o.deal(t, 4); d.ReasonKind != "" && !strings.Contains(strings.Join(reasonLabels(), "\n"), sentence(string(d.ReasonKind))) {
			t.Errorf("the channel would read the reason %q", d.ReasonKind)
		}
		for _, look := range []string{"/deal show #2", "/deal show #4"} {
			o.types(admin, look)
			o.fit(t)
		}
	})
}
