package workspace_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/slack-go/slack"
)

func TestMessagesChangeOnThePage(t *testing.T) {
	s := onStage(t)
	s.presses("sales")
	_, ts, err := s.api.PostMessageContext(s.ctx, "C1", slack.MsgOptionText("first words", false))
	s.check(err)
	s.sees("first words")
	_, _, _, err = s.api.UpdateMessageContext(s.ctx, "C1", ts, slack.MsgOptionText("better words", false))
	s.check(err)
	s.sees("better words (edited)")
	_, err = s.api.PostEphemeralContext(s.ctx, "C1", "U1", slack.MsgOptionText("psst", false))
	s.check(err)
	s.sees("Only visible to you psst")
	_, _, err = s.api.DeleteMessageContext(s.ctx, "C1", ts)
	s.check(err)
	s.misses("better words")
	_, _, err = s.api.PostMessageContext(s.ctx, s.DM("U1"), slack.MsgOptionText("look here", false))
	s.check(err)
	s.waits(`() => document.querySelector("#conversations .unread .dot")?.ariaLabel === "unread"`, "")
	s.presses("Deal Coach")
	s.sees("look here")
	s.waits(`() => !document.querySelector("#conversations .unread")`, "")
}

func TestTheAppsHomeOnThePage(t *testing.T) {
	s := onStage(t)
	s.presses("Home")
	s.sees("Three deals are due.")
	s.waits(`() => (document.querySelector("[data-field='note/text']").focus(), true)`, "")
	s.types("a note")
	s.waits(`() => document.querySelector("[data-field='note/text']").value === "a note"`, "")
	s.picture("home")
	s.presses("go")
	data := s.hears("the button", action("go"))
	if data.View.Type != slack.VTHomeTab || data.View.State.Values["note"]["text"].Value != "a note" {
		t.Errorf("view %+v", data.View.State)
	}
	s.presses("Messages")
	s.sees("This is the beginning of Deal Coach.")
	s.waits(`() => document.activeElement.id === "tab-messages"`, "")
	visits := func() string {
		s.mu.Lock()
		defer s.mu.Unlock()
		return strings.Join(s.seen, " ")
	}
	for end := time.Now().Add(10 * time.Second); visits() != "messages home messages"; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("visits: %s", visits())
		}
	}
}

func TestFormsOnThePage(t *testing.T) {
	s := onStage(t)
	s.presses("sales")
	s.do(chromedp.SendKeys("#composer-text", "/de"))
	s.sees("See, add and close deals")
	s.types("\r")
	s.waits(`() => document.querySelector("#composer-text").value.startsWith("/deal ")`, "")
	s.sees("list | add | show")
	s.types("add\r")
	s.sees("Note", "Stage (optional)")
	s.waits(`() => document.activeElement.dataset.field === "note/text"`, "")
	s.presses("Save")
	s.sees("Please complete this required field.")
	s.types("bad\r")
	s.sees("The app does not like this.")
	s.picture("form")
	s.do(chromedp.SendKeys(`[data-field="note/text"]`, "\b\b\bpush\r"))
	s.sees("Deeper", "step 2")
	s.types("\x1b")
	s.misses("Deeper")
	s.hears("the closing", kind(slack.InteractionTypeViewClosed))
	s.waits(`() => document.querySelector("[data-field='note/text']").value === "push"`, "")

	s.mu.Lock()
	s.late = true
	s.mu.Unlock()
	s.do(chromedp.SendKeys(`[data-field="note/text"]`, "\r"))
	s.sees("We had some trouble connecting. Try again?")
	s.types("\x1b")
	s.waits(`() => !document.querySelector("#view").open && document.activeElement.id === "composer-text"`, "")
	s.says("/deal list")
	s.sees(`/deal failed with the error "operation_timeout"`)
	s.waits(`() => document.querySelector("#composer-text").value === "/deal list"`, "")
	s.picture("late")
}

func TestShortcutsAndThreadsOnThePage(t *testing.T) {
	s := onStage(t)
	s.presses("sales")
	s.says("Harbor will sign")
	s.sees("Harbor will sign")
	s.presses("What the app can do")
	s.presses("Log on a deal")
	if data := s.hears("the message's shortcut", kind(slack.InteractionTypeMessageAction)); data.Message.Text != "Harbor will sign" {
		t.Errorf("message %+v", data.Message)
	}
	s.presses("Reply in a thread")
	s.waits(`() => document.activeElement.id === "thread-text"`, "")
	s.types("well done\r")
	s.sees("1 reply", "well done")
	s.types("\x1b")
	s.waits(`() => document.querySelector("#thread").hidden`, "")
	message := s.Messages("C1")[0]
	_, _, err := s.api.PostMessageContext(s.ctx, "C1", slack.MsgOptionText("congratulations", false), slack.MsgOptionTS(message.TS))
	s.check(err)
	s.sees("2 replies new")
	s.presses("2 replies")
	s.sees("congratulations")
	s.waits(`() => !document.querySelector(".replies").innerText.includes("new")`, "")
	s.picture("thread")
	s.presses("Shortcuts")
	s.presses("Log a call")
	s.sees("By shortcut")
}

func TestTheInspectorOnThePage(t *testing.T) {
	s := onStage(t)
	s.presses("Inspector")
	s.presses("sales")
	s.says("/deal add")
	s.sees("slash_commands /deal add", "views.open", "acknowledged in")
	s.types("\x1b")
	s.waits(`() => {
		const entry = [...document.querySelectorAll(".trace details")].find((d) => d.innerText.includes("slash_commands"));
		entry.open = true;
		return entry.innerText.includes('"command": "/deal"');
	}`, "")
	s.picture("inspector")
	s.do(chromedp.Reload())
	s.sees("slash_commands /deal add")
}
