package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// TestConversations plays the files in testdata/conversations against the real
// bot over the local workspace. Such a file is plain text:
//
//	Mon 2 Nov 08:00               the clock goes there, from timer to timer
//	Mon 3 May 2027 08:00          in another year than 2026
//	mia> /deal add Acme 12k       somebody types
//	| Added *#1 Acme*             and sees this
//	mia> /deal add Deal {1..41}   types it 41 times
//	mia says acme left a vm       in her DM with the bot
//	mia drops deals.csv           a file of testdata/conversations/files, or one that the bot sent, in her DM
//	mia drops a.csv saying "hi" with "x" for "y"   with words, and each x made y
//	mia's file deals.csv reads    the newest of that name in her DM
//	mia clicks "It's a no" on #1  the newest button of that name that she sees
//	mia's form reads              the form she has open: each field with what is filled in
//	mia uses log_call             a shortcut
//	mia uses log_message on mia   on the newest message in her DM
//	mia fills on=2026-12-14       a form, and sends it; "mia fills" sends it as it is
//	mia closes the form           without sending it, or when it says what was saved
//	mia presses "Older" in the form  a button in the form or what followed it
//	mia's buttons on #1 read      the newest that she has for the deal, a row per line
//	mia reads                     the newest message in her DM is
//	| …                           ("..." stands for anything, also over several lines)
//	mia has 2 messages            in her DM
//	mia opens the Home tab        and
//	mia's Home tab reads          this, a line per block, with the chosen (filter) and the [buttons]
//	mia presses "Show" on #1 on the Home tab
//	nora chooses mia in "Give to…"   in a menu of people, or "… on the Home tab"
//	#sales reads                  the newest message in the channel is
//
// Mia is in Berlin, where the team is, Ben in New York; Nora is their manager.
func TestConversations(t *testing.T) {
	const root = "testdata/conversations"
	var files []string
	for _, pattern := range []string{"*.txt", techniques + "/*.txt"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("no conversations %s: %v", pattern, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		name, err := filepath.Rel(root, strings.TrimSuffix(file, ".txt"))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			newPlay(t).perform(string(text))
		})
	}
}

// techniques is the folder with one conversation per technique of the coaching
// method.
const techniques = "techniques"

// TestEveryTechniqueHasItsConversation keeps the method whole: Weiss, Ayling,
// Score More Sales, the consultative-selling blog, Rosen.
func TestEveryTechniqueHasItsConversation(t *testing.T) {
	for _, source := range []struct {
		key  string
		rows int
	}{{"W", 5}, {"A", 3}, {"S", 7}, {"C", 11}, {"R", 7}} {
		for row := 1; row <= source.rows; row++ {
			pattern := fmt.Sprintf("testdata/conversations/%s/%s%d_*.txt", techniques, source.key, row)
			if found, err := filepath.Glob(pattern); err != nil || len(found) != 1 {
				t.Errorf("%s: %d files, want 1 (%v)", pattern, len(found), err)
			}
		}
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
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	return playOf(t, cast{settings: settings, populate: populate}, start, log)
}

// playOf is a play with a cast of its own, from an instant on.
func playOf(t *testing.T, c cast, start time.Time, log *slog.Logger) *play {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	d, err := newDemo(ctx, l, c, start, log)
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

// sentence is a kind of line in a conversation, and what it does.
type sentence struct {
	form *regexp.Regexp
	does func(p *play, n int, m []string)
}

var sentences = []sentence{
	{regexp.MustCompile(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+(?: (\d{4}))? \d\d:\d\d$`), (*play).skips},
	{regexp.MustCompile(`^(\w+)> (.*)$`), (*play).types},
	{regexp.MustCompile(`^(\w+) says (.*)$`), (*play).says},
	{regexp.MustCompile(`^(\w+) drops (\S+)(?: saying "([^"]*)")?(?: with "([^"]*)" for "([^"]*)")?$`), (*play).drops},
	{regexp.MustCompile(`^(\w+)'s file (\S+) reads$`), (*play).readsFile},
	{regexp.MustCompile(`^(\w+) clicks "([^"]*)"(?: on #(\d+))?$`), (*play).clicks},
	{regexp.MustCompile(`^(\w+) closes the form$`), (*play).closes},
	{regexp.MustCompile(`^(\w+) uses (\w+)(?: on (#?\w+))?$`), (*play).uses},
	{regexp.MustCompile(`^(\w+) fills(?: (.*))?$`), (*play).fills},
	{regexp.MustCompile(`^(\w+|#\w+) reads$`), (*play).reads},
	{regexp.MustCompile(`^(\w+)'s form reads$`), (*play).readsForm},
	{regexp.MustCompile(`^(\w+) presses "([^"]*)" in the form$`), (*play).pressesForm},
	{regexp.MustCompile(`^(\w+)'s buttons on #(\d+) read$`), (*play).readsButtons},
	{regexp.MustCompile(`^(\w+) opens the Home tab$`), (*play).opensHome},
	{regexp.MustCompile(`^(\w+)'s Home tab reads$`), (*play).readsHome},
	{regexp.MustCompile(`^(\w+) presses "([^"]*)"(?: on #(\d+))? on the Home tab$`), (*play).pressesHome},
	{regexp.MustCompile(`^(\w+) chooses (\w+) in "([^"]*)"$`), (*play).chooses},
	{regexp.MustCompile(`^(\w+) chooses (\w+) in "([^"]*)" on the Home tab$`), (*play).choosesHome},
	{regexp.MustCompile(`^(\w+|#\w+) has (\d+) messages?$`), (*play).has},
}

func (p *play) line(n int, line string) {
	p.Helper()
	i := slices.IndexFunc(sentences, func(s sentence) bool { return s.form.MatchString(line) })
	if i < 0 {
		p.Fatalf("line %d is not understood: %s", n, line)
	}
	sentences[i].does(p, n, sentences[i].form.FindStringSubmatch(line))
}

func (p *play) skips(n int, m []string) {
	p.Helper()
	when, layout := m[0], "Mon 2 Jan 2006 15:04"
	if m[1] == "" {
		when, layout = when+" 2026", "Mon 2 Jan 15:04 2006"
	}
	to, err := time.ParseInLocation(layout, when, place(mia))
	if err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	if got := to.Format("Mon"); got != m[0][:3] {
		p.Fatalf("line %d: that is a %s", n, got)
	}
	if err := p.demo.skip(p.Context(), to); err != nil {
		p.Fatalf("line %d: skip: %v", n, err)
	}
}

// many is what stands for the numbers of lines that are alike.
var many = regexp.MustCompile(`\{(\d+)\.\.(\d+)\}`)

// handSpeed keeps two lines apart: of what happens in the instant of a deal's
// creation, the coach can't tell that it came later.
const handSpeed = 2 * time.Millisecond

func (p *play) types(n int, m []string) {
	p.Helper()
	who := user(m[1])
	line := strings.ReplaceAll(m[2], "[10,000 characters]", strings.Repeat("long ", 2000))
	from, to := 1, 1
	if span := many.FindStringSubmatch(line); span != nil {
		from, _ = strconv.Atoi(span[1])
		to, _ = strconv.Atoi(span[2])
	}
	for i := from; i <= to; i++ {
		p.demo.clock.move(p.demo.clock.Now().Add(handSpeed))
		reply, err := p.demo.workspace.Command(p.Context(), who, salesChannel, many.ReplaceAllString(line, strconv.Itoa(i)))
		if err != nil || reply.Problem != "" || !reply.Acked {
			p.Fatalf("line %d: %v %s", n, err, reply.Problem)
		}
	}
	p.seen = func() string { return newest(p.demo.workspace.Ephemerals(who)) }
}

func (p *play) reads(_ int, m []string) {
	p.seen = func() string { return newest(p.demo.workspace.Messages(p.room(m[1]))) }
}

func (p *play) has(n int, m []string) {
	p.Helper()
	if got := len(p.demo.workspace.Messages(p.room(m[1]))); strconv.Itoa(got) != m[2] {
		p.Errorf("line %d: %s has %d messages, want %s", n, m[1], got, m[2])
	}
}

func user(name string) string { return "U0" + strings.ToUpper(name) }

func (p *play) room(who string) string {
	if strings.HasPrefix(who, "#") {
		return "C0" + strings.ToUpper(who[1:])
	}
	return p.demo.workspace.DM(user(who))
}
