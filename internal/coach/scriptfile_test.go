package coach

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

const goodScript = `---
id: good
title: A good one
source: Somebody, "Something"
when: always
how: say
situations: [quiet]
rank: 1
placeholders: [contact]
answers:
  - id: forward
    label: They want to go on
    effect: forward
---
## a
{contact}, shall we?
`

func TestTheShippedScriptsParse(t *testing.T) {
	all := scripts(t)
	timing, ok := all.Find("timing")
	if !ok || len(timing.Variants) != 3 {
		t.Fatalf("timing: %+v", timing)
	}
	for _, s := range []Situation{Quiet, QuietAgain} {
		if got := all.For(s); len(got) == 0 || got[0].ID != "timing" {
			t.Errorf("%s is led by %v, want timing", s, got)
		}
	}
	for _, s := range all {
		if s.Source == "" || len(s.Answers) == 0 {
			t.Errorf("%s has no source or no answers", s.ID)
		}
	}
}

func TestWhatIsWrongInAScript(t *testing.T) {
	tests := []struct {
		story    string
		from, to string // what is changed in the good one
		want     string
	}{
		{"an unknown key", "when: always", "wen: always", "good.md:5: "},
		{"an id unlike the file's name", "id: good", "id: other", "good.md:2: the id is \"other\"; name it like the file: good"},
		{"an unknown way", "how: say", "how: fax", "good.md:6: how is \"fax\"; write say, voicemail or e-mail"},
		{"an unknown situation", "[quiet]", "[sleepy]", "good.md:7: there is no situation \"sleepy\""},
		{"an unknown effect", "effect: forward", "effect: dance", "write forward, later, no or no-answer"},
		{"a label that is too long", "They want to go on", strings.Repeat("x", 31), "31 characters"},
		{"an unknown placeholder", "{contact}, shall", "{boss}, shall", "good.md:16: there is no placeholder {boss}"},
		{"a placeholder that is not named", "placeholders: [contact]", "placeholders: []", "good.md:16: {contact} is used"},
		{"no source", "source: Somebody, \"Something\"\n", "", "source is missing"},
		{"no variant", "## a", "a", "begin one with a line like: ## a"},
		{"no front matter", "---\nid", "id", "begin with a front matter"},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			text := strings.Replace(goodScript, tt.from, tt.to, 1)
			_, err := ParseScripts(fstest.MapFS{"good.md": {Data: []byte(text)}})
			var wrong ScriptError
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want it to hold %q", err, tt.want)
			}
		})
	}
}

func FuzzParseScripts(f *testing.F) {
	f.Add(goodScript)
	f.Add("---\n---\n## a\nx")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ParseScripts(fstest.MapFS{"good.md": {Data: []byte(text)}})
		if err != nil {
			return
		}
		for _, s := range all {
			if s.ID != "good" || len(s.Variants) == 0 {
				t.Errorf("accepted %+v", s)
			}
		}
	})
}
