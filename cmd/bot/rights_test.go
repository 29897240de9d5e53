package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"
)

// The whole program knows its own workspace: whoever comes into a channel from
// another one is refused, whatever they do there, and stores nothing.
func TestAVisitorFromAnotherWorkspace(t *testing.T) {
	const vera = "U0VERA"
	p := newPlay(t)
	p.demo.workspace.AddPerson(workspace.Person{ID: vera, Team: "T0ELSEWHERE", Handle: "vera", Name: "Vera Visitor", Admin: true})
	p.perform(`
mia> /deal add Acme 12k contact Jo
| Added *#1 Acme*...
vera> /deal show #1
| I work for the people of Local workspace only, and Slack does not count you among them.
| Nothing was shown, and nothing was saved.
| You typed:
| > /deal show #1
vera> /deal list
| I work for the people of Local workspace only...
vera> /deal add Globex 5k
| I work for the people of Local workspace only...
nora> /deal list
| *The team's deals: 1, worth $12,000*...
`)
	// Her click comes in an envelope that nobody here would send.
	answers := make(chan string, 1)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		answers <- string(body)
	}))
	defer hook.Close()
	click, err := json.Marshal(map[string]any{
		"envelope_id": "forged", "type": "interactive", "accepts_response_payload": true,
		"payload": map[string]any{
			"type": "block_actions", "user": map[string]any{"id": vera, "team_id": "T0ELSEWHERE"}, "trigger_id": "forged",
			"team": map[string]any{"id": p.demo.workspace.TeamID()}, "channel": map[string]any{"id": salesChannel},
			"response_url": hook.URL,
			"actions":      []any{map[string]any{"type": "button", "block_id": "do:1", "action_id": "again:0", "value": "/deal won #1"}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.demo.workspace.SendRaw(click); err != nil {
		t.Fatal(err)
	}
	select {
	case said := <-answers:
		if !strings.Contains(said, "I work for the people of Local workspace only") || strings.Contains(said, `"replace_original":true`) {
			t.Errorf("her click is answered %s", said)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("her click is not answered")
	}
	p.perform(`
mia> /deal show #1
| *#1 Acme*
| Prospect · $12,000 · contact Jo...
`)
}
