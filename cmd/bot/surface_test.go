package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace"
	"dealcoach/internal/workspace/blockkit"
)

// vera is of another workspace, and sits in the channel.
const vera = "U0VERA"

// surface is the whole bot with the sample team, walked by somebody who knows
// nothing of it but what the help says and what there is to press.
type surface struct {
	*play
	dice    *rand.Rand
	budget  int            // presses and forms
	times   map[string]int // how often a thing was pressed, by its key
	way     map[string]int // of each form the next way to fill it in
	forms   map[string]string
	things  map[string]thing // everything that was pressed
	typed   int
	pressed int
	sent    int
	log     *logged
}

// logged keeps what the bot logs, for several goroutines.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// Everything that can be typed, pressed and filled in is, by a rep, a manager and a
// stranger. Each time something visible comes of it, in time and within Slack's
// limits; nobody is told of an error without words, no button is dead, and no form
// loses what was typed. STRESS=1 presses everything there is, CI a part of it.
func TestTheWholeSurfaceFromOutside(t *testing.T) {
	t.Parallel()
	s := newSurface(t)
	for n, day := range []string{
		"Mon 2 Nov 09:02", "Tue 3 Nov 09:02", "Wed 4 Nov 09:02", "Thu 5 Nov 15:02", "Fri 6 Nov 16:02", "Mon 9 Nov 15:02",
	} {
		s.goes(day)
		for _, who := range []string{vera, mia, nora} {
			if n == 2 {
				s.typesAll(who)
			}
			if n >= 2 || who != nora { // her tab follows everything, and is drawn a few times a minute
				s.visits(who)
				s.walk(who)
			}
		}
		s.perform("mia> /deal back\nnora> /deal back")
	}
	s.goes("Mon 30 Nov 09:02")
	s.oldCards()
	s.checkLog()
	s.checkTable()
	if testing.Verbose() {
		t.Log(strings.Join(slices.Sorted(maps.Keys(s.times)), "\n"))
	}
	t.Logf("%d lines, %d presses of %d things, %d forms of %d kinds", s.typed, s.pressed, len(s.times), s.sent, len(s.forms))
}

func newSurface(t *testing.T) *surface {
	s := &surface{
		dice: rand.New(rand.NewPCG(6, 2026)), budget: 130, log: &logged{}, forms: map[string]string{},
		times: map[string]int{}, way: map[string]int{}, things: map[string]thing{},
	}
	if stress() {
		s.budget = 5000
	}
	c := sampleTeam
	c.settings.MostOpen = 400
	for _, d := range deals { // Mia has more of them, so that there are cards enough
		if d.owner != mia && d.stage != "" {
			d.owner, d.name = mia, d.name+" South"
			c.past = append(slices.Clip(c.past), d)
		}
	}
	c.populate = func(w *workspace.Workspace) {
		populate(w)
		w.AddPerson(workspace.Person{ID: vera, Team: "T0ELSEWHERE", Handle: "vera", Name: "Vera Visitor"})
		w.AddPerson(workspace.Person{ID: ben, Handle: "ben", Name: "Ben Carter", Zone: zones[ben], Deleted: true})
		w.AddPerson(workspace.Person{ID: ben, Handle: "ben", Name: "Ben Carter", Zone: zones[ben]})
	}
	start := coach.Date{Year: 2026, Month: time.November, Day: 2}.At(8*60, place(mia))
	s.play = playOf(t, c, start, slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelWarn})))
	return s
}

// goes goes to an instant. Home tabs are drawn at Slack's pace, so that may take a
// while.
func (s *surface) goes(day string) {
	to, err := time.ParseInLocation("Mon 2 Jan 15:04 2006", day+" 2026", place(mia))
	if err != nil {
		s.Fatal(err)
	}
	for range 4 {
		if err = s.demo.skip(s.Context(), to); err == nil {
			return
		}
	}
	s.Fatal(err)
}

// lines are what is typed: of each command its example, and what goes wrong with
// it.
func (s *surface) lines() (all []string) {
	reply, err := s.demo.workspace.Command(s.Context(), mia, salesChannel, "/deal help")
	if err != nil || reply.Message == nil {
		s.Fatal(err, reply.Problem)
	}
	examples := regexp.MustCompile("For example: `([^`]+)`").FindAllStringSubmatch(unquoted(reply.Message.Blocks), -1)
	if len(examples) < 30 {
		s.Fatalf("the help has %d examples", len(examples))
	}
	for _, m := range examples {
		example := strings.NewReplacer("acme", "harbor", "#12", "#3", "&lt;", "<", "&gt;", ">", "@ben", "<@"+ben+"|ben>").Replace(m[1])
		words := strings.Fields(example)
		command := words[0]
		if command == "/deal" {
			command += " " + words[1]
		}
		all = append(all, example, command, command+" zzzz qqqq", command+" #999", command+" "+foreign, command+" #2",
			command+" studio", command+" harbur", command+" "+strings.Repeat("long ", 700))
	}
	for n := 60; n < 68; n++ {
		all = append(all, fmt.Sprint("/deal ask #", n))
	}
	return append(all, "/deal", "/deal list all", "/deal list won", "/deal list let-go", "/deal list deleted", "/deal list <@"+ben+">",
		"/deal zzzz", "/deal post", "/deal digest post", "/deal off until 3 November", "/deal lost #4", "/deal won #6", "/deal delete #7", "/deal merge #8 into #9")
}

// typesAll types every line.
func (s *surface) typesAll(who string) {
	stored := s.stored()
	lines := s.lines()
	s.dice.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	for _, line := range lines {
		if _, open := s.demo.workspace.View(who); open {
			s.closesAll(who)
		}
		before := s.looks(who)
		reply, err := s.demo.workspace.Command(s.Context(), who, salesChannel, line)
		s.typed++
		what := fmt.Sprintf("%s types %.60q", who, line)
		if err != nil || !reply.Acked || reply.Problem != "" {
			s.Errorf("%s: %v %s", what, err, reply.Problem)
			continue
		}
		s.comesOf(what, who, before)
	}
	s.says(who)
	if who == vera && s.stored() != stored {
		s.Errorf("a stranger's lines have changed what is stored")
	}
}

// says does what there is beside commands: lines and files in the DM, and shortcuts.
func (s *surface) says(who string) {
	w := s.demo.workspace
	table := []byte("name,value,owner,stage\nFresh Deal,12k,,prospect\nBroken,much,,nowhere\n")
	for what, act := range map[string]func() (workspace.Reply, error){
		"thanks": func() (workspace.Reply, error) {
			_, err := w.Say(s.Context(), who, w.DM(who), "thanks")
			return taken, err
		},
		"line": func() (workspace.Reply, error) {
			_, err := w.Say(s.Context(), who, w.DM(who), "nordwind left a voicemail")
			return taken, err
		},
		"table": func() (workspace.Reply, error) {
			_, err := w.Share(s.Context(), who, w.DM(who), "", "", workspace.Upload{Name: "deals.csv", Content: table})
			return taken, err
		},
		"picture": func() (workspace.Reply, error) {
			_, err := w.Share(s.Context(), who, w.DM(who), "", "", workspace.Upload{Name: "cat.png", Content: []byte("\x89PNG\r\n")})
			return taken, err
		},
		"shortcut": func() (workspace.Reply, error) { return w.Shortcut(s.Context(), who, "log_call") },
		"message shortcut": func() (workspace.Reply, error) {
			m, err := w.Say(s.Context(), who, salesChannel, "Harbor will sign on Friday")
			if err != nil {
				return taken, err
			}
			return w.MessageShortcut(s.Context(), who, m.Channel, m.TS, "log_message")
		},
	} {
		before, heard := s.looks(who), len(w.Messages(w.DM(who)))
		reply, err := act()
		s.typed++
		if err != nil || !reply.Acked || reply.Problem != "" {
			s.Errorf("%s, %s: %v %s", who, what, err, reply.Problem)
			continue
		}
		switch what {
		case "thanks", "line", "table", "picture": // the answer follows the own words
			s.eventually(0, "", func() bool { return len(w.Messages(w.DM(who))) > heard+1 })
		}
		s.comesOf(who+", "+what, who, before)
		if _, open := w.View(who); open {
			s.fillsIn(who)
		}
	}
}

var taken = workspace.Reply{Acked: true}

// stored is what the store holds of deals and people.
func (s *surface) stored() string {
	db, ctx := s.demo.store, s.Context()
	open, n, err1 := db.OpenAll(ctx, 1000)
	closed, err2 := db.ClosedOf(ctx, "", 1000)
	gone, err3 := db.Deleted(ctx, "", 1000)
	rep, err4 := db.Rep(ctx, vera)
	saved, err5 := db.Settings(ctx)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		s.Fatal(err)
	}
	return fmt.Sprint(open, n, closed, gone, rep, saved)
}

func (s *surface) visits(who string) {
	before := s.looks(who)
	if err := s.demo.workspace.Visit(who, "home"); err != nil {
		s.Fatal(err)
	}
	if who != vera {
		s.comesOf(who+" opens the Home tab", who, before)
	}
}

// walk presses what somebody sees, what was never pressed first, until nothing is
// left or the budget is used up.
func (s *surface) walk(who string) {
	for left := s.budget; left > 0; left-- {
		if _, open := s.demo.workspace.View(who); open {
			s.fillsIn(who)
			continue
		}
		all := s.sees(who)
		all = slices.DeleteFunc(all, func(t thing) bool { return s.times[t.key()] >= s.most(t) })
		if len(all) == 0 {
			return
		}
		slices.SortStableFunc(all, func(x, y thing) int { // a menu is gone once its card is answered
			return cmp.Or(s.times[x.key()]-s.times[y.key()], strings.Compare(y.kind, x.kind))
		})
		s.press(all[0])
	}
	s.closesAll(who)
}

// most is how often a thing is pressed: one that opens a form once for each way to
// fill that in.
func (s *surface) most(t thing) int {
	switch {
	case s.forms[t.key()] != "":
		return 3
	case stress():
		return 8
	}
	return 1
}

// press presses one thing and checks what comes of it.
func (s *surface) press(t thing) {
	s.times[t.key()]++
	s.things[t.key()] = t
	s.pressed++
	before := s.looks(t.User)
	reply, err := s.demo.workspace.Click(s.Context(), t.Press)
	what := fmt.Sprintf("%s presses %q (%s) in the %s", t.User, t.label, t.ActionID, t.on)
	if err != nil && strings.Contains(err.Error(), "no such element") {
		return // it was redrawn in this moment
	}
	if err != nil || !reply.Acked || reply.Problem != "" {
		s.Errorf("%s: %v %s", what, err, reply.Problem)
		return
	}
	s.comesOf(what, t.User, before)
	if view, open := s.demo.workspace.View(t.User); open && t.on != "form" {
		if len(inputsOf(view)) > 0 {
			s.forms[t.key()] = view.CallbackID
		}
	}
}

// fillsIn presses what is in an open form, fills it in in one way after the other,
// until it is taken, and closes what is left.
func (s *surface) fillsIn(who string) {
	view, _ := s.demo.workspace.View(who)
	if len(inputsOf(view)) > 0 {
		s.forms[who+" "+view.CallbackID] = view.CallbackID
	}
	s.readableView(who, view)
	for _, t := range s.sees(who) {
		if s.times[t.key()] == 0 {
			s.press(t)
			return
		}
	}
	key := who + "/" + view.CallbackID
	for len(inputsOf(view)) > 0 {
		way := ways[s.way[key]%len(ways)]
		s.way[key]++
		if s.sends(who, way) || way == waySense {
			if now, open := s.demo.workspace.View(who); open && now.ID == view.ID && now.CallbackID == view.CallbackID && way == waySense && len(inputsOf(now)) > 0 {
				s.Logf("%s, filled in with sense, is not taken", view.CallbackID)
			}
			break
		}
	}
	if now, open := s.demo.workspace.View(who); open && (now.ID != view.ID || now.Hash != view.Hash) {
		s.readableView(who, now)
		for _, t := range s.sees(who) {
			if s.times[t.key()] == 0 {
				s.press(t)
			}
		}
		if now.CallbackID == "settings-changes" {
			s.sends(who, waySense)
		}
	}
	s.closesAll(who)
}

func (s *surface) closesAll(who string) {
	for {
		if _, open := s.demo.workspace.View(who); !open {
			return
		}
		if err := s.demo.workspace.CloseView(who); err != nil {
			s.Fatal(err)
		}
	}
}

// oldCards presses everything in what is three weeks old: it answers with the
// present state.
func (s *surface) oldCards() {
	all := s.demo.workspace.Messages(s.demo.workspace.DM(mia))
	old := all[0]
	for _, t := range thingsIn(old.Blocks, thing{on: "old message", Press: workspace.Press{User: mia, Channel: old.Channel, TS: old.TS}}) {
		if s.times[t.key()] == 0 && !slices.Contains([]string{"settings"}, t.ActionID) {
			s.press(t)
			s.closesAll(mia)
		}
	}
}

// look is what somebody has before them, by where it is.
type look map[string]string

// looks takes everything in that somebody sees.
func (s *surface) looks(who string) look {
	w, seen := s.demo.workspace, look{}
	for _, m := range slices.Concat(w.Messages(w.DM(who)), w.Messages(salesChannel), w.Ephemerals(who)) {
		seen[m.Channel+" "+m.TS] = fmt.Sprint(m.Edited, " ", m.Text, " ", string(m.Blocks))
	}
	if v, open := w.View(who); open {
		seen["form"] = v.ID + v.Hash + string(v.Body)
	}
	if v, drawn := w.Home(who); drawn {
		seen["home"] = v.Hash + string(v.Body)
	}
	return seen
}

// comesOf waits until something visible has come of what somebody did, and checks
// it. The Home tab follows all that happens, so it counts only for what was done
// there.
func (s *surface) comesOf(what, who string, before look) {
	var now look
	atHome, inForm := strings.Contains(what, "Home tab"), strings.Contains(what, "in the form")
	came := s.eventually(0, "", func() bool {
		now = s.looks(who)
		if !atHome {
			now["home"] = before["home"]
		}
		return !maps.Equal(now, before) && (!inForm || now["form"] != before["form"])
	})
	if !came {
		s.Errorf("%s, and nothing comes of it", what)
		return
	}
	for place, is := range now {
		if is != before[place] {
			s.readable(what, is)
		}
	}
	w := s.demo.workspace
	for _, m := range slices.Concat(w.Messages(w.DM(who)), w.Ephemerals(who)) {
		if before[m.Channel+" "+m.TS] == now[m.Channel+" "+m.TS] || m.User != w.BotUser() {
			continue
		}
		if n := utf8.RuneCountInString(m.Text); n == 0 && len(m.Files) == 0 || n > 4000 {
			s.Errorf("%s: the text of what comes has %d characters", what, n)
		}
		for _, p := range blockkit.CheckMessage(m.Blocks) {
			if m.Blocks != nil {
				s.Errorf("%s: %v", what, p)
			}
		}
	}
}

// never are words that nobody is to read.
var never = regexp.MustCompile(`Sorry, something went wrong|I don't know that (button|form)|%!|<nil>|\{\{|<!channel>|<!here>|map\[|0001-01-01|undefined`)

func (s *surface) readable(what, text string) {
	text = strings.ReplaceAll(text, `\u003c`, "<")
	if bad := never.FindString(text); bad != "" {
		s.Errorf("%s, and %q comes of it:\n%.600s", what, bad, text)
	}
}

// readableView checks a form against Slack's limits.
func (s *surface) readableView(who string, v workspace.View) {
	for _, p := range blockkit.CheckView(v.Body) {
		s.Errorf("the form %s of %s: %v", v.CallbackID, who, p)
	}
}

// checkLog checks that the bot has logged no error, and that Slack has refused it
// nothing.
func (s *surface) checkLog() {
	s.log.mu.Lock()
	defer s.log.mu.Unlock()
	for line := range strings.Lines(s.log.text.String()) {
		if strings.Contains(line, "nobody looks after") {
			continue // Nora alone could, and is away herself
		}
		s.Errorf("logged: %s", line)
	}
	for _, c := range s.demo.workspace.Calls() {
		if c.Error != "" {
			s.Errorf("%s is answered %s", c.Method, c.Error)
		}
	}
}

// spoken is a view as a screen reader says it: the title, then every text from top
// to bottom, with what can be pressed and filled in.
func spoken(v workspace.View) string {
	var body struct {
		Title  label           `json:"title"`
		Submit label           `json:"submit"`
		Blocks json.RawMessage `json:"blocks"`
	}
	if json.Unmarshal(v.Body, &body) != nil {
		return ""
	}
	lines := []string{body.Title.Text}
	lines = append(lines, spokenBlocks(body.Blocks)...)
	if body.Submit.Text != "" {
		lines = append(lines, "[button: "+body.Submit.Text+"]")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
