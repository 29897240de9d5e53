package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace"
)

// TestConversations plays the files in testdata/conversations against the real
// bot over the local workspace. Such a file is plain text:
//
//	Mon 2 Nov 08:00               the clock goes there, from timer to timer
//	mia> /deal add Acme 12k       somebody types
//	| Added *#1 Acme*             and sees this
//	mia clicks "It's a no" on #1  a button of the newest message in her DM
//	mia fills on=2026-12-14       a form, and sends it
//	mia reads                     the newest message in her DM is
//	| …                           ("| ..." stands for any lines)
//	mia has 2 messages            in her DM
//	#sales reads                  the newest message in the channel is
//
// Mia is in Berlin, where the team is, Ben in New York; Nora is their manager.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/conversations/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			newPlay(t).perform(string(text))
		})
	}
}

// play is one conversation with its own workspace, store and bot.
type play struct {
	*testing.T
	demo *demo
	seen func() string // what the last line made somebody see
}

func newPlay(t *testing.T) *play {
	t.Helper()
	settings := coach.DefaultSettings()
	settings.Zone = place(mia)
	settings.DigestChannel = "#sales"
	start := coach.Date{Year: 2026, Month: time.November, Day: 2}.At(7*60, place(mia))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	ctx, stop := context.WithCancel(t.Context())
	d, err := newDemo(ctx, l, cast{settings: settings, populate: populate}, start, log)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- d.program.serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Errorf("the bot ended with %v", err)
		}
		d.close()
	})
	wait, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := d.workspace.WaitSockets(wait, 2); err != nil {
		t.Fatal(err)
	}
	return &play{T: t, demo: d}
}

var (
	clockLine = regexp.MustCompile(`^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+ \d\d:\d\d$`)
	typeLine  = regexp.MustCompile(`^(\w+)> (.*)$`)
	clickLine = regexp.MustCompile(`^(\w+) clicks "([^"]*)"(?: on #(\d+))?$`)
	fillLine  = regexp.MustCompile(`^(\w+) fills (.*)$`)
	readLine  = regexp.MustCompile(`^(\w+|#\w+) reads$`)
	countLine = regexp.MustCompile(`^(\w+|#\w+) has (\d+) messages?$`)
)

// perform plays the lines in order, and checks what is seen after each.
func (p *play) perform(text string) {
	p.Helper()
	var want []string
	at := 0
	check := func() {
		if want != nil {
			p.expect(at, strings.Join(want, "\n"))
			want = nil
		}
	}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), " ")
		if said, ok := strings.CutPrefix(line, "|"); ok {
			want = append(want, strings.TrimPrefix(said, " "))
			continue
		}
		check()
		if at = n; line != "" && !strings.HasPrefix(line, "//") {
			p.line(n, line)
		}
	}
	check()
}

func (p *play) line(n int, line string) {
	p.Helper()
	switch {
	case clockLine.MatchString(line):
		to, err := time.ParseInLocation("Mon 2 Jan 15:04 2006", line+" 2026", place(mia))
		if err != nil {
			p.Fatalf("line %d: %v", n, err)
		}
		if err := p.demo.skip(p.Context(), to); err != nil {
			p.Fatalf("line %d: skip: %v", n, err)
		}
	case typeLine.MatchString(line):
		m := typeLine.FindStringSubmatch(line)
		p.types(n, user(m[1]), m[2])
	case clickLine.MatchString(line):
		m := clickLine.FindStringSubmatch(line)
		p.clicks(n, user(m[1]), m[2], m[3])
	case fillLine.MatchString(line):
		m := fillLine.FindStringSubmatch(line)
		p.fills(n, user(m[1]), m[2])
	case readLine.MatchString(line):
		who := readLine.FindStringSubmatch(line)[1]
		p.seen = func() string { return newest(p.demo.workspace.Messages(p.room(who))) }
	case countLine.MatchString(line):
		m := countLine.FindStringSubmatch(line)
		if got := len(p.demo.workspace.Messages(p.room(m[1]))); fmt.Sprint(got) != m[2] {
			p.Errorf("line %d: %s has %d messages, want %s", n, m[1], got, m[2])
		}
	default:
		p.Fatalf("line %d is not understood: %s", n, line)
	}
}

func user(name string) string { return "U0" + strings.ToUpper(name) }

func (p *play) room(who string) string {
	if strings.HasPrefix(who, "#") {
		return "C0" + strings.ToUpper(who[1:])
	}
	return p.demo.workspace.DM(user(who))
}

func (p *play) types(n int, user, text string) {
	p.Helper()
	text = strings.ReplaceAll(text, "[10,000 characters]", strings.Repeat("long ", 2000))
	reply, err := p.demo.workspace.Command(p.Context(), user, salesChannel, text)
	if err != nil || reply.Problem != "" || !reply.Acked {
		p.Fatalf("line %d: %v %s", n, err, reply.Problem)
	}
	p.seen = func() string { return newest(p.demo.workspace.Ephemerals(user)) }
}

// clicks finds the button by its label, in the newest message that has it.
func (p *play) clicks(n int, user, label, deal string) {
	p.Helper()
	w := p.demo.workspace
	for _, messages := range [][]workspace.Message{w.Ephemerals(user), w.Messages(w.DM(user))} {
		for i := len(messages) - 1; i >= 0; i-- {
			m := messages[i]
			b, ok := findButton(m.Blocks, label, deal)
			if !ok {
				continue
			}
			reply, err := w.Click(p.Context(), workspace.Press{
				User: user, Channel: m.Channel, TS: m.TS, BlockID: b.block, ActionID: b.ActionID, Value: b.Value,
			})
			if err != nil || !reply.Acked {
				p.Fatalf("line %d: %v %s", n, err, reply.Problem)
			}
			if err := p.demo.settle(p.Context()); err != nil {
				p.Fatalf("line %d: %v", n, err)
			}
			p.seen = func() string { return newest(w.Ephemerals(user)) }
			return
		}
	}
	p.Fatalf("line %d: there is no button %q", n, label)
}

// element is a button as it stands in a message.
type element struct {
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	Value    string `json:"value"`
	Text     struct {
		Text string `json:"text"`
	} `json:"text"`
	block string
}

func findButton(blocks json.RawMessage, label, deal string) (element, bool) {
	var all []struct {
		BlockID  string          `json:"block_id"`
		Type     string          `json:"type"`
		Elements json.RawMessage `json:"elements"`
	}
	if json.Unmarshal(blocks, &all) != nil {
		return element{}, false
	}
	for _, b := range all {
		var elements []element
		if b.Type != "actions" || json.Unmarshal(b.Elements, &elements) != nil {
			continue
		}
		for _, e := range elements {
			if e.Text.Text == label && (deal == "" || strings.HasPrefix(e.Value, deal+" ")) {
				e.block = b.BlockID
				return e, true
			}
		}
	}
	return element{}, false
}

// fills a form: on=2026-12-14 reason=words to the end.
func (p *play) fills(n int, user, text string) {
	p.Helper()
	p.eventually(n, "a form", func() bool { _, open := p.demo.workspace.View(user); return open })
	on, reason, _ := strings.Cut(strings.TrimPrefix(text, "on="), " reason=")
	reply, err := p.demo.workspace.Submit(p.Context(), user, workspace.Values{
		"on": {"input": on}, "reason": {"input": reason},
	})
	if err != nil || !reply.Acked {
		p.Fatalf("line %d: %v %s", n, err, reply.Problem)
	}
	if err := p.demo.settle(p.Context()); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	p.seen = func() string { return fmt.Sprint(reply.Errors) }
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
	ctx, cancel := context.WithTimeout(p.Context(), 3*time.Second)
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
