package workspace_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestAnswersToACommand(t *testing.T) {
	long := strings.Repeat("x", 3001)
	section := func(text string) map[string]any {
		return map[string]any{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": text}}
	}
	for name, tt := range map[string]struct {
		payload   any // nil: an empty acknowledgement
		text      string
		ephemeral string
		problem   string
	}{
		"a text is shown to the person alone":    {payload: map[string]any{"text": "got it"}, text: "got it", ephemeral: "U1"},
		"in_channel is shown to everybody":       {payload: map[string]any{"text": "got it", "response_type": "in_channel"}, text: "got it"},
		"an empty acknowledgement shows nothing": {},
		"blocks alone are enough":                {payload: map[string]any{"blocks": []any{section("hello")}}, ephemeral: "U1"},
		"a block over the limit is noticed": {
			payload: map[string]any{"blocks": []any{section(long)}},
			problem: "invalid_payload: invalid_blocks; must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
		},
		"blocks that are no list are noticed": {
			payload: map[string]any{"blocks": "[{]"}, problem: "invalid_payload: invalid_blocks_format",
		},
		"a type without a text is noticed": {
			payload: map[string]any{"response_type": "ephemeral"}, problem: "invalid_payload: no_text",
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
					if tt.payload == nil {
						c.Ack(*e.Request)
					} else {
						c.Ack(*e.Request, tt.payload)
					}
				})
				defer stop()
				reply := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
				if !reply.Acked || reply.Problem != tt.problem {
					t.Errorf("acked %v, problem %q; want %q", reply.Acked, reply.Problem, tt.problem)
				}
				shown := tt.problem == "" && tt.payload != nil
				if (reply.Message != nil) != shown {
					t.Fatalf("message shown: %v", reply.Message)
				}
				if !shown {
					return
				}
				if m := reply.Message; m.Text != tt.text || m.Ephemeral != tt.ephemeral || m.Channel != "C1" || m.User != r.BotUser() {
					t.Errorf("message %+v", m)
				}
				public, private := len(r.Messages("C1")), len(r.Ephemerals("U1"))
				if wantPublic := tt.ephemeral == ""; (public == 1) != wantPublic || (private == 1) == wantPublic {
					t.Errorf("%d public, %d ephemeral messages", public, private)
				}
			})
		})
	}
}

func TestAPayloadOfACommandIsComplete(t *testing.T) {
	bubble(t, func(r *rig) {
		var got slack.SlashCommand
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			got = e.Data.(slack.SlashCommand)
			c.Ack(*e.Request)
		})
		defer stop()
		must[workspace.Reply](t)(r.Command(r.ctx, "U1", r.DM("U1"), "/deal  show 12 "))
		if got.ResponseURL == "" || got.TriggerID == "" {
			t.Error("no response url or trigger")
		}
		got.ResponseURL, got.TriggerID = "", ""
		want := slack.SlashCommand{
			TeamID: r.TeamID(), TeamDomain: "local", ChannelID: "D1", ChannelName: "directmessage",
			UserID: "U1", UserName: "maria", Command: "/deal", Text: "show 12", APIAppID: "ALOCAL0001",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTextOfACommand(t *testing.T) {
	for typed, want := range map[string]string{
		"hand 12 to @bob":                     "hand 12 to <@U2>",
		"ask @Maria, then @bob.":              "ask <@U1>, then <@U2>.",
		"no such @person":                     "no such @person",
		"mail bob@maria":                      "mail bob@maria",
		"see #sales":                          "see <#C1|sales>",
		"ticket #4711":                        "ticket #4711",
		"Smith & Sons <big> deal":             "Smith &amp; Sons &lt;big&gt; deal",
		"look at https://a.example/?x=1&y=2.": "look at <https://a.example/?x=1&amp;y=2>.",
		"<@U2> is not typed like this":        "&lt;@U2&gt; is not typed like this",
		"größer":                              "größer",
	} {
		t.Run(typed, func(t *testing.T) {
			bubble(t, func(r *rig) {
				var got string
				stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
					got = e.Data.(slack.SlashCommand).Text
					c.Ack(*e.Request)
				})
				defer stop()
				must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal "+typed))
				if got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			})
		})
	}
}

func TestACommandThatNobodyAcknowledges(t *testing.T) {
	bubble(t, func(r *rig) {
		start := time.Now()
		reply := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
		if reply.Problem != workspace.NoSocket || since(start) != 0 {
			t.Errorf("without a socket: %+v after %v", reply, since(start))
		}

		seen := 0
		stop := r.connect(func(*socketmode.Client, socketmode.Event) { seen++ })
		defer stop()
		start = time.Now()
		reply = must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
		if reply.Acked || reply.Problem != workspace.TimedOut || since(start) != 3*time.Second {
			t.Errorf("without an acknowledgement: %+v after %v", reply, since(start))
		}
		pass(10 * time.Minute)
		if seen != 1 {
			t.Errorf("the command was sent %d times; commands are not repeated", seen)
		}
	})
}

func TestAnAcknowledgementOf20KBIsIgnored(t *testing.T) {
	for size, want := range map[int]string{20_479: "", 20_480: workspace.TooLarge} {
		bubble(t, func(r *rig) {
			s := r.dialRaw()
			defer s.Close()
			done := make(chan error, 1)
			go func() {
				f, err := s.next()
				if err != nil {
					done <- err
					return
				}
				frame := `{"envelope_id":"` + f.ID + `","payload":{"text":"`
				frame += strings.Repeat("x", size-len(frame)-3) + `"}}`
				done <- s.WriteMessage(websocket.TextMessage, []byte(frame))
			}()
			reply := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
			r.try(<-done)
			if reply.Problem != want || reply.Acked != (want == "") {
				t.Errorf("%d bytes: %+v", size, reply)
			}
		})
	}
}

func TestMisuseOfACommand(t *testing.T) {
	bubble(t, func(r *rig) {
		r.AddPerson(workspace.Person{ID: "U3", Handle: "gone", Deleted: true})
		canceled, cancel := context.WithCancel(r.ctx)
		cancel()
		stop := r.connect(func(*socketmode.Client, socketmode.Event) {})
		defer stop()
		for name, try := range map[string]func() (workspace.Reply, error){
			"nobody":                   func() (workspace.Reply, error) { return r.Command(r.ctx, "U9", "C1", "/deal") },
			"a deactivated person":     func() (workspace.Reply, error) { return r.Command(r.ctx, "U3", "C1", "/deal") },
			"the bot itself":           func() (workspace.Reply, error) { return r.Command(r.ctx, r.BotUser(), "C1", "/deal") },
			"nowhere":                  func() (workspace.Reply, error) { return r.Command(r.ctx, "U1", "C9", "/deal") },
			"somebody else's messages": func() (workspace.Reply, error) { return r.Command(r.ctx, "U1", r.DM("U2"), "/deal") },
			"a foreign command":        func() (workspace.Reply, error) { return r.Command(r.ctx, "U1", "C1", "/giphy") },
			"no time":                  func() (workspace.Reply, error) { return r.Command(canceled, "U1", "C1", "/deal") },
		} {
			if _, err := try(); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
	})
}
