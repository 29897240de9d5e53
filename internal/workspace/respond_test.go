package workspace_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// respond posts to a response URL and checks the answer.
func (r *rig) respond(url, body string, status int, contains string) {
	r.t.Helper()
	resp, err := r.http.Post(url, "application/json", strings.NewReader(body))
	r.try(err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	r.try(err)
	if resp.StatusCode != status || !strings.Contains(string(text), contains) {
		r.t.Errorf("%s: %d %s; want %d and %q", body, resp.StatusCode, text, status, contains)
	}
}

// commandURL is the response URL of a command that Maria typed in #sales.
func (r *rig) commandURL() string {
	r.t.Helper()
	var url string
	stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
		url = e.Data.(slack.SlashCommand).ResponseURL
		c.Ack(*e.Request)
	})
	defer stop()
	must[workspace.Reply](r.t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
	return url
}

func TestAResponseURLWorksFiveTimesInHalfAnHour(t *testing.T) {
	bubble(t, func(r *rig) {
		url := r.commandURL()
		r.respond(url, `{"text":"one"}`, 200, "ok")
		r.respond(url, `{"text":"two","response_type":"in_channel"}`, 200, "ok")
		r.respond(url, `{"text":"three","replace_original":true}`, 200, "ok")
		r.respond(url, `{}`, 200, `"error":"no_text"`)
		r.respond(url, `{"blocks":[{"type":"header"}]}`, 200, `"error":"invalid_blocks"`)
		r.respond(url, `{"text":"six"}`, 404, "used_url")
		if m := r.Messages("C1"); len(m) != 1 || m[0].Text != "two" {
			t.Errorf("in the channel: %+v", m)
		}
		// A command has no original that could be replaced.
		if m := r.Ephemerals("U1"); len(m) != 2 || m[0].Text != "one" || m[1].Text != "three" {
			t.Errorf("for Maria: %+v", m)
		}

		url = r.commandURL()
		pass(30*time.Minute - time.Second)
		r.respond(url, `{"text":"in time"}`, 200, "ok")
		pass(time.Second)
		r.respond(url, `{"text":"late"}`, 404, "expired_url")
		r.respond(r.URL()+"/respond/made-up", `{"text":"hello"}`, 404, "expired_url")
	})
}

func TestFaultsOfAResponseURL(t *testing.T) {
	bubble(t, func(r *rig) {
		url := r.commandURL()
		r.Fail(workspace.Fault{Method: "response_url", Status: 500})
		r.respond(url, `{"text":"one"}`, 500, "Internal Server Error")
		r.Fail(workspace.Fault{Method: "response_url", Done: true, Drop: true})
		if _, err := r.http.Post(url, "application/json", strings.NewReader(`{"text":"two"}`)); err == nil {
			t.Error("the answer was not lost")
		}
		if m := r.Ephemerals("U1"); len(m) != 1 || m[0].Text != "two" {
			t.Errorf("shown: %+v", m)
		}
	})
}
