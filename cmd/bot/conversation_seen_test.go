package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/workspace"
)

// block is a block of a message or a form, as far as people see it.
type block struct {
	ID       string          `json:"block_id"`
	Type     string          `json:"type"`
	Text     label           `json:"text"`
	Label    label           `json:"label"`
	Element  field           `json:"element"`
	Elements json.RawMessage `json:"elements"`

	Accessory button `json:"accessory"`
}

type label struct {
	Text string `json:"text"`
}

// button is a button with the block it stands in.
type button struct {
	ActionID string `json:"action_id"`
	Value    string `json:"value"`
	Text     label  `json:"text"`
	Options  []struct {
		Text  label  `json:"text"`
		Value string `json:"value"`
	} `json:"options"` // of a menu
	block string
	menu  bool // it is one of a menu's options
}

// press is somebody's click on the button, or choice in its menu, in a message.
func (b button) press(user string, in workspace.Message) workspace.Press {
	p := workspace.Press{User: user, Channel: in.Channel, TS: in.TS, BlockID: b.block, ActionID: b.ActionID, Value: b.Value}
	if b.menu {
		p.Value, p.Option = "", b.Value
	}
	return p
}

// field is an input of a form, and what is filled in already.
type field struct {
	Date    string `json:"initial_date"`
	Words   string `json:"initial_value"`
	Options []struct {
		Text label `json:"text"`
	} `json:"options"`
}

// rows are the rows of buttons of a message that are about a deal, or all of
// them.
func rows(m workspace.Message, deal string) [][]button {
	var blocks []block
	if json.Unmarshal(m.Blocks, &blocks) != nil {
		return nil
	}
	var all [][]button
	for _, b := range blocks {
		var row []button
		switch {
		case b.Accessory.ActionID != "":
			row = []button{b.Accessory}
		case b.Type != "actions" || json.Unmarshal(b.Elements, &row) != nil:
			continue
		}
		for _, menu := range row {
			for _, o := range menu.Options {
				row = append(row, button{ActionID: menu.ActionID, Value: o.Value, Text: o.Text, menu: true})
			}
		}
		row = slices.DeleteFunc(row, func(one button) bool {
			return one.Options != nil || deal != "" && !strings.HasPrefix(one.Value, deal+" ")
		})
		for i := range row {
			row[i].block = b.ID
		}
		if len(row) > 0 {
			all = append(all, row)
		}
	}
	return all
}

// inView are all messages that only this person sees, the newest first: the
// bot's answers, and those in the DM.
func (p *play) inView(user string) []workspace.Message {
	w := p.demo.workspace
	all := slices.Concat(w.Ephemerals(user), w.Messages(w.DM(user)))
	slices.SortStableFunc(all, func(a, b workspace.Message) int { return cmp.Compare(b.TS, a.TS) })
	return all
}

func (p *play) readsButtons(_ int, m []string) {
	p.seen = func() string {
		for _, message := range p.inView(user(m[1])) {
			var lines []string
			for _, row := range rows(message, m[2]) {
				line := ""
				for _, b := range row {
					line += " [" + b.Text.Text + "]"
				}
				lines = append(lines, line[1:])
			}
			if lines != nil {
				return strings.Join(lines, "\n")
			}
		}
		return ""
	}
}

func (p *play) readsForm(n int, m []string) {
	p.Helper()
	p.awaitForm(n, user(m[1]))
	p.seen = func() string {
		view, _ := p.demo.workspace.View(user(m[1]))
		var body struct {
			Title  label   `json:"title"`
			Blocks []block `json:"blocks"`
		}
		if err := json.Unmarshal(view.Body, &body); err != nil {
			return err.Error()
		}
		lines := []string{body.Title.Text}
		for _, b := range body.Blocks {
			line := b.Text.Text
			if b.Type == "input" {
				line = strings.TrimSpace(fmt.Sprintf("[%s] %s%s", b.Label.Text, b.Element.Date, b.Element.Words))
			}
			for _, o := range b.Element.Options {
				line += " (" + o.Text.Text + ")"
			}
			lines = append(lines, line)
		}
		return strings.Join(lines, "\n")
	}
}

func newest(messages []workspace.Message) string {
	if len(messages) == 0 {
		return ""
	}
	return messages[len(messages)-1].Text
}

// expect waits until what is seen matches: a card is edited a moment after the
// click on it.
func (p *play) expect(n int, want string) {
	p.Helper()
	pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(want), `\.\.\.`, `(?s:.*)`) + "$"
	match := regexp.MustCompile(pattern)
	got := ""
	if !p.eventually(n, "", func() bool { got = p.seen(); return match.MatchString(got) }) {
		p.Fatalf("line %d shows:\n%s\nwant:\n%s", n, indent(got), indent(want))
	}
}

// eventually waits a little for something to become true. Without it the play
// ends, unless what is empty.
func (p *play) eventually(n int, what string, ok func() bool) bool {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.Context(), 10*time.Second)
	defer cancel()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-ctx.Done():
			if what != "" {
				p.Fatalf("line %d: waited in vain for %s", n, what)
			}
			return false
		case <-tick.C:
		}
	}
	return true
}

func indent(text string) string { return "| " + strings.ReplaceAll(text, "\n", "\n| ") }
