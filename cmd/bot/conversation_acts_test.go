package main

import (
	"fmt"
	"regexp"

	"dealcoach/internal/workspace"
)

// says writes a line in the DM with the bot; what is seen is the newest there
// that the person did not write.
func (p *play) says(n int, m []string) {
	p.Helper()
	who, w := user(m[1]), p.demo.workspace
	if _, err := w.Say(p.Context(), who, w.DM(who), m[2]); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	p.seen = func() string {
		if last := newest(w.Messages(w.DM(who))); last != m[2] {
			return last
		}
		return ""
	}
}

// uses uses a shortcut by its callback id, or one on the newest message of a room.
func (p *play) uses(n int, m []string) {
	p.Helper()
	who, w := user(m[1]), p.demo.workspace
	if m[3] == "" {
		reply, err := w.Shortcut(p.Context(), who, m[2])
		p.mustBeTaken(n, reply, err)
		return
	}
	all := w.Messages(p.room(m[3]))
	if len(all) == 0 {
		p.Fatalf("line %d: there is no message in %s", n, m[3])
	}
	last := all[len(all)-1]
	reply, err := w.MessageShortcut(p.Context(), who, last.Channel, last.TS, m[2])
	p.mustBeTaken(n, reply, err)
}

// clicks finds the button by its label, in the newest message that has it.
func (p *play) clicks(n int, m []string) {
	p.Helper()
	who, name := user(m[1]), m[2]
	for _, message := range p.inView(who) {
		b, ok := buttonIn(message, name, m[3])
		if !ok {
			continue
		}
		reply, err := p.demo.workspace.Click(p.Context(), workspace.Press{
			User: who, Channel: message.Channel, TS: message.TS, BlockID: b.block, ActionID: b.ActionID, Value: b.Value,
		})
		p.mustBeTaken(n, reply, err)
		p.seen = func() string { return newest(p.demo.workspace.Ephemerals(who)) }
		return
	}
	p.Fatalf("line %d: there is no button %q", n, name)
}

func buttonIn(m workspace.Message, name, deal string) (button, bool) {
	for _, row := range rows(m, deal) {
		for _, b := range row {
			if b.Text.Text == name {
				return b, true
			}
		}
	}
	return button{}, false
}

// filled is the beginning of a field in what somebody fills in: on=2026-12-14
// reason=words up to the next field.
var filled = regexp.MustCompile(`(?:^| )(kind|real|line|words|name|who|on|reason|deal|other|reached|step|company|contact|value|stage|benefit)=`)

// fills fills in the open form and sends it.
func (p *play) fills(n int, m []string) {
	p.Helper()
	who, text := user(m[1]), m[2]
	p.awaitForm(n, who)
	values := workspace.Values{}
	fields := filled.FindAllStringSubmatchIndex(text, -1)
	for i, at := range fields {
		end := len(text)
		if i+1 < len(fields) {
			end = fields[i+1][0]
		}
		values[text[at[2]:at[3]]] = map[string]any{"input": text[at[1]:end]}
	}
	reply, err := p.demo.workspace.Submit(p.Context(), who, values)
	if err == nil && !reply.Acked && len(reply.Errors) > 0 {
		p.Fatalf("line %d: Slack refuses %v", n, reply.Errors)
	}
	p.mustBeTaken(n, reply, err)
	p.seen = func() string { return fmt.Sprint(reply.Errors) }
}

// closes closes the form that is open.
func (p *play) closes(n int, m []string) {
	p.Helper()
	p.awaitForm(n, user(m[1]))
	if err := p.demo.workspace.CloseView(user(m[1])); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
}

func (p *play) awaitForm(n int, user string) {
	p.Helper()
	p.eventually(n, "a form", func() bool { _, open := p.demo.workspace.View(user); return open })
}

// mustBeTaken checks that the bot took what somebody did, and waits until it is
// done with it.
func (p *play) mustBeTaken(n int, reply workspace.Reply, err error) {
	p.Helper()
	if err != nil || !reply.Acked || reply.Problem != "" {
		p.Fatalf("line %d: %v %s", n, err, reply.Problem)
	}
	if err := p.demo.settle(p.Context()); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
}
