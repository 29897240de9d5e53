package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// surfacePage is the table of all that can be typed, pressed and filled in.
const surfacePage = "../../docs/surface.md"

// kindsOfThings tells for people what an action does that has labels of many kinds.
var kindsOfThings = map[string]string{
	"again": "carries the line out with the chosen deal, or turns the page", "undo": "takes it back, for ten minutes",
	"ask": "notes that it was asked", "answer": "notes what they said", "spoke": "notes that you spoke", "snooze": "leaves it out of prompts for a week",
	"letgo": "lets it go, with thanks", "reopen": "takes it up again", "leave": "leaves it closed", "focus": "chooses it for the week",
	"form": "opens a form", "show": "shows the deal", "post": "posts the digest early, after asking", "delete": "deletes it", "restore": "brings it back",
	"merge": "makes one deal of two", "history": "shows all that happened", "look": "chooses what the Home tab shows", "whose": "chooses whose deals the Home tab shows",
	"back": "ends the absence", "give": "gives all deals of somebody away", "import": "imports the file", "notnow": "imports nothing", "template": "sends a file to fill in",
	"more": "is behind the dots of a card", "main": "makes it the main contact", "saves": "shows who changed the settings",
}

// checkTable compares docs/surface.md with what the walk has found: every command,
// every button, every form is there. With -update it is written anew.
func (s *surface) checkTable() {
	page, err := os.ReadFile(surfacePage)
	if err != nil && !*update {
		s.Fatal(err)
	}
	var rows []string
	plays := s.readPlays()
	commands, does := map[string]bool{}, s.whatTheyDo()
	for _, line := range s.lines() {
		words := strings.Fields(line)
		command := words[0]
		if command == "/deal" {
			if len(words) == 1 || !regexp.MustCompile(`^[a-z]+$`).MatchString(words[1]) || words[1] == "zzzz" || words[1] == "post" {
				continue
			}
			command += " " + words[1]
		}
		if !commands[command] {
			commands[command] = true
			rows = append(rows, fmt.Sprintf("| `%s` | command | %s | %s |", command, does[command], plays.of("> "+command)))
		}
	}
	things := map[string]thing{}
	for _, t := range s.things {
		label := cmp.Or(named.ReplaceAllString(t.label, "$1"), "a deal")
		if strings.HasPrefix(label, "#") {
			label = "a deal's number and name"
		}
		things[regexp.MustCompile(`\d+`).ReplaceAllString(label, "N")+" "+strings.Split(t.ActionID, ":")[0]] = t
	}
	var buttons []string
	for name, t := range things {
		action, _, _ := strings.Cut(t.ActionID, ":")
		label := strings.TrimSuffix(name, " "+action)
		buttons = append(buttons, fmt.Sprintf("| %s | button | %s | %s |", label, kindsOfThings[action], plays.of(`"`+strings.Split(label, "N")[0])))
	}
	slices.Sort(buttons)
	var forms []string
	for _, form := range s.forms {
		name := strings.Split(form, ":")[0]
		forms = append(forms, fmt.Sprintf("| the form “%s” | form | %s | %s |", name, formsFor[name].does, plays.of(formsFor[name].opens)))
	}
	slices.Sort(forms)
	rows = append(append(rows, slices.Compact(buttons)...), slices.Compact(forms)...)
	name := func(row string) string {
		what, _, _ := strings.Cut(strings.TrimPrefix(row, "| "), " |")
		return what
	}
	if *update { // what another walk has found stays
		for line := range strings.Lines(string(page)) {
			line = strings.TrimSpace(line)
			known := func(row string) bool { return name(row) == name(line) }
			if strings.HasPrefix(line, "| ") && name(line) != "what" && !slices.ContainsFunc(rows, known) {
				rows = append(rows, line)
			}
		}
		order := func(row string) int {
			return slices.IndexFunc([]string{"| command |", "| button |", "| form |"}, func(kind string) bool { return strings.Contains(row, kind) })
		}
		slices.SortFunc(rows, func(x, y string) int { return cmp.Or(order(x)-order(y), strings.Compare(x, y)) })
		if err := os.WriteFile(surfacePage, []byte(surfaceHead+strings.Join(rows, "\n")+"\n"), 0o644); err != nil {
			s.Fatal(err)
		}
		return
	}
	for _, row := range rows {
		lacks := s.Errorf
		if slices.Contains(buttons, row) {
			lacks = s.Logf // which buttons a walk meets hangs on how fast everybody was; docs/rights.md has the kinds of them all
		}
		if !strings.Contains(string(page), "| "+name(row)+" |") {
			lacks("%s lacks %s (go test ./cmd/bot -run Surface -update writes it anew)", surfacePage, name(row))
		}
	}
}

const surfaceHead = `# All that can be typed, pressed and filled in

Each line is walked from outside by ` + "`TestTheWholeSurfaceFromOutside`" + ` in cmd/bot, by a rep, a manager and a stranger: something visible
comes of it, in time and within Slack's limits, and no form loses what was typed. What it does exactly is played in the
conversations of cmd/bot/testdata/conversations named beside it; who may do it is in [rights.md](rights.md). The recorded screens of
cmd/bot/testdata/screens are what a screen reader says. The table is written by that test.

![The preview of a dropped file: what was understood, what it would do, what cannot be taken, and a button to import](pictures/import.png)

![The preview of changed settings: what changes, and what it would have meant](pictures/settings.png)

| what | kind | what it does | played in |
|---|---|---|---|
`

// whatTheyDo is what the help says of each command.
func (s *surface) whatTheyDo() map[string]string {
	reply, err := s.demo.workspace.Command(s.Context(), mia, salesChannel, "/deal help")
	if err != nil || reply.Message == nil {
		s.Fatal(err, reply.Problem)
	}
	all := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^`(/call|/deal [a-z]+)[^`]*` (.*)$").FindAllStringSubmatch(reply.Message.Text, -1) {
		all[m[1]] = m[2]
	}
	return all
}

// plays are the conversations, by name.
type plays map[string]string

func (s *surface) readPlays() plays {
	all := plays{}
	for _, pattern := range []string{"testdata/conversations/*.txt", "testdata/conversations/" + techniques + "/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			s.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				s.Fatal(err)
			}
			all[strings.TrimSuffix(filepath.Base(file), ".txt")] = string(text)
		}
	}
	return all
}

// of names the first few conversations in which something is done.
func (p plays) of(what string) string {
	var found []string
	for name, text := range p {
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "|") && strings.Contains(line, what) {
				found = append(found, name)
				break
			}
		}
	}
	slices.Sort(found)
	if len(found) == 0 {
		return "the walk"
	}
	return strings.Join(found[:min(3, len(found))], ", ")
}

// formsFor tells of each form what it is for, and what opens it in a conversation.
var formsFor = map[string]struct{ does, opens string }{
	"later": {"when they want to be called, and why then", "Later, not now"}, "because": {"what will have changed by then", "They gave a reason"},
	"step": {"the next step and its date", "Next step and date"}, "contact": {"who looks after it now", "fills name=Ann"},
	"learn": {"a fact that was learned", "fills words="}, "why": {"how it ended, and why", "Why was that?"}, "line": {"the line for the channel", "Add a line"},
	"pause": {"why they are silent, and until when", "fills kind="}, "log": {"a call", "log_call"}, "add": {"a new deal", "/deal add\n"},
	"edit": {"what is known of a deal", "/deal edit"}, "settings": {"the team's settings; the changes are shown before they are saved", "/deal settings"},
	"prompts": {"one's own prompts", "Prompt settings"},
}
