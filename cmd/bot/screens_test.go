package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace"
)

var update = flag.Bool("update", false, "write the golden files anew")

// screen is something that people see, after the lines that lead there: whose, and
// where it is: "answer", "dm", "form", "home", "channel" or
// "thread".
type screen struct{ name, who, where, lines string }

// screens are one story, from the first visit to three weeks later.
var screens = []screen{
	{"welcome", nora, "home", "nora opens the Home tab\nnora presses \"Show my own deals\" on the Home tab"},
	{"prompt", mia, "dm", "Mon 2 Nov 09:02"},
	{"prompt_of_another_zone", ben, "dm", "Mon 2 Nov 15:02"},
	{"home_rep", mia, "home", "mia opens the Home tab"},
	{"home_quiet", mia, "home", "mia presses \"Quiet\" on the Home tab"},
	{"home_deal", mia, "form", "mia presses \"Show\" on #1 on the Home tab"},
	{"home_team", nora, "home", "nora presses \"Show the team's deals\" on the Home tab"},
	{"list", mia, "answer", "mia closes the form\nmia> /deal list"},
	{"list_team_quiet", nora, "answer", "nora> /deal list quiet"},
	{"list_lost", mia, "answer", "mia> /deal list lost"},
	{"show", mia, "answer", "mia> /deal show fjord"},
	{"why", mia, "answer", "mia> /deal why harbor"},
	{"ask", mia, "answer", "mia> /deal ask harbor"},
	{"unknown", mia, "answer", "mia> /deal unknown"},
	{"focus", mia, "answer", "mia> /deal focus"},
	{"not_theirs", mia, "answer", "mia> /deal show #11"},
	{"no_such_deal", mia, "answer", "mia> /deal show zebra"},
	{"nearly_the_name", mia, "answer", "mia> /call harbur left a voicemail"},
	{"no_such_command", mia, "answer", "mia> /deal wun harbor"},
	{"call_form", mia, "form", "mia> /call"},
	{"call_form_saved", mia, "form", "mia fills deal=6 words=she shows it on Thursday step=ring her on=2026-11-06"},
	{"call", mia, "answer", "mia closes the form\nmia> /call harbor spoke with Jonas, call back in 3 weeks because the board meets"},
	{"call_put_off", mia, "answer", "mia> /call nordwind asked to call back in two weeks"},
	{"add_form", mia, "form", "mia> /deal add"},
	{"add", mia, "answer", "mia closes the form\nmia> /deal add Acme 12k contact Jo Miller stage proposal"},
	{"edit_form", mia, "form", "mia> /deal edit acme"},
	{"later_form", mia, "form", "mia closes the form\nmia> /deal ask studio\nmia clicks \"Later, not now\" on #8"},
	{"pause", mia, "answer", "mia closes the form\nmia> /deal pause atlas until 11 January because Marek is on leave"},
	{"snooze", mia, "answer", "mia> /deal snooze studio next Tuesday"},
	{"won", mia, "answer", "mia> /deal won acme"},
	{"won_form", mia, "form", "mia clicks \"What worked?\""},
	{"lost", mia, "answer", "mia closes the form\nmia> /deal lost studio"},
	{"lost_form", mia, "form", "mia clicks \"Why was that?\""},
	{"letgo", mia, "answer", "mia closes the form\nmia> /deal letgo lumen"},
	{"delete_question", mia, "answer", "mia> /deal delete atlas"},
	{"deleted", mia, "answer", "mia clicks \"Delete\""},
	{"list_deleted", mia, "answer", "mia> /deal list deleted"},
	{"merge_question", mia, "answer", "mia> /deal merge fjord into harbor"},
	{"assign", nora, "answer", "nora> /deal assign #7 @tom"},
	{"assigned", tom, "dm", ""},
	{"assign_refused", mia, "answer", "mia> /deal assign fjord @tom"},
	{"note", mia, "answer", "mia> /deal note fjord their year ends in June"},
	{"know", mia, "answer", "mia> /deal know fjord budget 30k set aside, says Ingrid"},
	{"off", mia, "answer", "mia> /deal off until 9 November"},
	{"back", mia, "answer", "mia> /deal back"},
	{"hours", mia, "answer", "mia> /deal hours 08:00-16:00"},
	{"prompt_settings_form", mia, "form", "mia presses \"Prompt settings\" on the Home tab"},
	{"import", mia, "answer", "mia closes the form\nmia> /deal import"},
	{"import_preview", mia, "dm", "mia drops deals.csv"},
	{"import_not_now", mia, "dm", "mia clicks \"Not now\""},
	{"export", mia, "answer", "mia> /deal export"},
	{"settings_refused", mia, "answer", "mia> /deal settings"},
	{"settings_form", nora, "form", "nora> /deal settings"},
	{"settings_changes", nora, "form", "nora fills open=30"},
	{"settings_saved", nora, "form", "nora fills"},
	{"thanks", mia, "dm", "nora closes the form\nmia says thanks"},
	{"help", mia, "answer", "mia> /deal help"},
	{"help_of_one", mia, "answer", "mia> /deal help pause"},
	{"digest_preview", nora, "answer", "nora> /deal digest preview"},
	{"digest_post_question", nora, "answer", "nora clicks \"Post it now\""},
	{"prompt_of_the_eve", mia, "dm", "Thu 5 Nov 09:02"},
	{"digest", mia, "channel", "Fri 6 Nov 16:02"},
	{"long_away", nora, "dm", "ben> /deal off until 11 December"},
	{"home_absent", nora, "home", "Mon 9 Nov 09:02\nnora opens the Home tab"},
	{"old_card", mia, "answer", "Mon 30 Nov 09:02\nmia> /deal show harbor"},
}

// Each screen reads well as text alone: what a notification or a screen reader says.
// The files are there to be read.
func TestScreensReadAsTextAlone(t *testing.T) {
	t.Parallel()
	p := playOf(t, sampleTeam, coach.Date{Year: 2026, Month: time.November, Day: 2}.At(8*60, place(mia)),
		slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
	const dir = "testdata/screens"
	known := map[string]bool{}
	for _, s := range screens {
		before := p.read(s)
		p.perform(s.lines)
		if s.lines == "" {
			before = "" // it was there already
		}
		got := p.screenOf(s, before)
		file := filepath.Join(dir, s.name+".txt")
		known[s.name+".txt"] = true
		if *update {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (go test ./cmd/bot -run Screens -update writes it anew):\n%s", file, got)
		}
		for _, fault := range faultsOf(got) {
			t.Errorf("%s: %s", s.name, fault)
		}
	}
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !known[f.Name()] {
			t.Errorf("%s is no screen's any more", f.Name())
		}
	}
}

// screenOf waits until a screen has changed and is still, and reads it.
func (p *play) screenOf(s screen, before string) string {
	p.Helper()
	got := ""
	still := func() bool {
		if p.demo.settle(p.Context()) != nil {
			return false
		}
		now := p.read(s)
		done := now != "" && now != before && now == got
		got = now
		return done
	}
	for tries := 0; !p.eventually(0, "", still); tries++ { // Home tabs are drawn at Slack's pace
		if tries == 5 {
			p.Fatalf("waited in vain for %s", s.name)
		}
	}
	return address.ReplaceAllString(got, "[address]") + "\n"
}

// address is that of the workspace, which has another port each time.
var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+[^|>\s]*`)

func (p *play) read(s screen) string {
	w := p.demo.workspace
	var m workspace.Message
	var all []workspace.Message
	switch s.where {
	case "form":
		view, _ := w.View(s.who)
		return spoken(view)
	case "home":
		view, _ := w.Home(s.who)
		return spoken(view)
	case "answer":
		all = w.Ephemerals(s.who)
	case "dm":
		all = w.Messages(w.DM(s.who))
	case "channel", "thread":
		all = w.Messages(salesChannel)
	}
	for _, one := range slices.Backward(all) {
		if one.User == w.BotUser() && (one.ThreadTS != "") == (s.where == "thread") {
			m = one
			break
		}
	}
	lines := []string{m.Text}
	for _, t := range thingsIn(m.Blocks, thing{}) {
		label := t.label
		if t.reads != "" {
			label = t.reads
		}
		lines = append(lines, fmt.Sprintf("[%s: %s]", strings.ReplaceAll(t.kind, "_", " "), label))
	}
	return strings.Join(lines, "\n")
}

// faultsOf finds what no screen may say: marks of the machine, and two buttons that
// sound alike.
func faultsOf(said string) (faults []string) {
	for _, bad := range []string{"%!", "<nil>", "map[", "0001-01-01", "1 deals", "1 rows", "1 prompts", "1 people", "1 days", "(s)", "..", "  \n"} {
		if strings.Contains(strings.ReplaceAll(said, "...", ""), bad) {
			faults = append(faults, fmt.Sprintf("it says %q", bad))
		}
	}
	for line := range strings.Lines(said) {
		if strings.HasSuffix(strings.TrimSpace(line), "…") {
			faults = append(faults, "it is cut: "+line)
		}
	}
	buttons := map[string]bool{}
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "[button: ") {
			if buttons[line] {
				faults = append(faults, "two buttons sound alike: "+strings.TrimSpace(line))
			}
			buttons[line] = true
		}
	}
	return faults
}
