package slack

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

// right is how an action on the owner's deal ends for somebody.
type right string

const (
	may       right = "yes"
	notTheirs right = "not theirs"          // refused without a word about the deal
	ownOnly   right = "with their own"      // done, with the person's own deals or none
	ownersOwn right = "that is the owner's" // refused, although the deal may be seen
	managers  right = "that is a manager's" // the same
	ofTheTeam right = "yes, for the team"   // done; it is about no deal
)

// deed is something that somebody can do with the bot.
type deed struct {
	name, what          string // the command, button or form; a button's or form's name for people
	owner, rep, manager right
	shows               bool // the deal is shown, and stays as it is
	become              func(*coach.Deal, coach.Act) error
	do                  func(o *office, who sender) string
	line                string            // of a command: what follows its name
	script, answer      string            // of a button or form: the effect of the script's answer, and whether it is chosen
	fill                map[string]string // of a form
}

// theirs is a deed on a deal: the owner may, a manager may, nobody else.
func theirs(d deed) deed {
	d.owner, d.rep, d.manager = may, notTheirs, may
	return d
}

// anybodys is a deed of anybody in the workspace, with their own deals.
func anybodys(d deed) deed {
	d.owner, d.rep, d.manager = may, ownOnly, ownOnly
	d.shows = true
	return d
}

func closed(d *coach.Deal, a coach.Act) error { return d.Close(a, coach.Lost, "private words") }

func deleted(d *coach.Deal, a coach.Act) error { return d.Delete(coach.Act{By: a.By, At: nine}) }

// second gives the deal's owner another one.
func (o *office) second() {
	d, err := coach.NewDeal(coach.Act{By: "UOWNER", At: monday}, o.known(1).Owner, coach.AddLine{Name: "Other"})
	if err == nil {
		_, err = o.memory.Create(context.Background(), "second", d)
	}
	if err != nil {
		panic(err)
	}
}

func paused(d *coach.Deal, a coach.Act) error {
	return d.PauseUntil(a, coach.DateOf(nine).Add(30), "private words", 2)
}

func putOff(d *coach.Deal, a coach.Act) error {
	return d.LogCall(a, coach.CallLine{CallBack: coach.DateOf(nine).Add(30), Note: "private words"})
}

// deeds are the actions that there are. TestRights fails for a command, a button
// or a form that is missing here.
var deeds = []deed{
	typing("/call", theirs(deed{line: "#1 spoke with them"})),
	typing("/deal list", deed{owner: may, rep: ownOnly, manager: may, shows: true}),
	typing("/deal add", deed{owner: ownOnly, rep: ownOnly, manager: ownOnly, line: "Globex 5k"}),
	typing("/deal show", theirs(deed{shows: true, line: "#1"})),
	typing("/deal why", theirs(deed{shows: true, line: "#1"})),
	typing("/deal ask", theirs(deed{shows: true, line: "#1"})),
	typing("/deal know", theirs(deed{line: "#1 budget 20k, says Jo"})),
	typing("/deal unknown", deed{owner: may, rep: ownOnly, manager: may, shows: true}),
	typing("/deal focus", anybodys(deed{})),
	typing("/deal stage", theirs(deed{line: "#1 negotiation"})),
	typing("/deal won", theirs(deed{line: "#1"})),
	typing("/deal lost", theirs(deed{line: "#1"})),
	typing("/deal letgo", theirs(deed{line: "#1"})),
	typing("/deal pause", theirs(deed{line: "#1 until 11 January because they move"})),
	typing("/deal snooze", theirs(deed{line: "#1 next Tuesday"})),
	typing("/deal resume", theirs(deed{line: "#1", become: paused})),
	typing("/deal reopen", theirs(deed{line: "#1", become: closed})),
	typing("/deal delete", theirs(deed{shows: true, line: "#1"})),
	typing("/deal restore", theirs(deed{line: "#1", become: deleted})),
	{name: "/deal merge", owner: may, rep: notTheirs, manager: may, shows: true,
		do: func(o *office, who sender) string { o.second(); return o.types(who, "/deal merge #1 into #2") }},
	typing("/deal edit", theirs(deed{shows: true, line: "#1"})),
	typing("/deal note", theirs(deed{line: "#1 their year ends in June"})),
	typing("/deal assign", deed{owner: managers, rep: notTheirs, manager: may, line: "#1 <@UREP|ben>"}),
	typing("/deal off", deed{owner: ownOnly, rep: ownOnly, manager: ownOnly, line: "until 7 December"}),
	typing("/deal back", deed{owner: ownOnly, rep: ownOnly, manager: ownOnly}),
	typing("/deal hours", deed{owner: ownOnly, rep: ownOnly, manager: ownOnly, line: "08:00-16:00"}),
	typing("/deal import", deed{owner: ownOnly, rep: ownOnly, manager: ownOnly}),
	exporting("/deal export", anybodys(deed{})),
	exporting("/deal export team", deed{owner: managers, rep: managers, manager: may, shows: true}),
	typing("/deal digest", deed{owner: ownOnly, rep: ownOnly, manager: ownOnly}),
	typing("/deal settings", deed{owner: managers, rep: managers, manager: ofTheTeam}),
	typing("/deal help", deed{owner: ownOnly, rep: ownOnly, manager: ownOnly}),

	{name: "line", what: "a line in the bot's direct messages", owner: may, rep: notTheirs, manager: may,
		do: func(o *office, who sender) string { return o.writes(who, "#1 spoke with them") }},
	{name: "line with a file", what: "a CSV file in the bot's direct messages", owner: ownOnly, rep: ownOnly, manager: ownOnly,
		do: func(o *office, who sender) string {
			return o.drops(who, "", o.keeps(who.user, "deals.csv", "name\nGlobex\n"))
		}},
	{name: "shortcut " + shortcutLog, what: "Log a call", owner: may, rep: ownOnly, manager: ownOnly, shows: true,
		do: func(o *office, who sender) string { return o.uses(who, shortcutLog, "") }},
	{name: "shortcut " + shortcutMessage, what: "Log on a deal", owner: may, rep: ownOnly, manager: ownOnly, shows: true,
		do: func(o *office, who sender) string { return o.uses(who, shortcutMessage, "see you then") }},
	{name: "button " + doAgain, what: "choose among several deals", owner: may, rep: notTheirs, manager: may,
		do: func(o *office, who sender) string { return o.presses(who, doAgain+":0", "/deal won #1") }},
	{name: "button " + doUndo, what: "take a logged call back", owner: may, rep: notTheirs, manager: may, do: undoing},
	pressing(doAsk, "I asked this", theirs(deed{script: "forward"})),
	pressing(doAnswer, "what they said", theirs(deed{script: "forward", answer: "forward"})),
	pressing(doSpoke, "We spoke, not logged", theirs(deed{})),
	pressing(doSnooze, "Snooze a week", theirs(deed{})),
	pressing(doLetGo, "Let it go", theirs(deed{})),
	pressing(doReopen, "Take it up again", theirs(deed{become: closed})),
	pressing(doLeave, "Leave it closed", theirs(deed{become: closed})),
	pressing(doFocus, "choose it for the week", theirs(deed{})),
	{name: "button " + doPost, what: "post the weekly summary early", owner: managers, rep: managers, manager: ownOnly,
		do: func(o *office, who sender) string { return o.postsEarly(who) }},
	{name: "button " + doShow, what: "Show, on the Home tab", owner: may, rep: notTheirs, manager: may, shows: true,
		do: func(o *office, who sender) string {
			return o.looks(who, "mine all", doShow, target{deal: 1}.String())
		}},
	{name: "button " + doImport, what: "import a file", owner: ownOnly, rep: ownOnly, manager: ownOnly,
		do: func(o *office, who sender) string {
			value := offer{o.keeps(who.user, "deals.csv", "name\nGlobex\n"), hashOf([]byte("name\nGlobex\n")), nine}
			return o.pressesThere(who, doImport, value.String())
		}},
	{name: "button " + doNotNow, what: "Not now", owner: ownOnly, rep: ownOnly, manager: ownOnly,
		do: func(o *office, who sender) string { return o.pressesThere(who, doNotNow, "-") }},
	{name: "button " + doTemplate, what: "a file to fill in", owner: ownOnly, rep: ownOnly, manager: ownOnly,
		do: func(o *office, who sender) string { return o.presses(who, doTemplate, "-") }},
	{name: "button " + doSaves, what: "Last changes of the team's settings", owner: managers, rep: managers, manager: ofTheTeam,
		do: func(o *office, who sender) string { return o.presses(who, doSaves, "0") }},
	{name: "button " + doBack, what: "I'm back", owner: ownOnly, rep: ownOnly, manager: ownOnly,
		do: func(o *office, who sender) string { return o.presses(who, doBack, "-") }},
	{name: "button " + doGive, what: "give all of somebody's deals", owner: managers, rep: managers, manager: may,
		do: func(o *office, who sender) string { return o.looks(who, "team all", doGive+":UOWNER", "UREP") }},
	{name: "button " + doLook, what: "which deals the Home tab shows", owner: may, rep: ownOnly, manager: ownOnly, shows: true,
		do: func(o *office, who sender) string { return o.looks(who, "mine all", doLook, "quiet") }},
	{name: "button " + doWhose, what: "the team's deals on the Home tab", owner: may, rep: ownOnly, manager: may, shows: true,
		do: func(o *office, who sender) string { return o.looks(who, "mine all", doWhose, lookTeam) }},
	pressing(doDelete, "Delete, after asking", theirs(deed{})),
	pressing(doRestore, "Bring it back", theirs(deed{become: deleted})),
	{name: "button " + doMerge, what: "Merge, after asking", owner: may, rep: notTheirs, manager: may,
		do: func(o *office, who sender) string {
			o.second()
			return o.presses(who, doMerge, o.card("", "").with("2").String())
		}},
	{name: "button " + doMain, what: "Make somebody the main contact", owner: may, rep: notTheirs, manager: may,
		become: func(d *coach.Deal, a coach.Act) error { return d.Meet(a, "Jo Miller, CFO") },
		do: func(o *office, who sender) string {
			return o.presses(who, doMain, o.card("", "").with(hash("Jo Miller")).String())
		}},
	pressing(doHistory, "Whole history", theirs(deed{shows: true})),
	pressing(doForm+":"+formLearn, "open a form", theirs(deed{shows: true, answer: "budget"})),

	sending(formLater, "they want to be called later", theirs(deed{script: "later", answer: "later", fill: map[string]string{fieldOn: "2026-12-14", fieldReason: "the board meets"}})),
	sending(formBecause, "what will have changed", theirs(deed{become: putOff, fill: map[string]string{fieldReason: "the budget"}})),
	sending(formStep, "the next step", theirs(deed{fill: map[string]string{fieldWords: "demo", fieldOn: "2026-11-17"}})),
	sending(formContact, "somebody new looks after it", theirs(deed{script: "new-contact", answer: "new-contact", fill: map[string]string{fieldName: "Ann Lee"}})),
	sending(formLearn, "what was learned", theirs(deed{answer: "budget", fill: map[string]string{fieldWords: "20k", fieldWho: "Jo"}})),
	sending(formWhy, "how it ended", theirs(deed{become: closed, fill: map[string]string{fieldKind: "price", fieldReal: "a friend of theirs sells it"}})),
	{name: "form " + formLine, what: "the line for the channel", owner: may, rep: notTheirs, manager: ownersOwn, become: closed,
		do: func(o *office, who sender) string {
			return o.sends(who, formLine, o.card("", "").String(), map[string]string{fieldLine: "ask about money first"})
		}},
	sending(formPause, "pause it", theirs(deed{fill: map[string]string{fieldKind: "illness"}})),

	{name: "form " + formLog, what: "log a call", owner: may, rep: notTheirs, manager: may,
		do: func(o *office, who sender) string {
			return o.sends(who, formLog, "", map[string]string{fieldDeal: "1", fieldWords: "spoke with them", fieldReached: reachedYes})
		}},
	{name: "form " + formAdd, what: "add a deal", owner: ownOnly, rep: ownOnly, manager: ownOnly,
		do: func(o *office, who sender) string {
			return o.sends(who, formAdd, "", map[string]string{fieldName: "Globex", fieldValue: "5k", fieldStage: "prospect"})
		}},
	{name: "form " + formPrompts, what: "one's own prompts", owner: ownOnly, rep: ownOnly, manager: ownOnly,
		do: func(o *office, who sender) string {
			return o.sends(who, formPrompts, "", map[string]string{fieldOn: "2026-12-07", fieldHours: "8-16"})
		}},
	{name: "form " + formSettings, what: "the team's settings", owner: managers, rep: managers, manager: ofTheTeam,
		do: func(o *office, who sender) string {
			return o.sends(who, formSettings, o.shown(), o.settingsNow(map[string]string{fieldOpen: "30"}))
		}},
	{name: "form " + formChanges, what: "save the team's settings", owner: managers, rep: managers, manager: ofTheTeam,
		do: func(o *office, who sender) string {
			return o.sends(who, formChanges, `{"v":0,"c":{"MOST_OPEN":"30"}}`, nil)
		}},
	{name: "form " + formEdit, what: "edit it", owner: may, rep: notTheirs, manager: may,
		do: func(o *office, who sender) string {
			line := o.known(1).Basics()
			return o.sends(who, formEdit, opened{1, marksOf(line)}.String(), filledIn(line, map[string]string{fieldValue: "13k"}))
		}},
	{name: "form " + formWhy + ", the channel's line", what: "write one's line for the channel", owner: may, rep: notTheirs, manager: ownersOwn, become: closed,
		do: func(o *office, who sender) string {
			return o.sends(who, formWhy, o.card("", "").String(), map[string]string{fieldKind: "price", fieldLine: "ask about money first"})
		}},
}

// known is a deal as the store has it.
func (o *office) known(id int64) coach.Deal {
	d, err := o.memory.Deal(context.Background(), id)
	if err != nil {
		panic(err)
	}
	return d
}

// filledIn is the form for a deal as it opens, with some fields typed over.
func filledIn(line coach.AddLine, over map[string]string) map[string]string {
	all := map[string]string{}
	for _, one := range basics {
		all[one.field] = one.get(line)
	}
	maps.Copy(all, over)
	return all
}

func typing(command string, d deed) deed {
	d.name = command
	d.do = func(o *office, who sender) string { return o.types(who, strings.TrimSpace(command+" "+d.line)) }
	return d
}

// exporting is a command whose answer comes as files.
func exporting(command string, d deed) deed {
	d.name = command
	d.do = func(o *office, who sender) string {
		said := o.types(who, command)
		return said + "\n" + strings.Join(o.cabinet.received, "\n")
	}
	return d
}

func pressing(kind, what string, d deed) deed {
	d.name, d.what = "button "+strings.Split(kind, ":")[0], what
	d.do = func(o *office, who sender) string { return o.presses(who, kind, o.card(d.script, d.answer).String()) }
	return d
}

func sending(form, what string, d deed) deed {
	d.name, d.what = "form "+form, what
	d.do = func(o *office, who sender) string {
		return o.sends(who, form, o.card(d.script, d.answer).String(), d.fill)
	}
	return d
}

// card is the target of a button on a fresh answer about the owner's deal, with
// a script that has an answer of that effect.
func (o *office) card(effect, answer string) target {
	at := target{deal: 1, prompt: fmt.Sprintf("%s%d", fromReply, nine.UnixMilli()), answer: answer}
	for _, script := range o.scripts {
		i := slices.IndexFunc(script.Answers, func(a coach.Answer) bool { return string(a.Effect) == effect })
		if effect != "" && i >= 0 && script.How != coach.Note {
			at.script, at.variant = script.ID, script.Variants[0].Key
			if answer != "" {
				at.answer = script.Answers[i].ID
			}
			break
		}
	}
	return at
}

var undoValue = regexp.MustCompile(`"value":"(1 command:[^"]+)"`)

// undoing presses the Undo of the owner's call.
func undoing(o *office, who sender) string {
	said := o.types(sender{user: "UOWNER", team: "T1"}, "/call #1 spoke with them")
	found := undoValue.FindStringSubmatch(said)
	if found == nil {
		return "there is no Undo in " + said
	}
	return o.presses(who, doUndo, found[1])
}

// outsiders are all whom the bot does not work for, and how they come.
var outsiders = map[string]sender{
	"an admin of another workspace":             {user: "UVISITOR", team: "T2"},
	"an admin of another organisation":          {user: "UVISITOR", team: "T2", enterprise: "E2"},
	"a visitor said to be of ours":              {user: "UVISITOR", team: "T1"},
	"a visitor of whose workspace nobody says":  {user: "UVISITOR"},
	"the owner's id, said to be from elsewhere": {user: "UOWNER", team: "T2"},
	"a stranger":                        {user: "USTRANGE", team: "T1"},
	"a deactivated admin":               {user: "UGONE", team: "T1"},
	"a bot":                             {user: "UROBOT", team: "T1"},
	"somebody whom Slack does not know": {user: "UNOBODY", team: "T1"},
	"nobody":                            {team: "T1"},
}

// secrets are what nobody may read who may not see the deal.
var secrets = []string{"Acme Ltd", "Tess Moreau", "private words", "12,000"}

func TestRights(t *testing.T) {
	for _, deed := range deeds {
		t.Run(deed.name, func(t *testing.T) {
			for who, want := range map[string]right{
				"UOWNER": deed.owner, "UREP": deed.rep, "UADMIN": deed.manager, "ULEAD": deed.manager,
			} {
				t.Run(who, func(t *testing.T) { holds(t, deed, sender{user: who, team: "T1"}, want) })
			}
			for name, who := range outsiders {
				t.Run(name, func(t *testing.T) {
					o, was := deed.begin(t)
					said := deed.do(o, who)
					if !strings.Contains(said, "I work for the people of Acme Sales only") {
						t.Errorf("was answered %s", coach.Cut(said, 300))
					}
					hides(t, said)
					if deed.name != "button "+doUndo {
						o.unchanged(t, was)
					}
					o.fit(t)
				})
			}
		})
	}
}

// begin makes an office with the owner's deal as the deed needs it.
func (d deed) begin(t *testing.T) (*office, coach.Deal) {
	t.Helper()
	o := newOffice(t)
	return o, o.has(t, "UOWNER", "Acme Ltd", d.become)
}

// holds checks what a deed of somebody comes to.
func holds(t *testing.T, d deed, who sender, want right) {
	t.Helper()
	o, was := d.begin(t)
	said := d.do(o, who)
	o.fit(t)
	is := o.deal(t, 1)
	seen := slices.ContainsFunc(secrets, func(secret string) bool { return strings.Contains(said, secret) })
	switch want {
	case may:
		if d.shows && (!seen || is.Version != was.Version) {
			t.Errorf("was shown %s", coach.Cut(said, 300))
		}
		if !d.shows && is.Version == was.Version {
			t.Errorf("nothing has changed: %s", coach.Cut(said, 300))
		}
		return
	case notTheirs:
		if !strings.Contains(said, "is not one of yours") {
			t.Errorf("was answered %s", coach.Cut(said, 300))
		}
		hides(t, said)
	case ownOnly:
		if strings.Contains(said, "not one of yours") {
			t.Errorf("was refused: %s", coach.Cut(said, 300))
		}
		hides(t, said)
	case managers:
		if !strings.Contains(said, "Only a manager") {
			t.Errorf("was answered %s", coach.Cut(said, 300))
		}
	case ofTheTeam:
		if strings.Contains(said, "Only a manager") || strings.Contains(said, `"response_action":"errors"`) || strings.Contains(said, "Not saved") {
			t.Errorf("was refused: %s", coach.Cut(said, 300))
		}
	case ownersOwn:
		if !strings.Contains(said, `"response_action":"errors"`) {
			t.Errorf("was answered %s", coach.Cut(said, 300))
		}
	}
	if d.name == "button "+doUndo { // the call is still there
		if is.Version != was.Version+1 {
			t.Errorf("the call was taken back: %+v", is)
		}
		return
	}
	o.unchanged(t, was)
}

func hides(t *testing.T, said string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(said, secret) {
			t.Errorf("%q is told in %s", secret, coach.Cut(said, 300))
		}
	}
}

// TestEveryActionHasItsRight finds the commands in the table, and the buttons,
// forms and shortcuts in the source.
func TestEveryActionHasItsRight(t *testing.T) {
	var all []string
	for _, c := range commands() {
		all = append(all, strings.TrimSpace(c.slash+" "+first(c.words)))
	}
	for _, kind := range constants(t, "target.go", "do") {
		all = append(all, "button "+kind)
	}
	for _, shortcut := range constants(t, "shortcut.go", "shortcut") {
		all = append(all, "shortcut "+shortcut)
	}
	for _, form := range constants(t, "form.go", "form") {
		all = append(all, "form "+form)
	}
	if len(all) < 30 {
		t.Fatalf("only %d actions were found: %q", len(all), all)
	}
	for _, name := range all {
		if !slices.ContainsFunc(deeds, func(d deed) bool { return d.name == name }) {
			t.Errorf("%s has no row in deeds: who may do it?", name)
		}
	}
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// constants are the values of a file's constants whose names begin with prefix
// and a capital letter.
func constants(t *testing.T, file, prefix string) (values []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("^" + prefix + "[A-Z]")
	ast.Inspect(tree, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != len(spec.Names) {
			return true
		}
		for i, name := range spec.Names {
			literal, ok := spec.Values[i].(*ast.BasicLit)
			if !ok || !named.MatchString(name.Name) {
				continue
			}
			value, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, value)
		}
		return true
	})
	return values
}

// rightsPage is the table for people.
const rightsPage = "../../docs/rights.md"

// TestTheRightsPageIsTrue compares the table in docs/rights.md with deeds; with
// -update it writes it.
func TestTheRightsPageIsTrue(t *testing.T) {
	page, err := os.ReadFile(rightsPage)
	if err != nil {
		t.Fatal(err)
	}
	const from, to = "<!-- table -->\n", "<!-- end -->"
	head, rest, ok := strings.Cut(string(page), from)
	_, tail, closed := strings.Cut(rest, to)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table", rightsPage)
	}
	table := "| | the owner | another rep | a manager | anybody else |\n|---|---|---|---|---|\n"
	var kinds []string
	what := map[string][]string{}
	for _, d := range deeds {
		kind := fmt.Sprintf("%s | %s | %s", d.owner, d.rep, d.manager)
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
		what[kind] = append(what[kind], d.shown())
	}
	for _, kind := range kinds {
		table += fmt.Sprintf("| %s | %s | no |\n", strings.Join(what[kind], ", "), kind)
	}
	want := head + from + table + to + tail
	if *update {
		if err := os.WriteFile(rightsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(page) != want {
		t.Errorf("%s differs (go test ./internal/slack -update writes it anew); its table should be\n%s", rightsPage, table)
	}
}

// shown is the deed as people know it.
func (d deed) shown() string {
	switch kind, _, _ := strings.Cut(d.name, " "); kind {
	case "button":
		return "“" + d.what + "”"
	case "shortcut":
		return "the shortcut “" + d.what + "”"
	case "line":
		return d.what
	case "form":
		return "the form “" + d.what + "”"
	default:
		return "`" + d.name + "`"
	}
}
