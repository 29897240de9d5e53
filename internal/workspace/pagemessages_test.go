package workspace_test

import (
	"fmt"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
)

type messagePage struct {
	Messages []struct {
		TS, Text, ThreadTS string
		Replies            int
		Ephemeral          bool
	}
	More bool
}

// reads asks the page's server for messages and says what it answers in one line.
func (r *rig) reads(query string) (line string, page messagePage) {
	r.t.Helper()
	r.page("GET", "/page/messages?as=U1&channel=C1"+query, "", &page)
	for _, m := range page.Messages {
		line += m.Text + " "
	}
	if page.More {
		line = "… " + line
	}
	return line, page
}

func TestThePageReadsPartByPart(t *testing.T) {
	bubble(t, func(r *rig) {
		for i := range 7 {
			must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", fmt.Sprint(i)))
		}
		_, err := r.api.PostEphemeralContext(r.ctx, "C1", "U1", slack.MsgOptionText("psst", false))
		r.try(err)
		line, page := r.reads("&limit=3")
		if line != "… 5 6 psst " {
			t.Errorf("the newest: %s", line)
		}
		line, page = r.reads("&limit=3&before=" + page.Messages[0].TS)
		if line != "… 2 3 4 " {
			t.Errorf("before: %s", line)
		}
		if line, _ = r.reads("&limit=3&before=" + page.Messages[0].TS); line != "0 1 " {
			t.Errorf("the first: %s", line)
		}
	}, pageToken)
}

func TestThePageReadsThreads(t *testing.T) {
	bubble(t, func(r *rig) {
		parent := must[workspace.Message](t)(r.Say(r.ctx, "U2", "C1", "parent"))
		must[workspace.Message](t)(r.Say(r.ctx, "U2", "C1", "other"))
		send := func(text string) string {
			var out struct{ Problem string }
			r.page("POST", "/page/send", `{"as":"U1","channel":"C1","thread":"`+parent.TS+`","text":"`+text+`"}`, &out)
			return out.Problem
		}
		if p := send("mine"); p != "" {
			t.Errorf("reply: %s", p)
		}
		if got := send("/deal list"); got != "/deal is not supported in threads. Sorry!" {
			t.Errorf("a command: %q", got)
		}
		_, _, err := r.api.PostMessageContext(r.ctx, "C1", slack.MsgOptionText("bot's", false), slack.MsgOptionTS(parent.TS))
		r.try(err)
		_, err = r.api.PostEphemeralContext(r.ctx, "C1", "U1", slack.MsgOptionText("psst", false), slack.MsgOptionTS(parent.TS))
		r.try(err)
		line, page := r.reads("")
		if line != "parent other " || page.Messages[0].Replies != 2 || page.Messages[1].Replies != 0 {
			t.Errorf("the channel: %s %+v", line, page.Messages)
		}
		if line, _ = r.reads("&thread=" + parent.TS); line != "parent mine bot's psst " {
			t.Errorf("the thread: %s", line)
		}
		if _, err := r.SayInThread(r.ctx, "U1", "C1", "1.000001", "to nobody"); err == nil {
			t.Error("replied to nothing")
		}
	}, pageToken)
}
