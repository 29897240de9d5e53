package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace/blockkit"
)

var (
	nora = sender{user: "UADMIN", team: "T1"}
	lee  = sender{user: "ULEAD", team: "T1"}
)

// shown is the hidden part of the form for the team's settings as it opens now.
func (o *office) shown() string {
	v, err := o.memory.Settings(context.Background())
	if err != nil {
		panic(err)
	}
	s := shownSettings{}
	for _, one := range teamFields {
		s[one.setting] = hash(v.Text(o.environment, one.setting))
	}
	return s.String()
}

// settingsNow is that form as it opens now, with some fields typed over.
func (o *office) settingsNow(over map[string]string) map[string]string {
	v, err := o.memory.Settings(context.Background())
	if err != nil {
		panic(err)
	}
	all := map[string]string{}
	for _, one := range teamFields {
		if all[one.field] = v.Text(o.environment, one.setting); all[one.field] == coach.None {
			all[one.field] = ""
		}
	}
	maps.Copy(all, over)
	return all
}

// answered is what a form was answered with.
type answered struct {
	Action string            `json:"response_action"`
	Errors map[string]string `json:"errors"`
	View   struct {
		Hidden string `json:"private_metadata"`
		Clears bool   `json:"clear_on_close"`
	} `json:"view"`
}

func readAnswered(t *testing.T, body string) answered {
	t.Helper()
	var a answered
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return a
}

// next presses Next on the form, and returns what would be saved.
func (o *office) next(t *testing.T, who sender, shown string, typed map[string]string) (hidden, said string) {
	t.Helper()
	said = o.sends(who, formSettings, shown, typed)
	o.fit(t)
	a := readAnswered(t, said)
	if a.Action != "push" {
		t.Fatalf("was answered %s", coach.Cut(said, 600))
	}
	return a.View.Hidden, said
}

// saves saves what a form would change.
func (o *office) saves(t *testing.T, who sender, over map[string]string) {
	t.Helper()
	hidden, _ := o.next(t, who, o.shown(), o.settingsNow(over))
	said := o.sends(who, formChanges, hidden, nil)
	o.fit(t)
	if a := readAnswered(t, said); a.Action != "update" || !a.View.Clears {
		t.Fatalf("was not saved: %s", coach.Cut(said, 600))
	}
}

// goldenView compares a view with testdata/<name>.json, and holds it against
// Slack's limits.
func goldenView(t *testing.T, name string, view slack.ModalViewRequest) {
	t.Helper()
	text, err := json.Marshal(view)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range blockkit.CheckView(text) {
		t.Error(p)
	}
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(view); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs (go test ./internal/slack -update writes it anew): %v\n%s", file, err, got.String())
	}
}

func TestTheFormForSettingsAndWhatChanges(t *testing.T) {
	o := newOffice(t)
	for _, name := range []string{"Acme", "Globex", "Initech"} {
		o.has(t, "UOWNER", name, nil)
	}
	c := call{person: coach.Person{ID: "UADMIN", Admin: true}, act: coach.Act{By: "UADMIN", At: nine}}
	saved := coach.Saved{Version: 1, By: "ULEAD", At: monday, Values: map[string]string{coach.CurrencySetting: "EUR"}}
	goldenView(t, "settings_form", o.settingsView(t.Context(), c, saved))
	shown := shownSettings{}
	for _, one := range teamFields {
		shown[one.setting] = hash(coach.Saved{}.Text(o.environment, one.setting))
	}
	view, err := o.settingsChanges(t.Context(), c, saved, shown, settingsDraft{1, map[string]string{
		coach.LimitsSetting: "prospect=14d,qualified=10d,proposal=1d,negotiation=1d", coach.ManagersSetting: "UADMIN,ULEAD", coach.MostOpenSetting: "",
	}})
	if err != nil {
		t.Fatal(err)
	}
	goldenView(t, "settings_changes", view)
}

func TestWhatIsSavedWinsOverTheEnvironmentAndEmptyGoesBackToIt(t *testing.T) {
	o := newOffice(t)
	o.saves(t, nora, map[string]string{fieldLimits: "enterprise", fieldFacts: "need,budget", fieldChannel: "#sales"})
	s := o.settings()
	if s.Limits[coach.Prospect] != 28 || len(s.Facts) != 2 || s.DigestChannel != "#sales" || s.Currency != "USD" {
		t.Errorf("after the save: %+v", s)
	}
	if v, _ := o.memory.Settings(t.Context()); len(v.Values) != 3 || v.By != "UADMIN" {
		t.Errorf("more was saved than was changed: %+v", v)
	}
	o.saves(t, lee, map[string]string{fieldLimits: "", fieldFacts: "need"})
	if s := o.settings(); s.Limits[coach.Prospect] != 14 || len(s.Facts) != 1 || s.DigestChannel != "#sales" {
		t.Errorf("after going back: %+v", s)
	}
}

func TestErrorsOfSettingsAreToldAtTheirFields(t *testing.T) {
	for what, row := range map[string]struct {
		typed       map[string]string
		field, says string
	}{
		"in the words of the parsers":          {map[string]string{fieldHours: "17:00-09:00"}, fieldHours, "ends before it begins"},
		"a prompt after work":                  {map[string]string{fieldPrompt: "18:00"}, fieldPrompt, "is not before the end of the working hours"},
		"a channel that there is not":          {map[string]string{fieldChannel: "#nowhere"}, fieldChannel, "I see no channel #nowhere. Write there: /invite"},
		"a channel that the bot is not in":     {map[string]string{fieldChannel: "#news"}, fieldChannel, "I am not in #news. Write there: /invite @dealcoach"},
		"a manager who is not here any more":   {map[string]string{fieldManagers: "UADMIN,UGONE"}, fieldManagers, "Not everybody of them is a colleague here: Gus Gone"},
		"a robot as a manager":                 {map[string]string{fieldManagers: "UADMIN,UROBOT"}, fieldManagers, "Not everybody of them is a colleague here"},
		"a list without the one who saves it":  {map[string]string{fieldManagers: "UREP"}, fieldManagers, "Without you in the list you could not change this back"},
		"nothing changed":                      {nil, fieldLimits, "Nothing is changed yet"},
		"empty where there is nothing else":    {map[string]string{fieldCurrency: ""}, fieldLimits, "Nothing is changed yet"},
		"the same in other words is no change": {map[string]string{fieldDays: "Mon, Tue, Wed-Fri"}, fieldLimits, "Nothing is changed yet"},
	} {
		o := newOffice(t)
		said := readAnswered(t, o.sends(nora, formSettings, o.shown(), o.settingsNow(row.typed)))
		if said.Action != "errors" || len(said.Errors) != 1 || !strings.Contains(said.Errors[row.field], row.says) {
			t.Errorf("%s: %+v", what, said)
		}
	}
	o := newOffice(t)
	both := readAnswered(t, o.sends(nora, formSettings, o.shown(), o.settingsNow(map[string]string{fieldHours: "x", fieldZone: "Mars"})))
	if len(both.Errors) != 2 {
		t.Errorf("two wrong fields: %+v", both)
	}
}

func TestTwoManagersWhoSaveAtOnceOverwriteNothing(t *testing.T) {
	o := newOffice(t)
	opened, form := o.shown(), o.settingsNow(nil)
	o.saves(t, lee, map[string]string{fieldOpen: "20", fieldCurrency: "EUR"})

	typed := maps.Clone(form)
	typed[fieldOpen], typed[fieldPauses] = "30", "3"
	said := readAnswered(t, o.sends(nora, formSettings, opened, typed))
	if len(said.Errors) != 1 || !strings.Contains(said.Errors[fieldOpen], "Lee Park saved this meanwhile: “20”. Nothing of yours was saved.") {
		t.Fatalf("both changed one field: %+v", said)
	}

	typed[fieldOpen] = "20"
	hidden, text := o.next(t, nora, opened, typed)
	if !strings.Contains(text, "*Lee Park* saved meanwhile, and it stays:") || !strings.Contains(text, "Currency: EUR") {
		t.Errorf("what the other one changed is not told: %s", text)
	}
	o.saves(t, lee, map[string]string{fieldPauses: "5"})
	late := o.sends(nora, formChanges, hidden, nil)
	o.fit(t)
	if !strings.Contains(late, "Lee Park saved the settings meanwhile") || !strings.Contains(late, "a word from them: 5") {
		t.Errorf("the second one to save is told: %s", coach.Cut(late, 600))
	}
	if s := o.settings(); s.MostOpen != 20 || s.MostPauses != 5 || s.Currency != "EUR" {
		t.Errorf("something was overwritten: %+v", s)
	}
}

func TestASaveThatIsRepeatedIsSavedOnce(t *testing.T) {
	o := newOffice(t)
	hidden, _ := o.next(t, nora, o.shown(), o.settingsNow(map[string]string{fieldOpen: "20"}))
	for range 2 {
		o.sent = 7 // the same view
		if said := o.sends(nora, formChanges, hidden, nil); !strings.Contains(said, "are saved") {
			t.Errorf("was answered %s", coach.Cut(said, 600))
		}
	}
	if v, _ := o.memory.Settings(t.Context()); v.Version != 1 {
		t.Errorf("it was saved %d times", v.Version)
	}
}

func TestAnotherDigestTimeMovesTheDigest(t *testing.T) {
	o := newOffice(t)
	o.saves(t, nora, map[string]string{fieldChannel: "#sales"})
	if _, any, _ := o.memory.NextDue(t.Context()); any {
		t.Error("a timer was set before the first digest")
	}
	last := coach.DigestBefore(nine, o.settings())
	if err := o.memory.StartDigests(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	o.saves(t, nora, map[string]string{fieldDigest: "Thu 15:00"})
	at, _, _ := o.memory.NextDue(t.Context())
	if want := coach.NextDigest(last, o.settings()); !at.Equal(want) || at.Weekday().String() != "Thursday" {
		t.Errorf("the digest is at %s, want %s", at, want)
	}
}

func TestWhatTheFormNeverOfferedIsNotSaved(t *testing.T) {
	for _, hidden := range []string{
		"", "{}", `{"v":0,"c":{}}`, `{"v":0,"c":{"COLOUR":"red"}}`, `{"v":0,"c":{"COLOUR":""}}`, `{"v":0,"c":{"MOST_OPEN":"many"}}`,
		`{"v":0,"c":{"MANAGERS":"UREP"}}`, `{"v":0,"c":{"PROMPT_AT":"18:00"}}`, `{"v":7,"c":{"MOST_OPEN":"3"}}`,
	} {
		o := newOffice(t)
		said := o.sends(nora, formChanges, hidden, nil)
		if v, _ := o.memory.Settings(t.Context()); v.Version != 0 || !strings.Contains(said, "Not saved") {
			t.Errorf("%s: %+v, %s", hidden, v, coach.Cut(said, 300))
		}
	}
}

func TestARepIsToldWhomToAskAboutSettings(t *testing.T) {
	o := newOffice(t)
	if said := o.types(sender{user: "UREP", team: "T1"}, "/deal settings"); !strings.Contains(said, "Only a manager") || !strings.Contains(said, "Ask Lee Park.") {
		t.Errorf("was answered %s", coach.Cut(said, 300))
	}
	o.saves(t, lee, map[string]string{fieldManagers: "ULEAD,UREP"})
	if said := o.types(nora, "/deal settings"); !strings.Contains(said, "Ask Lee Park or Ben Carter.") {
		t.Errorf("an admin who is in no list: %s", coach.Cut(said, 300))
	}
	if said := o.types(sender{user: "UREP", team: "T1"}, "/deal settings"); !strings.Contains(said, `"Team settings"`) && !strings.Contains(said, "Team+settings") {
		t.Errorf("a manager who was listed: %s", coach.Cut(said, 300))
	}
}
