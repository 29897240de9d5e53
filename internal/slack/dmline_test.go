package slack

import (
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack/slackevents"
)

func TestALineInTheDMIsReadLikeACall(t *testing.T) {
	for _, one := range []struct{ line, says string }{
		{"acme ltd left a voicemail", "Logged on *#1 Acme Ltd*: you tried, no answer yet."},
		{"Acme spoke with &lt;Tess&gt; &amp; Bo", `Your note: spoke with \u0026lt;Tess\u0026gt; \u0026amp; Bo`},
		{"#1: spoke with Tess, call back in 3 weeks because the board meets", "because the board meets"},
		{"acme", "What happened on that call?"},
		{"acmee spoke with Tess", "Did you mean this? Nothing is saved yet."},
		{"#7 spoke with Tess", "There is no deal #7."},
		{"thanks", "Glad to be of help. Nothing was logged."},
		{"Thanks, acme is going well!", "Nothing was logged."},
		{"👍", "Nothing was logged."},
		{"1 of them spoke with me", "Nothing was logged."},
		{"what does <!channel> mean?", "Nothing was logged."},
		{"Help", "Here is what you can type"},
	} {
		t.Run(one.line, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", nil)
			said := o.writes(owner, one.line)
			o.fit(t)
			if !strings.Contains(said, one.says) {
				t.Errorf("was answered %s", said)
			}
			if len(o.heard) != 1 || o.acks != 1 {
				t.Errorf("%d answers, %d acknowledgements", len(o.heard), o.acks)
			}
			if !strings.Contains(said, "Logged") {
				o.unchanged(t, was)
			}
		})
	}
}

func TestARepeatedLineIsLoggedAndAnsweredOnce(t *testing.T) {
	for _, line := range []string{"acme left a voicemail", "thanks", "#7 spoke"} {
		o := newOffice(t)
		o.has(t, "UOWNER", "Acme Ltd", nil)
		o.tells("Ev1", 0, owner, line)
		was := o.deal(t, 1)
		o.now = func() time.Time { return nine.Add(time.Minute) }
		for retry := range 4 { // the first as well, when it was held up and comes last
			if said := o.tells("Ev1", retry, owner, line); said != "" && (retry > 0 || was.Attempts > 0) {
				t.Errorf("%q is answered again: %s", line, said)
			}
			if o.acks != 1 {
				t.Errorf("%d acknowledgements", o.acks)
			}
		}
		o.unchanged(t, was)
	}
}

func TestALineThatWasLoggedButNotAnsweredIsAnsweredThen(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.tells("Ev1", 0, owner, "acme left a voicemail")
	o.dm = nil // the instance died before it could post
	if said := o.tells("Ev1", 1, owner, "acme left a voicemail"); !strings.Contains(said, "Logged on *#1 Acme Ltd*") {
		t.Errorf("was answered %q", said)
	}
	if d := o.deal(t, 1); d.Attempts != 1 {
		t.Errorf("%d attempts", d.Attempts)
	}
}

func TestTheCallOfALineIsTakenBack(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	_, rest, _ := strings.Cut(o.tells("Ev1", 0, owner, "acme left a voicemail"), `"value":"1 event:`)
	op, _, _ := strings.Cut(rest, `"`)
	if said := o.presses(owner, doUndo, "1 event:"+op); !strings.Contains(said, "Taken back") {
		t.Errorf("was answered %s", said)
	}
}

func TestWhatIsNoLineIsLeftAlone(t *testing.T) {
	for what, m := range map[string]slackevents.MessageEvent{
		"the bot's own":       {User: "UBOT"},
		"a bot's":             {User: "UROBOT", BotID: "B1"},
		"an edit":             {User: "UOWNER", SubType: "message_changed"},
		"a deletion":          {SubType: "message_deleted"},
		"a broadcast reply":   {User: "UOWNER", SubType: "thread_broadcast"},
		"a message's picture": {User: "UOWNER", SubType: "file_share"},
		"a channel's":         {User: "UOWNER", ChannelType: "channel"},
		"nothing":             {User: "UOWNER", Text: " \n"},
	} {
		t.Run(what, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", nil)
			if m.Text == "" {
				m.Text = "acme spoke with Tess"
			}
			if m.ChannelType == "" {
				m.ChannelType = "im"
			}
			m.Channel = "D1"
			said := o.takes(&envelope{kind: envelopeEvent, eventID: "Ev1", event: &slackevents.EventsAPIEvent{
				TeamID: "T1", InnerEvent: slackevents.EventsAPIInnerEvent{Type: "message", Data: &m},
			}})
			if said != "" || o.acks != 1 {
				t.Errorf("%d acknowledgements, and %q", o.acks, said)
			}
			o.unchanged(t, was)
		})
	}
}
