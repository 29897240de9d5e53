package slack

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// undoIn finds the value of an Undo in an answer.
var undoIn = regexp.MustCompile(`"action_id":"undo[^"]*","block_id":"[^"]*"|"action_id":"undo[^"]*","value":"([^"]+)"`)

func TestAClosedDealIsTakenBackInOneClick(t *testing.T) {
	for _, line := range []string{"/deal won acme", "/deal lost acme too expensive", "/deal letgo acme"} {
		t.Run(line, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", putOff)
			answer := o.types(owner, line)
			o.fit(t)
			found := undoIn.FindStringSubmatch(answer)
			if found == nil {
				t.Fatalf("there is no Undo in %s", answer)
			}
			hears(t, o.presses(rep, doUndo+":close", found[1]), "is not one of yours")
			hears(t, o.presses(owner, doUndo+":close", found[1]), "Taken back: *#1 Acme Ltd* is as it was.")
			o.fit(t)
			if is := o.deal(t, 1); !is.IsOpen() || is.CallBack != was.CallBack || is.ClosingOp != "" {
				t.Errorf("it is %+v", is)
			}
			hears(t, o.presses(owner, doUndo+":close", found[1]), "has changed since")
		})
	}
}

func TestTheFormOfAClosedDealFitsItsOutcome(t *testing.T) {
	for status, one := range map[coach.Status]struct{ asks, not string }{
		coach.Won:   {"What made them say yes?", "And what was really behind it?"},
		coach.Lost:  {"What did they give as the reason?", "you could close with"},
		coach.LetGo: {"you could close with", "What made them say yes?"},
	} {
		o := newOffice(t)
		o.has(t, "UOWNER", "Acme Ltd", func(d *coach.Deal, a coach.Act) error { return d.Close(a, status, "too expensive") })
		answer := o.presses(owner, doForm+":"+formWhy, o.card("", "").String())
		o.fit(t)
		hears(t, answer, one.asks)
		if strings.Contains(answer, one.not) {
			t.Errorf("the form of a deal that is %s asks %q", status.Words(), one.not)
		}
		if known := strings.Contains(answer, `"initial_option":{"text":{"type":"plain_text","text":"Price"`); known != (status != coach.Won) {
			t.Errorf("%s: the known reason is chosen: %v", status.Words(), known)
		}
	}
}

// A rep and a manager have the form of one deal open, or close it at the same
// moment.
func TestTheSecondToCloseADealIsToldWhoWasFirst(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", closed)
	form := o.card("", "").String()
	o.now = func() time.Time { return nine.Add(time.Minute) }
	o.sends(lead, formWhy, form, map[string]string{fieldKind: "budget", fieldReal: "theirs"})
	was := o.deal(t, 1)
	hears(t, o.sends(owner, formWhy, form, map[string]string{fieldKind: "price", fieldReal: "mine", fieldLine: ""}),
		"#1 Acme Ltd has moved on since: Lee Park added the reason.")
	o.unchanged(t, was)

	o.has(t, "UOWNER", "Globex", nil)
	o.types(lead, "/deal won #2")
	was = o.deal(t, 2)
	hears(t, o.types(owner, "/deal lost #2 too expensive"), "#2 Globex is won already: Lee Park won it.")
	o.unchanged(t, was)
	hears(t, o.presses(owner, doLetGo, target{deal: 2, prompt: replyAt(nine)}.String()), "#2 Globex has moved on since: Lee Park won it.")
	o.unchanged(t, was)
}

// A card of three weeks ago shows what is, and its buttons change nothing.
func TestAnOldCardTellsWhatCameSince(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	at := target{deal: 1, prompt: o.prompts(t, "UOWNER").ID}
	o.now = func() time.Time { return nine.Add(time.Hour) }
	o.types(owner, "/call #1 spoke with them")
	was := o.deal(t, 1)
	o.now = func() time.Time { return nine.AddDate(0, 0, 21) }
	for _, kind := range []string{doLetGo, doSnooze, doSpoke} {
		hears(t, o.presses(owner, kind, at.String()), "#1 Acme Ltd has moved on since: You logged a call.")
		o.fit(t)
		o.unchanged(t, was)
	}
}

// Two people click on one card. What the first one's click drew arrives after the
// second one's drawing, and may not stay.
func TestTheNewestStateIsDrawnLast(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	at := target{deal: 1, prompt: o.prompts(t, "UOWNER").ID}
	o.now = func() time.Time { return nine.Add(time.Minute) }
	o.onItsWay = func() {
		o.onItsWay = nil
		_, err := o.memory.Update(t.Context(), 1, "lead", func(d *coach.Deal) error {
			return d.Close(coach.Act{By: "ULEAD", At: nine.Add(time.Minute)}, coach.Won, "")
		})
		if err != nil {
			t.Error(err)
		}
	}
	said := o.presses(owner, doSpoke, at.String())
	if drawn := strings.Count(said, `"replace_original":true`); drawn != 2 || !strings.Contains(o.heard[len(o.heard)-1], "Won: *#1 Acme Ltd*") {
		t.Errorf("drawn %d times, the last time: %s", drawn, o.heard[len(o.heard)-1])
	}
	if said := o.presses(owner, doSpoke, at.String()); strings.Count(said, `"replace_original":true`) != 1 {
		t.Errorf("what nobody changed meanwhile was drawn again: %s", said)
	}
}

func TestAnUndoWorksWhereTheFormWas(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	answer := o.sends(owner, formLog, "", map[string]string{fieldDeal: "1", fieldWords: "spoke with them", fieldReached: reachedYes})
	o.fit(t)
	found := undoIn.FindStringSubmatch(answer)
	if found == nil {
		t.Fatalf("there is no Undo in %s", answer)
	}
	in := o.pressed(owner, doUndo, found[1])
	in.ResponseURL, in.Channel.ID = "", ""
	in.Container.Type, in.View.ID, in.View.Type = "view", "V9", "modal"
	answer = o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
	hears(t, answer, "Taken back: *#1 Acme Ltd* is as it was.")
	hears(t, answer, `"view_id":"V9"`)
}
