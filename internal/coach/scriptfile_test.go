package coach

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"dealcoach/prompts"
)

func TestWhichScriptLeads(t *testing.T) {
	all := scripts(t)
	situations := map[Situation]string{
		NoAssurance:   "let-go",
		GoneDark:      "gone-dark-voicemail",
		BackFromPause: "add-value",
		CallBackDue:   "pre-call",
		PutOffAgain:   "probability",
		QuietAgain:    "timing",
		Quiet:         "timing",
		WasAsked:      "", // the script that was asked
		OnTrack:       "",
		Closed:        "",
		Paused:        "",
		Waiting:       "",
	}
	for _, s := range Situations {
		want, told := situations[s]
		if got := leader(all.For(s)); !told || got != want {
			t.Errorf("%s is led by %q, want %q", s, got, want)
		}
	}
	moments := map[Moment]string{
		PutOffWithoutReason: "what-will-have-changed",
		BeforeACall:         "pre-call",
		CallMovedTwice:      "reluctance",
		VagueStep:           "reason-to-call",
		AfterALoss:          "why-really",
		LettingGo:           "let-go",
		RevisitDue:          "revisit",
		BenefitMissing:      "benefit-in-figures",
		NeedMissing:         "qualify-need",
		BudgetMissing:       "qualify-budget",
		ProcessMissing:      "qualify-process",
		DeciderMissing:      "qualify-decider",
		TimeFrameMissing:    "qualify-time-frame",
	}
	for _, m := range Moments {
		want, told := moments[m]
		if got := leader(all.At(m)); !told || got != want {
			t.Errorf("at %s the first is %q, want %q", m, got, want)
		}
	}
}

func leader(fit []Script) string {
	if len(fit) == 0 {
		return ""
	}
	return fit[0].ID
}

func TestWhatIsOfferedSecond(t *testing.T) {
	all := scripts(t)
	for situation, want := range map[Situation]string{
		Quiet: "anything-changed", QuietAgain: "probability", GoneDark: "gone-dark-email",
	} {
		if fit := all.For(situation); len(fit) < 2 || fit[1].ID != want {
			t.Errorf("%s offers %v, want %s second", situation, fit, want)
		}
	}
	for _, s := range []Situation{QuietAgain, GoneDark} {
		if fit := all.For(s); fit[len(fit)-1].ID != "let-go" {
			t.Errorf("%s ends with %s; letting go comes last", s, fit[len(fit)-1].ID)
		}
	}
}

// wordings walks through all that the shipped scripts say.
func wordings(t *testing.T, visit func(t *testing.T, s Script, v Variant)) {
	t.Helper()
	for _, s := range scripts(t) {
		for _, v := range s.Variants {
			t.Run(s.ID+"/"+v.Key, func(t *testing.T) { visit(t, s, v) })
		}
	}
}

func TestShippedScriptsFitWithTheLongestNames(t *testing.T) {
	long := strings.Repeat("ß", MaxName)
	d := Deal{Name: long, Company: long, Contact: long, Benefit: strings.Repeat("ß", MaxWords)}
	f := Filler{Rep: long, Today: date("Thu 12 Nov"), Work: DefaultSettings().Work}
	wordings(t, func(t *testing.T, s Script, v Variant) {
		text, missing := f.Fill(v.Subject+v.Words, d)
		if n := utf8.RuneCountInString(text); n >= maxFilled || missing != nil {
			t.Errorf("%d characters, missing %v", n, missing)
		}
	})
}

// hole matches what a missing word would leave behind.
var hole = regexp.MustCompile(`[{}]| {2}| [,.;:?!]|[,;:]\s*[,.;:?!]|(?m:^[,.;:?!])|(?m: $)`)

func TestShippedScriptsReadWellWhenNothingIsKnown(t *testing.T) {
	nobody := Deal{Name: "Acme"} // no deal is without a name, which stands for the contact
	wordings(t, func(t *testing.T, s Script, v Variant) {
		for _, words := range []string{v.Subject, v.Words} {
			text, _ := Filler{}.Fill(words, nobody)
			if found := hole.FindString(text); found != "" {
				t.Errorf("%q leaves a hole: %s", found, text)
			}
			words := strings.Fields(strings.ToLower(text))
			for i := 1; i < len(words); i++ {
				if words[i] == words[i-1] {
					t.Errorf("%q twice: %s", words[i], text)
				}
			}
		}
	})
}

// shunned are words that push, blame, or say nothing.
var shunned = []string{
	"checking in", "check in with", "touching base", "touch base", "circle back", "follow up", "following up", "reach out",
	"last chance", "act now", "hurry", "urgent", "asap", "limited time", "final notice", "deadline", "too late", "miss out",
	"haven't heard", "have not heard", "still waiting", "never answered", "no reply", "ignor", "disappoint", "you promised",
	"owe me", "unfortunately", "you must", "you should", "you have to",
	"leverage", "synergy", "pain point", "stakeholder", "decision maker", "roi ", "prospect", "pipeline",
}

func TestShippedScriptsNeitherPushNorBlame(t *testing.T) {
	wordings(t, func(t *testing.T, s Script, v Variant) {
		text := strings.ToLower(v.Subject + "\n" + v.Words)
		for _, word := range shunned {
			if strings.Contains(text, word) {
				t.Errorf("it says %q: %s", word, v.Words)
			}
		}
		for line := range strings.Lines(v.Words) {
			if strings.Count(line, "?") > 1 {
				t.Errorf("more than one question at a time: %s", line)
			}
		}
	})
}

func TestAMessageLeftBehindCanBeStopped(t *testing.T) {
	wordings(t, func(t *testing.T, s Script, v Variant) {
		if s.How.OneWay() && !strings.Contains(v.Words, "stop") {
			t.Errorf("it has no way to say stop: %s", v.Words)
		}
		if s.How == Voicemail && !strings.Contains(v.Words, "{when}") {
			t.Errorf("it does not say when you will call again: %s", v.Words)
		}
	})
}

func TestEachWordingOfTimingAsksAboutTheTimingOrTheFile(t *testing.T) {
	timing, _ := scripts(t).Find("timing")
	if len(timing.Variants) != 3 {
		t.Fatalf("%d variants, want 3", len(timing.Variants))
	}
	for _, v := range timing.Variants {
		if !strings.Contains(v.Words, "timing") || !strings.HasPrefix(v.Words, "{contact}, ") {
			t.Errorf("%s: %s", v.Key, v.Words)
		}
	}
}

func TestScriptsThatAskKnowWhatMayComeBack(t *testing.T) {
	for _, s := range scripts(t) {
		var effects []Effect
		for _, a := range s.Answers {
			effects = append(effects, a.Effect)
		}
		if len(s.Situations) > 0 && (!slices.Contains(effects, SayNo) || !slices.Contains(effects, GoForward)) {
			t.Errorf("%s is offered for a deal, and takes neither a yes nor a no: %v", s.ID, effects)
		}
	}
}

func TestATeamsLayerReplacesAndAdds(t *testing.T) {
	ours := strings.NewReplacer("id: good", "id: ours", "[quiet]", "[quiet-again]").Replace(goodScript)
	reworded := strings.NewReplacer("id: good", "id: timing", "[quiet]", "[quiet, quiet-again]", "shall we?", "is the timing off?").Replace(goodScript)
	layer := fstest.MapFS{
		"ours.md":   {Data: []byte(ours)},
		"timing.md": {Data: []byte("\ufeff" + strings.ReplaceAll(reworded, "\n", "\r\n"))}, // as an editor on Windows saves it
		"notes.txt": {Data: []byte("not a script")},
		"old.md/x":  {Data: []byte("in a folder, so not a script")},
	}
	all, err := ParseScripts(prompts.FS, layer)
	must(t, err)
	timing, _ := all.Find("timing")
	if len(timing.Variants) != 1 || timing.Variants[0].Words != "{contact}, is the timing off?" {
		t.Errorf("timing was not replaced: %+v", timing)
	}
	if _, ok := all.Find("ours"); !ok || len(all) != len(scripts(t))+1 {
		t.Errorf("%d scripts; the team's own was not added", len(all))
	}
}

func TestABrokenFileOfALaterLayerIsNamed(t *testing.T) {
	layer := fstest.MapFS{"timing.md": {Data: []byte("our words")}}
	_, err := ParseScripts(prompts.FS, layer)
	if err == nil || !strings.HasPrefix(err.Error(), "timing.md:1: ") {
		t.Errorf("error %v, want timing.md:1", err)
	}
}

func TestALayerThatIsNotThereIsAnError(t *testing.T) {
	if all, err := ParseScripts(prompts.FS, os.DirFS(t.TempDir()+"/nowhere")); err == nil {
		t.Errorf("%d scripts, and no error", len(all))
	}
}
