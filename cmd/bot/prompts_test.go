package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ownScript is the example of docs/scripts.md, which so stays true.
func ownScript(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile("../../docs/scripts.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```\n(---\n.*?)```").FindSubmatch(doc)
	if m == nil {
		t.Fatal("docs/scripts.md has no example")
	}
	return string(m[1])
}

// folder makes a folder with files, given as name and text in turn.
func folder(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func listed(t *testing.T, args ...string) string {
	t.Helper()
	var out strings.Builder
	if err := promptsCommand(args, &out); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return out.String()
}

func TestPromptsListsTheShippedScripts(t *testing.T) {
	t.Setenv("PROMPTS_DIR", "")
	out := listed(t)
	for _, want := range []string{
		`(?m)^SCRIPT +HOW +SITUATIONS AND MOMENTS +VARIANTS +SOURCE$`,
		`(?m)^timing +say +quiet, quiet-again, put-off, back-from-pause +3 +Score More Sales, teleconference notes; Keith Rosen`,
		`(?m)^let-go +say +no-assurance, gone-dark, quiet-again, letting-go +3 +Wendy Weiss, "Letting Go Is Hard To Do"`,
		`(?m)^gone-dark-email +e-mail +gone-dark +2 +Stuart Ayling`,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("no line like %s in\n%s", want, out)
		}
	}
}

func TestPromptsAddsTheFolderOfTheSetting(t *testing.T) {
	t.Setenv("PROMPTS_DIR", folder(t, "winter-break.md", ownScript(t)))
	if out := listed(t); !strings.Contains(out, "\nwinter-break ") || !strings.Contains(out, "\ntiming ") {
		t.Errorf("the team's own script or a shipped one is missing:\n%s", out)
	}
}

func TestPromptsTakesTheGivenFolderInsteadOfTheSetting(t *testing.T) {
	t.Setenv("PROMPTS_DIR", folder(t, "winter-break.md", "broken"))
	own := strings.NewReplacer("id: winter-break", "id: timing", "our own team", "the given folder").Replace(ownScript(t))
	out := listed(t, folder(t, "timing.md", own))
	if n := strings.Count(out, "\ntiming "); n != 1 || !strings.Contains(out, "the given folder") {
		t.Errorf("timing is listed %d times, and not as replaced:\n%s", n, out)
	}
}

func TestPromptsTellsEachMistakeOnALine(t *testing.T) {
	own := strings.NewReplacer("how: say", "how: fax", "rank: 4", "rank: 4\nrunk: 5").Replace(ownScript(t))
	late := strings.NewReplacer("how: say", "how: fax", "[quiet]", "[sleepy]").Replace(ownScript(t))
	var out strings.Builder
	err := promptsCommand([]string{folder(t, "timing.md", own, "winter-break.md", late)}, &out)
	var usage usageError
	if !errors.As(err, &usage) {
		t.Errorf("error %v, want a usageError", err)
	}
	want := `(?s)^timing.md:10: there is no key "runk"[^\n]*
winter-break.md:6: how is "fax"; write say, voicemail, e-mail or note
winter-break.md:7: there is no situation "sleepy"[^\n]*
$`
	if !regexp.MustCompile(want).MatchString(out.String()) {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestPromptsRefusesWhatIsNoFolder(t *testing.T) {
	dir := folder(t, "file", "text")
	for story, args := range map[string][]string{
		"a folder that is not there": {filepath.Join(dir, "nowhere")},
		"a file":                     {filepath.Join(dir, "file")},
		"two folders":                {dir, dir},
	} {
		var out strings.Builder
		var usage usageError
		if err := promptsCommand(args, &out); !errors.As(err, &usage) || out.Len() > 0 {
			t.Errorf("%s: error %v, output %q", story, err, out.String())
		}
	}
}
