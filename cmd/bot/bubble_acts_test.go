package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/workspace"
)

// said is a line about a deal, and what the answer holds.
type said struct{ line, want string }

var bubbleCalls = []said{
	{"/call %s spoke with them, they look at the offer", "Logged on"},
	{"/call %s voicemail", "Logged on"},
	{"/call %s they asked to call back in two weeks because the board meets", "Call back on"},
	{"/call %s spoke with Sam, demo next Tuesday", "Logged on"},
	{"/deal know %s budget 20k approved, says Sam", "Noted on"},
	{"/deal pause %s until in three weeks because they move", "aused"}, // or it has been paused twice in a row
	{"/deal ask %s", " is "},
	{"/deal show %s", "*#"},
}

var bubbleEnds = []said{
	{"/deal won %s", "Won:"},
	{"/deal lost %s they bought elsewhere", "Closed as lost"},
	{"/deal letgo %s no answer in months", "Let go:"},
}

// says types a line and checks that it is answered.
func (b *bubble) says(l *life, s said, about string) {
	l.typed++
	b.types(l.rep, fmt.Sprintf(s.line, about), s.want)
}

func (b *bubble) types(who, line, want string) {
	reply, err := b.workspace.Command(b.Context(), who, salesChannel, line)
	switch {
	case err != nil:
		b.Errorf("%s: %v", line, err)
	case reply.Problem != "" || reply.Message == nil:
		b.Errorf("%s: no answer, %s", line, reply.Problem)
	case !strings.Contains(reply.Message.Text, want):
		b.Errorf("%s says\n%s\nwant it to hold %q", line, reply.Message.Text, want)
	}
}

// presses clicks on something in one of the rep's last two prompts, and checks
// that it shows within a minute: in the prompt, below it, or as a form.
func (b *bubble) presses(l *life) {
	all := b.workspace.Messages(b.workspace.DM(l.rep))
	if len(all) == 0 {
		return
	}
	m := all[max(0, len(all)-1-l.dice.IntN(2))]
	on := slices.Concat(rows(m, "")...)
	if len(on) == 0 {
		return
	}
	one := anyOf(l.dice, on)
	told := len(b.workspace.Ephemerals(l.rep))
	reply, err := b.workspace.Click(b.Context(), one.press(l.rep, m))
	if err != nil || !reply.Acked || reply.Problem != "" {
		b.Errorf("%s on %q: %v %s", l.rep, one.Text.Text, err, reply.Problem)
		return
	}
	l.pressed++
	time.Sleep(time.Minute)
	if _, open := b.workspace.View(l.rep); open {
		l.forms++
		if err := b.workspace.CloseView(l.rep); err != nil {
			b.Error(err)
		}
		return
	}
	edited := slices.ContainsFunc(b.workspace.Messages(m.Channel), func(is workspace.Message) bool {
		return is.TS == m.TS && is.Edited > m.Edited
	})
	if !edited && len(b.workspace.Ephemerals(l.rep)) == told {
		b.Errorf("%s clicked %q, and nothing came of it", l.rep, one.Text.Text)
	}
}
