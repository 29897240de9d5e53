package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"dealcoach/internal/workspace"
)

// writes gives every command something private.
func (g *ground) writes(user, mark string) {
	for _, line := range []string{
		"/deal add Acme 12k contact %s stage negotiation benefit %s", "/deal add Globex 5k", "/deal add Initech",
		"/deal add Umbrella", "/deal add Hooli", "/call acme spoke with %s", "/call globex call back in 3 weeks because %s",
		"/call hooli %s no answer", "/deal know acme budget %s says %s", "/deal know globex contact %s",
		"/deal pause umbrella until 11 January because %s", "/deal lost initech %s", "/deal letgo hooli %s", "/deal show acme",
		"/deal %s", "/deal list %s", "/deal show %s", "/call nobody %s", "/deal won %s", "/deal snooze acme %s", "/deal pause acme %s",
	} {
		if _, err := g.workspace.Command(g.Context(), user, salesChannel, strings.ReplaceAll(line, "%s", mark)); err != nil {
			g.Error(err)
		}
	}
}

// spies lets somebody ask about deals of others, and checks what they read.
func (g *ground) spies(user, mark string) {
	g.Helper()
	for id := 1; id <= 6; id++ {
		for _, line := range []string{"/deal show #%d", "/deal why #%d", "/deal ask #%d", "/call #%d hello", "/deal won #%d", "/deal know #%d need x"} {
			if _, err := g.workspace.Command(g.Context(), user, salesChannel, fmt.Sprintf(line, id)); err != nil {
				g.Error(err)
			}
		}
	}
	for _, m := range g.workspace.Ephemerals(user) {
		if strings.Contains(m.Text+string(m.Blocks), mark) {
			g.Errorf("somebody else reads %s", m.Text)
		}
	}
}

// fillsAll opens every form that somebody is offered, sends it badly and well,
// and returns how many there were.
func (g *ground) fillsAll(user, mark string) (n int) {
	for _, m := range append(g.workspace.Ephemerals(user), g.workspace.Messages(g.workspace.DM(user))...) {
		for _, b := range forms(m) {
			if g.presses(user, m, b) {
				g.fills(user, mark)
				n++
			}
		}
	}
	return n
}

func forms(m workspace.Message) (all []button) {
	for _, row := range rows(m, "") {
		for _, b := range row {
			if strings.HasPrefix(b.ActionID, "form:") {
				all = append(all, b)
			}
		}
	}
	return all
}

// opens types a line, and opens the form that the answer offers.
func (g *ground) opens(user, line string) {
	g.Helper()
	g.command(user, line)
	seen := g.workspace.Ephemerals(user)
	offered := forms(seen[len(seen)-1])
	if len(offered) == 0 || !g.presses(user, seen[len(seen)-1], offered[0]) {
		g.Errorf("%s offers no form: %s", line, seen[len(seen)-1].Text)
	}
}

// presses presses a button that opens a form, and reports whether it did. An old
// one may be gone, and with faults the form may not come.
func (g *ground) presses(user string, m workspace.Message, b button) bool {
	_, err := g.workspace.Click(g.Context(), workspace.Press{
		User: user, Channel: m.Channel, TS: m.TS, BlockID: b.block, ActionID: b.ActionID, Value: b.Value,
	})
	return err == nil && g.within(300*time.Millisecond, func() bool { _, open := g.workspace.View(user); return open })
}

// fills sends the form that somebody has open, badly and well, and closes what is
// left.
func (g *ground) fills(user, mark string) {
	for _, on := range []string{"2020-01-01", "2027-01-11"} {
		if view, open := g.workspace.View(user); open {
			_, _ = g.workspace.Submit(g.Context(), user, filling(view, mark, on)) // refused, as often as not
		}
	}
	for g.workspace.CloseView(user) == nil {
	}
}

// filling puts the mark into every text of a form.
func filling(view workspace.View, mark, on string) workspace.Values {
	var body struct {
		Blocks []struct {
			ID      string `json:"block_id"`
			Type    string `json:"type"`
			Element struct {
				Type    string `json:"type"`
				Options []struct {
					Value string `json:"value"`
				} `json:"options"`
			} `json:"element"`
		} `json:"blocks"`
	}
	values := workspace.Values{}
	if json.Unmarshal(view.Body, &body) != nil {
		return values
	}
	for _, b := range body.Blocks {
		switch {
		case b.Type != "input":
		case b.Element.Type == "datepicker":
			values[b.ID] = map[string]any{"input": on}
		case len(b.Element.Options) > 0:
			values[b.ID] = map[string]any{"input": b.Element.Options[0].Value}
		case b.ID == "line":
			values[b.ID] = map[string]any{"input": forAll}
		default:
			values[b.ID] = map[string]any{"input": mark + " said so"}
		}
	}
	return values
}

// sendsOddFrames sends what Slack would not: half of a command, one with another
// kind of payload, a form without a view, a click without a message.
func (g *ground) sendsOddFrames() {
	g.Helper()
	url := g.workspace.URL() + "/respond/" + ofMia
	for i, frame := range []string{
		`{"envelope_id":"o1","type":"slash_commands","payload":{"command":"/call","text":"` + ofMia + `","response_url":"` + url,
		`{"envelope_id":"o2","type":"slash_commands","payload":"` + ofMia + " " + url + `"}`,
		`{"envelope_id":"o3","type":"interactive","payload":{"type":"view_submission","user":{"id":"U0MIA"},"view":{"callback_id":"why","private_metadata":"` + ofMia + `"}}}`,
		`{"envelope_id":"o4","type":"interactive","payload":{"type":"block_actions","user":{"id":"U0MIA"},"response_url":"` + url + `","actions":[{"action_id":"form:` + ofMia + `","value":"1 ` + ofMia + ` - - -"}]}}`,
		`{"envelope_id":"o5","type":"interactive","payload":{"type":"block_actions","user":{"id":"U0MIA"},"actions":[{"action_id":"answer:x","value":"1 reply:9 ` + ofMia + ` - -"}]}}`,
		`{"envelope_id":"o6","type":"events_api","payload":{"type":"event_callback","event":{"type":"user_change","user":"` + ofMia + `"}}}`,
	} {
		if err := g.workspace.SendRaw([]byte(frame)); err != nil {
			g.Errorf("frame %d: %v", i+1, err)
		}
	}
}
