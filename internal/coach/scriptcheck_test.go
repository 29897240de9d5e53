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

func TestWhatIsWrongInAScript(t *testing.T) {
	tests := []struct {
		story    string
		from, to string // what is changed in the good one
		want     string
	}{
		{"an unknown key", "when: always", "wen: always", `good.md:5: there is no key "wen"; there are id, title,`},
		{"an unknown key of an answer", "    label:", "    lable:", `good.md:12: there is no key "lable"; there are id, label, effect`},
		{"a key given twice", "rank: 1", "rank: 1\nrank: 2", `good.md:9: mapping key "rank" already defined at line 8`},
		{"a colon in a text", "when: always", "when: always: yes", "good.md:5: there is a colon too many"},
		{"a rank in words", "rank: 1", "rank: first", "good.md:8: this is of the wrong kind; write a whole number"},
		{"a situation that is no list", "[quiet]", "quiet", "good.md:7: this is of the wrong kind; write a list, such as [quiet]"},
		{"an answer that is a word", "answers:\n", "answers:\n  - maybe\n", "good.md:11: this is of the wrong kind; write id, label and effect"},
		{"an id unlike the file's name", "id: good", "id: other", `good.md:2: the id is "other"; name it like the file: good`},
		{"an unknown way", "how: say", "how: fax", `good.md:6: how is "fax"; write say, voicemail, e-mail or note`},
		{"an unknown situation", "[quiet]", "[quiet,\n  sleepy]", `good.md:8: there is no situation "sleepy"; write closed, paused,`},
		{"an unknown moment", "situations: [quiet]", "moments: [lunch]", `good.md:7: there is no moment "lunch"; write put-off-without-reason,`},
		{"neither a situation nor a moment", "situations: [quiet]\n", "", "good.md:1: it would never be offered; write situations, moments or both"},
		{"an unknown effect", "effect: forward", "effect: dance", `good.md:13: the effect of "forward" is "dance"; write forward, later, no, no-assurance, new-contact or no-answer`},
		{"an answer's id with a space", "id: forward", "id: for ward", `good.md:11: an answer has the id "for ward"; use small letters`},
		{"two answers of one id", "---\n##", "  - {id: forward, label: On, effect: forward}\n---\n##", `good.md:14: there are two answers "forward"`},
		{"more answers than a row takes", "---\n##", manyAnswers() + "---\n##", "good.md:21: there are 9 answers; keep the 8 that matter"},
		{"a label that is too long", "They want to go on", strings.Repeat("x", 31), `good.md:12: the label of "forward" has 31 characters; write 1 to 30`},
		{"an unknown placeholder", "{contact}, shall", "{boss}, shall", "good.md:16: there is no placeholder {boss}; write contact, company, benefit, rep, when or period"},
		{"an unknown placeholder in the front matter", "[contact]", "[contact, boss]", `good.md:9: there is no placeholder "boss"`},
		{"a placeholder that is not named", "placeholders: [contact]", "placeholders: []", "good.md:16: {contact} is used; name it under placeholders"},
		{"a placeholder that is not closed", "{contact}, shall", "{contact}, {shall", "good.md:16: a brace stands alone"},
		{"no source", "source: Somebody, \"Something\"\n", "", "good.md:1: source is missing; add one line of it"},
		{"a title of two lines", "title: A good one", "title: |\n  A good\n  one", "good.md:3: title has 11 characters; write one line of at most 160"},
		{"no rank", "rank: 1\n", "", "good.md:1: rank is missing"},
		{"no variant", "## a", "a", "begin one with a line like: ## a"},
		{"words before the first variant", "---\n## a", "---\nHello\n## a", "good.md:15: there are words before the first variant"},
		{"a variant without words", "{contact}, shall we?", "", `good.md:15: variant "a" has 0 characters; write 1 to 1200`},
		{"a variant that is too long", "shall we?", strings.Repeat("x", MaxScript), `good.md:15: variant "a" has 1211 characters`},
		{"a variant that grows too long with names in it", "shall we?", strings.Repeat("{contact} ", 24), `good.md:15: variant "a" may have 3`},
		{"a variant's name with a space", "## a", "## the first", `good.md:15: the variant is named "the first"`},
		{"two variants of one name", "shall we?", "shall we?\n## a\nYes.", `good.md:17: there are two variants "a"`},
		{"an e-mail without a subject", "how: say", "how: e-mail", `good.md:15: the subject of variant "a" has 0 characters; begin it with a line like: Subject: Thank you`},
		{"an e-mail of nothing but a subject", "how: say\nsituations: [quiet]\nrank: 1\n", "how: e-mail\nsituations: [quiet]\nrank: 1\n#", "subject of variant"},
		{"a subject to say", "{contact}, shall we?", "Subject: A call\n{contact}, shall we?", `good.md:15: variant "a" has a subject; take it out, or write how: e-mail`},
		{"no front matter", "---\nid", "id", "good.md:1: there is no front matter; begin with one between two lines of ---"},
		{"a front matter without an end", "---\n##", "##", "good.md:1: there is no front matter"},
		{"letters of another encoding", "shall we?", "shall w\xe9?", "good.md:1: the file is not in UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			text := strings.Replace(goodScript, tt.from, tt.to, 1)
			if text == goodScript {
				t.Fatal("nothing was changed in the good script")
			}
			_, err := ParseScripts(fstest.MapFS{"good.md": {Data: []byte(text)}})
			var wrong ScriptError
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want it to hold %q", err, tt.want)
			}
		})
	}
}

func manyAnswers() string {
	var lines strings.Builder
	for _, id := range "abcdefgh" {
		lines.WriteString("  - {id: " + string(id) + ", label: Yes, effect: forward}\n")
	}
	return lines.String()
}

func TestAFileNameThatNoButtonCanCarry(t *testing.T) {
	text := strings.Replace(goodScript, "id: good", "id: Our Good One", 1)
	_, err := ParseScripts(fstest.MapFS{"Our Good One.md": {Data: []byte(text)}})
	want := `Our Good One.md:1: the file is named "Our Good One"; use small letters, digits and hyphens, 40 at most`
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

func TestOneLookTellsAllThatIsWrong(t *testing.T) {
	first := strings.NewReplacer("how: say", "how: fax", "effect: forward", "effect: dance").Replace(goodScript)
	second := strings.Replace(goodScript, "rank: 1\n", "", 1)
	_, err := ParseScripts(fstest.MapFS{"good.md": {Data: []byte(first)}, "other.md": {Data: []byte(second)}})
	for _, want := range []string{"good.md:6: ", "good.md:13: ", "other.md:1: rank", "other.md:2: the id"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want it to hold %q", err, want)
		}
	}
}

func FuzzParseScripts(f *testing.F) {
	f.Add(goodScript)
	f.Add("---\n---\n## a\nx")
	f.Add("---\nid: [good]\nrank: {a: b}\n---\n## a\nSubject: x\n{contact} {")
	f.Add(strings.NewReplacer("how: say", "how: e-mail", "## a\n", "## a\nSubject: {contact}\n\n").Replace(goodScript))
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ParseScripts(fstest.MapFS{"good.md": {Data: []byte(text)}})
		if err != nil {
			var wrong ScriptError
			if !errors.As(err, &wrong) || wrong.Line < 1 || wrong.Line > strings.Count(lineEnds.Replace(text), "\n")+1 {
				t.Errorf("error %v is not in the file", err)
			}
			return
		}
		for _, s := range all {
			if s.ID != "good" || len(s.Variants) == 0 || len(s.Situations)+len(s.Moments) == 0 {
				t.Errorf("accepted %+v", s)
			}
			for _, v := range s.Variants {
				filled, _ := Filler{Rep: "Mia"}.Fill(v.Words, Deal{Name: "Acme"})
				if strings.TrimSpace(filled) == "" || strings.ContainsAny(filled, "{}") || (v.Subject != "") != (s.How == Email) {
					t.Errorf("accepted the variant %+v", v)
				}
			}
		}
	})
}
