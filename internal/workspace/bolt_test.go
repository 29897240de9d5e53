package workspace_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"
)

// boltWait is how long Slack's framework may take on a busy machine.
const boltWait = 30 * time.Second

// startBolt runs testdata/bolt/app.mjs, an app on Slack's own framework, against
// a workspace that gives it whatever it asks for.
func startBolt(t *testing.T) *workspace.Workspace {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no Node, so Slack's own framework is not tried")
	}
	if _, err := os.Stat("testdata/bolt/node_modules/@slack/bolt"); err != nil {
		t.Skip("Slack's own framework is not installed, so it is not tried: npm install in internal/workspace/testdata/bolt")
	}
	w, err := workspace.New(workspace.Options{AnswerIn: boltWait})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.Start(l)
	w.AddPerson(workspace.Person{ID: "U1", Handle: "ann", Name: "Ann"})
	w.AddChannel("C1", "sales", "U1", w.BotUser())
	app, bot := w.Tokens()
	cmd := exec.Command(node, "app.mjs")
	cmd.Dir = "testdata/bolt"
	cmd.Env = append(os.Environ(), "SLACK_APP_TOKEN="+app, "SLACK_BOT_TOKEN="+bot, "SLACK_API_URL="+w.APIURL())
	var printed strings.Builder
	cmd.Stdout, cmd.Stderr = &printed, &printed
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		w.Close()
		if t.Failed() || strings.Contains(printed.String(), "error") {
			t.Errorf("the app printed:\n%s", printed.String())
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), boltWait)
	defer cancel()
	if err := w.WaitSockets(ctx, 1); err != nil {
		t.Fatalf("the app opened no socket: %v\n%s", err, printed.String())
	}
	return w
}

// wait polls until something is so.
func wait(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(boltWait); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// told reports whether a person was shown a text that only they see. Answers may
// come in any order.
func told(w *workspace.Workspace, user, text string) bool {
	return slices.ContainsFunc(w.Ephemerals(user), func(m workspace.Message) bool { return m.Text == text })
}

// last is the newest of some messages.
func last(messages []workspace.Message) workspace.Message {
	if len(messages) == 0 {
		return workspace.Message{}
	}
	return messages[len(messages)-1]
}

// The test follows one person through what most apps do.
func TestSlacksOwnFrameworkWorks(t *testing.T) {
	w := startBolt(t)
	must := func(r workspace.Reply, err error) workspace.Reply {
		t.Helper()
		if err != nil || r.Problem != "" {
			t.Fatalf("%v %s", err, r.Problem)
		}
		return r
	}
	// The method's limit is reached once: the framework waits and tries again.
	w.Fail(workspace.Fault{Method: "chat.postMessage", Status: 429, RetryAfter: "1"})
	r := must(w.Command(t.Context(), "U1", "C1", "/order three"))
	if r.Message == nil || r.Message.Text != "acknowledged three" {
		t.Errorf("the command's answer is %+v", r.Message)
	}
	wait(t, "it has responded", func() bool { return told(w, "U1", "responded to U1") })
	wait(t, "it has spoken in spite of the limit", func() bool { return last(w.Messages("C1")).Text == "said" })
	said := last(w.Messages("C1"))

	must(w.Click(t.Context(), workspace.Press{User: "U1", Channel: "C1", TS: said.TS, ActionID: "open"}))
	wait(t, "the form is open", func() bool { _, open := w.View("U1"); return open })
	must(w.Click(t.Context(), workspace.Press{User: "U1", ActionID: "relabel"}))
	wait(t, "the form has another title", func() bool {
		v, _ := w.View("U1")
		return strings.Contains(string(v.Body), "Another title")
	})
	r = must(w.Submit(t.Context(), "U1", workspace.Values{"amount": {"in": "many"}}))
	if r.Errors["amount"] != "A number, please." {
		t.Errorf("the form's errors are %v", r.Errors)
	}
	must(w.Submit(t.Context(), "U1", workspace.Values{"amount": {"in": "3"}}))
	wait(t, "the order is confirmed in the DM", func() bool { return last(w.Messages(w.DM("U1"))).Text == "ordered 3, kept" })
	if _, open := w.View("U1"); open {
		t.Error("the form is still open")
	}

	must(w.Click(t.Context(), workspace.Press{User: "U1", Channel: "C1", TS: said.TS, ActionID: "mark"}))
	wait(t, "the message is replaced", func() bool { return last(w.Messages("C1")).Text == "marked order 1" })

	hello, err := w.Say(t.Context(), "U1", "C1", "hello there")
	if err != nil {
		t.Fatal(err)
	}
	wait(t, "it greets back in the thread", func() bool {
		m := last(w.Messages("C1"))
		return m.ThreadTS == hello.TS && m.Text == "hello <@U1>"
	})

	if err := w.Visit("U1", "home"); err != nil {
		t.Fatal(err)
	}
	wait(t, "the Home tab is published", func() bool {
		home, ok := w.Home("U1")
		return ok && strings.Contains(string(home.Body), "home of U1")
	})

	must(w.Shortcut(t.Context(), "U1", "note"))
	wait(t, "the shortcut's form is open", func() bool {
		v, open := w.View("U1")
		return open && strings.Contains(string(v.Body), "A note")
	})
}
