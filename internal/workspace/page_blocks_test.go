package workspace_test

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/slack-go/slack"
)

// gallery is one message for each list: every documented block and element.
//
//go:embed testdata/gallery.json
var gallery []byte

// posts a message with blocks as they are written.
func (s *stage) posts(channel string, blocks json.RawMessage) {
	s.Helper()
	_, bot := s.Tokens()
	form := url.Values{"token": {bot}, "channel": {channel}, "text": {"a message"}, "blocks": {string(blocks)}}
	answer, err := slackPost(s.APIURL()+"chat.postMessage", form)
	if err != nil || !strings.Contains(answer, `"ok":true`) {
		s.Fatalf("%v %s", err, answer)
	}
}

func TestThePageDrawsEveryBlock(t *testing.T) {
	s := onStage(t)
	var messages []json.RawMessage
	s.check(json.Unmarshal(gallery, &messages))
	s.presses("sales")
	for i, blocks := range messages {
		s.posts("C1", blocks)
		s.waits(`(n) => document.querySelectorAll("#messages .message").length === Number(n)`, fmt.Sprint(i+1))
		s.picture(fmt.Sprintf("blocks-%d", i+1))
	}
	if n := asks[int](s, `document.querySelectorAll(".unknown").length`); n != 0 {
		t.Errorf("%d blocks are not drawn", n)
	}
	s.sees("@Maria Lopez", "#sales", "@sellers", "<b>not bold</b>", "<script>document.title='run'</script>", "Page 1 of 2", "Right", "in progress")
	if text := asks[string](s, `[...document.querySelectorAll("#messages a")].map((a) => a.protocol).filter((p) => !["http:", "https:", "mailto:"].includes(p)).join()`); text != "" {
		t.Errorf("links to %s", text)
	}
	if n := asks[int](s, `document.querySelectorAll("#messages :is(script, img, iframe, object, embed, [style])").length`); n != 0 {
		t.Errorf("%d foreign things", n)
	}
	if n := asks[int](s, `performance.getEntriesByType("resource").filter((e) => !e.name.startsWith(location.origin)).length`); n != 0 {
		t.Errorf("%d things were fetched from elsewhere", n)
	}

	s.do(chromedp.EmulateViewport(390, 800))
	s.picture("narrow")
	if wide := asks[string](s, `[...document.querySelectorAll("#messages .block:not(.carousel *)")].filter((b) => b.getBoundingClientRect().right > 390).map((b) => b.className).join()`); wide != "" {
		t.Errorf("too wide for a narrow screen: %s", wide)
	}
	s.do(chromedp.EmulateViewport(1280, 800))

	s.presses("Plain")
	s.hears("the button", action("plain"))
	s.presses("Danger")
	s.sees("It cannot be undone.")
	s.picture("confirm")
	s.presses("Keep it")
	s.presses("Primary")
	s.hears("the other button", action("first"))
	s.presses("Good")
	if data := s.hears("the feedback", action("feedback")); data.ActionCallback.BlockActions[0].Value != "good" {
		t.Errorf("feedback %+v", data.ActionCallback.BlockActions[0])
	}
	asks[bool](s, `(() => { const menu = document.querySelector("[data-field='buttons/stage']"); menu.value = "lost"; return menu.dispatchEvent(new Event("change", { bubbles: true })); })()`)
	if data := s.hears("the menu", action("stage")); data.ActionCallback.BlockActions[0].SelectedOption.Value != "lost" {
		t.Errorf("menu %+v", data.ActionCallback.BlockActions[0])
	}
	s.do(chromedp.SendKeys(`[data-field="buttons/deal"]`, "harb"))
	s.sees("Harbor Logistics")
	s.waits(`() => document.querySelector("[data-field='buttons/deal']").ariaExpanded === "true"`, "")
	s.types("\r")
	if data := s.hears("the external menu", action("deal")); data.ActionCallback.BlockActions[0].SelectedOption.Value != "1" {
		t.Errorf("external menu %+v", data.ActionCallback.BlockActions[0])
	}
	s.do(chromedp.SendKeys(`[data-field="search/typed"]`, "abc"))
	if data := s.hears("the typing", action("typed")); data.ActionCallback.BlockActions[0].Value != "abc" || data.BlockActionState.Values["buttons"]["deal"].SelectedOption.Value != "1" {
		t.Errorf("typing %+v", data.ActionCallback.BlockActions[0])
	}
	for _, data := range s.told {
		if action("risky")(data) {
			t.Error("what was taken back was done")
		}
	}
}

func TestNothingForeignRunsOnThePage(t *testing.T) {
	s := onStage(t)
	s.presses("sales")
	hostile := `<script>document.title="run"</script><img src=x onerror="document.title='run'"> <javascript:document.title='run'|press> <https://e.example/"onmouseover="document.title='run'|quoted>`
	_, _, err := s.api.PostMessageContext(s.ctx, "C1", slack.MsgOptionText(hostile, false))
	s.check(err)
	_, err = s.Say(s.ctx, "U2", "C1", hostile)
	s.check(err)
	s.sees(`<script>document.title="run"</script>`, "press", "quoted")
	if n := asks[int](s, `document.querySelectorAll("#messages :is(script, img), #messages a:not([href^='https://e.example/'])").length`); n != 0 {
		t.Errorf("%d foreign things", n)
	}
	for _, text := range []string{strings.Repeat("*_~`<", 8000), strings.Repeat("long ", 8000), strings.Repeat("x\n", 20_000), strings.Repeat("http://", 5000)} {
		_, _, err := s.api.PostMessageContext(s.ctx, "C1", slack.MsgOptionText(text, false))
		s.check(err)
	}
	s.sees("Show all 40,000 characters")
	// What the workspace refuses could still come from a real one one day.
	asks[bool](s, `import("/blocks.js").then(({ drawBlocks }) => {
		const broken = ["section", "context", "actions", "image", "input", "rich_text", "markdown", "table", "data_table", "data_visualization", "alert",
			"card", "carousel", "container", "layout", "plan", "task_card", "video", "context_actions", "header", "toString", "new_block"].map((type) => ({ type }));
		const nodes = drawBlocks([...broken, null, 7, { type: "section", text: { type: "mrkdwn", text: 7 } }, { type: "actions", elements: [{ type: "button" }, { type: "x" }] }], { act() {} });
		document.querySelector("#messages").append(...nodes);
		window.drawn = nodes.length;
	}) && true`)
	s.waits(`() => window.drawn === 26`, "")
	_, _, err = s.api.PostMessageContext(s.ctx, "C1", slack.MsgOptionText("still here", false))
	s.check(err)
	s.sees("still here")
	if title := asks[string](s, "document.title"); title != "#sales · Deal Coach workspace" {
		t.Errorf("something ran: the title is %q", title)
	}
}
