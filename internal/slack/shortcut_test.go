package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// noteIn is what the form that was opened has in the field for what happened.
func noteIn(t *testing.T, said string) string {
	t.Helper()
	var opened struct {
		View struct {
			Blocks []struct {
				ID      string `json:"block_id"`
				Element struct {
					Words string `json:"initial_value"`
				} `json:"element"`
			} `json:"blocks"`
		} `json:"view"`
	}
	if err := json.Unmarshal([]byte(said), &opened); err != nil {
		t.Fatalf("%v in %s", err, said)
	}
	for _, b := range opened.View.Blocks {
		if b.ID == fieldWords {
			return b.Element.Words
		}
	}
	t.Fatalf("no note in %s", said)
	return ""
}

func TestAShortcutOpensTheFormForACall(t *testing.T) {
	for _, one := range []struct{ what, shortcut, message, note string }{
		{"from anywhere", shortcutLog, "", ""},
		{"on a message", shortcutMessage, "Jo says &lt;yes&gt; &amp; sends <https://acme.example|the order>, <@UREP>",
			"Jo says <yes> & sends the order, @Ben Carter\n(from a message of Tue 10 Nov at 10:03)"},
		{"on a message without words", shortcutMessage, " ", "(from a message of Tue 10 Nov at 10:03)"},
	} {
		t.Run(one.what, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", nil)
			said := o.uses(owner, one.shortcut, one.message)
			o.fit(t)
			if got := noteIn(t, said); got != one.note {
				t.Errorf("the note begins with %q, want %q", got, one.note)
			}
			if o.acks != 1 || len(o.heard) != 1 {
				t.Errorf("%d acknowledgements, %d calls", o.acks, len(o.heard))
			}
			o.unchanged(t, was)
		})
	}
}

func TestALongMessageIsCutToTheForm(t *testing.T) {
	o := newOffice(t)
	note := noteIn(t, o.uses(owner, shortcutMessage, strings.Repeat("ä🚀", 20000)))
	o.fit(t)
	if n := utf8.RuneCountInString(note); n > maxNote || !strings.HasSuffix(note, "at 10:03)") {
		t.Errorf("it has %d characters and ends with %q", n, note[len(note)-40:])
	}
}

func TestAnUnknownShortcutIsAnswered(t *testing.T) {
	o := newOffice(t)
	for _, message := range []string{"", "hello"} {
		if said := o.uses(owner, "fly", message); !strings.Contains(said, "I don't know that shortcut any more.") {
			t.Errorf("was answered %s", said)
		}
	}
}
