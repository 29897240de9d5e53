package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

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

// drops drops a file into the DM with the bot: one of testdata/conversations, or
// the one of that name that the bot has sent last. What is seen is the newest
// message there that the bot wrote.
func (p *play) drops(n int, m []string) {
	p.Helper()
	who, w := user(m[1]), p.demo.workspace
	content, err := os.ReadFile("testdata/conversations/files/" + m[2])
	for _, message := range w.Messages(w.DM(who)) {
		for _, f := range message.Files {
			if f.Name == m[2] && f.Owner == w.BotUser() {
				content, _ = w.Content(f.ID)
				err = nil
			}
		}
	}
	if err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	if m[4] != "" {
		content = bytes.ReplaceAll(content, []byte(m[4]), []byte(m[5]))
	}
	if _, err := w.Share(p.Context(), who, w.DM(who), "", m[3], workspace.Upload{Name: m[2], Content: content}); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	p.seen = func() string {
		all := w.Messages(w.DM(who))
		if last := all[len(all)-1]; last.User == w.BotUser() {
			return last.Text
		}
		return ""
	}
}

// readsFile reads the newest file of a name in somebody's DM.
func (p *play) readsFile(_ int, m []string) {
	p.seen = func() string {
		w := p.demo.workspace
		found := ""
		for _, message := range w.Messages(w.DM(user(m[1]))) {
			for _, f := range message.Files {
				if content, ok := w.Content(f.ID); ok && f.Name == m[2] {
					found = strings.Trim(strings.ReplaceAll(string(content), "\r\n", "\n"), "\ufeff\n")
				}
			}
		}
		return found
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
		reply, err := p.demo.workspace.Click(p.Context(), b.press(who, message))
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
var filled = regexp.MustCompile(`(?:^| )(kind|real|line|words|name|who|on|reason|deal|other|others|reached|step|company|contact|value|stage|benefit|hours|limits|open|pauses|facts|days|holidays|prompt|zone|channel|digest|currency|managers)=`)

// several are the fields that take more than one value, with commas between.
var several = []string{"facts", "managers"}

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
		field, value := text[at[2]:at[3]], any(text[at[1]:end])
		if slices.Contains(several, field) {
			value = strings.Split(text[at[1]:end], ",")
		}
		values[field] = map[string]any{"input": value}
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
