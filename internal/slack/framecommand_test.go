package slack

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// slowly reads a frame as take reads any.
func slowly(text []byte, now time.Time) (*envelope, error) {
	var f frame
	if err := json.Unmarshal(text, &f); err != nil && f.ID == "" {
		return nil, err
	}
	return f.envelope(now)
}

func TestAFrameWithACommandIsReadInOneGo(t *testing.T) {
	usual := commandFrame("E1", "7 won")
	for name, tt := range map[string]struct {
		text string
		ok   bool
	}{
		"the usual":                        {usual, true},
		"contents before the rest":         {`{"payload":{"text":"x","user_id":"U1"},"type":"slash_commands","envelope_id":"E1"}`, true},
		"an odd part that nobody reads":    {strings.Replace(usual, "{", `{"retry_attempt":"odd",`, 1), true},
		"letters escaped":                  {strings.Replace(usual, "7 won", `\u0037 \ud83d\ude00 \"won\" <x> \/`, 1), true},
		"half a letter":                    {strings.Replace(usual, "7 won", `\ud83d \udead`, 1), true},
		"bytes that are no text":           {strings.Replace(usual, "7 won", "\xff \xc3", 1), true},
		"the same name twice":              {strings.Replace(usual, `"text"`, `"text":"first","text"`, 1), true},
		"a text that is null":              {strings.Replace(usual, `"7 won"`, `null`, 1), true},
		"another kind":                     {strings.Replace(usual, "slash_commands", "interactive", 1), false},
		"another kind that speaks of it":   {`{"envelope_id":"E1","type":"interactive","payload":{"value":"slash_commands"}}`, false},
		"no id":                            {strings.Replace(usual, "envelope_id", "other_id", 1), false},
		"no contents":                      {`{"envelope_id":"E1","type":"slash_commands"}`, false},
		"contents that are null":           {`{"envelope_id":"E1","type":"slash_commands","payload":null}`, false},
		"a text that is a number":          {strings.Replace(usual, `"7 won"`, `7`, 1), false},
		"contents that are a list":         {`{"envelope_id":"E1","type":"slash_commands","payload":[]}`, false},
		"more after its end":               {usual + "{}", false},
		"half of it":                       {usual[:len(usual)/2], false},
		"names that are written otherwise": {strings.ToUpper(usual), false},
	} {
		now := time.Now()
		e, ok := readCommand([]byte(tt.text), now)
		if ok != tt.ok {
			t.Errorf("%s: read in one go: %t", name, ok)
		}
		if !ok {
			continue
		}
		if want, err := slowly([]byte(tt.text), now); err != nil || *e != *want {
			t.Errorf("%s: %+v, want %+v (%v)", name, e, want, err)
		}
	}
}

// Whatever somebody types, it is read as encoding/json would read it, and what that
// does not take is not read in one go either.
func FuzzCommandFrame(f *testing.F) {
	for _, text := range []string{"7 won", `\u0041\n`, "<@U1|mia> &amp;", "\xff", "\x00", `\`, `\x`, "\U0001f600", `\ud83d`, `\ud83d\ude00`, "slash_commands"} {
		f.Add("E1", text)
	}
	f.Fuzz(func(t *testing.T, id, text string) {
		if strings.Contains(id+text, `"`) || id == "" {
			return
		}
		frame := []byte(strings.ReplaceAll(commandFrame("THEID", "THETEXT"), "THEID", id))
		frame = bytes.ReplaceAll(frame, []byte("THETEXT"), []byte(text))
		now := time.Now()
		e, ok := readCommand(frame, now)
		want, err := slowly(frame, now)
		if ok != (err == nil) || ok && *e != *want {
			t.Errorf("%q: read %t %+v, want %+v (%v)", frame, ok, e, want, err)
		}
	})
}

// BenchmarkFrame is a frame with a command, beside what any other frame takes.
func BenchmarkFrame(b *testing.B) {
	text, now := []byte(commandFrame("E1", "#12 spoke with Jo about the offer, next step demo on Tuesday")), time.Now()
	b.Run("own", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			readCommand(text, now)
		}
	})
	b.Run("json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := slowly(text, now); err != nil {
				b.Fatal(err)
			}
		}
	})
}
