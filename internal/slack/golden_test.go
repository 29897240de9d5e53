package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace/blockkit"
	"dealcoach/prompts"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a sheet with testdata/<name>.json, and holds it against
// Slack's limits. The file is the message as Slack gets it: text and blocks.
func golden(t *testing.T, name string, s *sheet) {
	t.Helper()
	within(t, s)
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(map[string]any{"text": strings.Split(s.text(), "\n"), "blocks": s.all()}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs (go test ./internal/slack -update writes it anew):\n%s", file, got.String())
	}
}

// within holds a sheet against Slack's limits.
func within(t *testing.T, s *sheet) {
	t.Helper()
	blocks, err := json.Marshal(s.all())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range blockkit.CheckMessage(blocks) {
		t.Error(p)
	}
	if n := utf8.RuneCountInString(s.text()); n == 0 || n > 4000 {
		t.Errorf("the top-level text has %d characters", n)
	}
}

// aBot renders without a connection.
func aBot(t *testing.T) *Bot {
	t.Helper()
	scripts, err := coach.ParseScripts(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	return &Bot{scripts: scripts, settings: coach.DefaultSettings, table: commands()}
}

var (
	monday = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	nine   = time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC)
	later  = coach.Act{By: "U1", At: nine.Add(time.Hour)}
	miaIs  = reader{id: "U1", name: "Mia", today: coach.DateOf(nine), nameOf: func(string) string { return "Nora Lindqvist" }}
)

// quietDeal is a deal that has been quiet since Monday the 2nd.
func quietDeal(t *testing.T, id int64, line coach.AddLine) coach.Deal {
	t.Helper()
	if line.Stage == "" {
		line.Stage = coach.Proposal
	}
	d, err := coach.NewDeal(coach.Act{By: "U1", At: monday}, "U1", line)
	if err != nil {
		t.Fatal(err)
	}
	d.ID = id
	return d
}

// promptOf makes the prompt of a Thursday about deals, lets things happen to
// them, and renders it.
func promptOf(t *testing.T, deals []coach.Deal, happens func(all map[int64]*coach.Deal)) *sheet {
	t.Helper()
	b := aBot(t)
	p, any := coach.DailyPrompt("U1", deals, b.scripts, b.settings(), nine)
	if !any {
		t.Fatal("nothing to say")
	}
	all := map[int64]*coach.Deal{}
	for i := range deals {
		all[deals[i].ID] = &deals[i]
	}
	for _, c := range p.All() {
		all[c.Deal].Prompted(p, c)
	}
	if happens != nil {
		happens(all)
	}
	now := map[int64]coach.Deal{}
	for id, d := range all {
		now[id] = *d
	}
	return b.promptSheet(p, now, miaIs)
}

func TestPrompts(t *testing.T) {
	acme := coach.AddLine{Name: "Acme", Contact: "Jo Miller", Value: 1200000, Benefit: "ship two days faster"}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	four := func() []coach.Deal {
		return []coach.Deal{
			quietDeal(t, 1, acme), quietDeal(t, 2, coach.AddLine{Name: "Globex"}),
			quietDeal(t, 3, coach.AddLine{Name: "Initech", Contact: "Bill"}), quietDeal(t, 4, coach.AddLine{Name: "Umbrella", Value: 100}),
		}
	}
	golden(t, "prompt_one_deal", promptOf(t, []coach.Deal{quietDeal(t, 1, acme)}, nil))
	golden(t, "prompt_asked", promptOf(t, []coach.Deal{quietDeal(t, 1, acme)}, func(all map[int64]*coach.Deal) {
		must(all[1].Ask(later, "timing", "b", coach.Say))
	}))
	golden(t, "prompt_outcomes", promptOf(t, four(), func(all map[int64]*coach.Deal) {
		must(all[1].Close(later, coach.Won, "private words"))
		must(all[2].LogCall(later, coach.CallLine{CallBack: coach.Date{Year: 2026, Month: 11, Day: 30}, Note: "private words"}))
		must(all[3].Close(coach.Act{By: "U9", At: later.At}, coach.LetGo, ""))
		must(all[4].LogCall(coach.Act{By: "U9", At: later.At}, coach.CallLine{Attempt: true}))
	}))
	golden(t, "prompt_with_a_rest", promptOf(t, four(), nil))
}

func TestForeignTextIsHarmless(t *testing.T) {
	evil := coach.AddLine{Name: "<!channel> & <@U2>", Contact: "<https://evil.example|Jo>", Benefit: "*bold* `code` <!here>"}
	s := promptOf(t, []coach.Deal{quietDeal(t, 1, evil)}, nil)
	golden(t, "prompt_foreign_text", s)
	blocks, err := json.Marshal(s.all())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range append(markup(t, blocks), s.text()) {
		for _, tag := range []string{"<!", "<@", "<http"} {
			if strings.Contains(text, tag) {
				t.Errorf("%s gets through in %q", tag, text)
			}
		}
	}
}

// markup finds every text in blocks that Slack reads as markup. Plain text, such
// as a button's label, is shown as it is.
func markup(t *testing.T, blocks []byte) []string {
	t.Helper()
	texts := inMarkup(blocks)
	if len(texts) == 0 {
		t.Fatal("no markup found")
	}
	return texts
}

func TestTheLongestPromptFits(t *testing.T) {
	var deals []coach.Deal
	for i := range 500 {
		deals = append(deals, quietDeal(t, int64(i+1), coach.AddLine{
			Name: strings.Repeat("🚀", coach.MaxName), Contact: strings.Repeat("&", coach.MaxName),
			Benefit: strings.Repeat("<", coach.MaxWords), Value: 1e15,
		}))
	}
	within(t, promptOf(t, deals, nil))
}

func TestTheFormsFit(t *testing.T) {
	d := quietDeal(t, 1, coach.AddLine{Name: strings.Repeat("&", coach.MaxName), Contact: strings.Repeat("🚀", coach.MaxName)})
	at := target{deal: 1, prompt: "prompt:U0123456789:2026-11-12", script: "timing", variant: "a", answer: "later"}
	for _, id := range []string{formLater, formBecause, formStep, formContact, formLearn, formWhy, formPause} {
		view, err := json.Marshal(aBot(t).form(id, at, d, miaIs))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range blockkit.CheckView(view) {
			t.Errorf("%s: %s", id, p)
		}
	}
}

func TestHelpFits(t *testing.T) {
	s, err := aBot(t).help(t.Context(), call{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "help", s)
}

func TestAChoiceFits(t *testing.T) {
	var found []coach.Named
	for i := range 10 {
		found = append(found, coach.Named{ID: int64(i), Name: strings.Repeat("&", coach.MaxName)})
	}
	for _, rest := range []string{"left a voicemail", strings.Repeat("long ", 2000)} {
		c := choice{Match: coach.Match{Found: found, Rest: rest}, command: "/call "}
		s := c.sheet("/call acme " + rest)
		within(t, s)
		blocks, err := json.Marshal(s.all())
		if err != nil {
			t.Fatal(err)
		}
		if len(rest) > maxValue && strings.Count(string(blocks), "long") < 2000 {
			t.Error("what was typed is lost")
		}
	}
}
