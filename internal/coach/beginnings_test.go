package coach

import "testing"

func TestHowAPhraseCanBegin(t *testing.T) {
	b := beginningsOf(`^(?:call|can't wait|é[a-z]+|no|f/u|\d+ days?|(?i)VM)(?:$|[^\pL\d_])`)
	for text, want := range map[string]bool{
		"call back": true, "calls": true, "cat": false, "ca": false, "can't": true, "no": true, "no.": true, "not": false, "nope": false,
		"été": true, "f/u": true, "fun": false, "12 days": true, "vm left": true, "vmx": false, "spoke": false,
	} {
		if got := b.fit(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// Whatever the expression finds, the beginnings let through.
func FuzzBeginnings(f *testing.F) {
	for _, text := range []string{"call back", "get back to me", "c/b", "ooo till", "don't call before", "re-visit", "Ämter", "x\xffy"} {
		f.Add(text)
	}
	marks := []wordMark{callBackMark, callMark, putOffMark, returnMark, attemptMark, awayMark, talkMark, touchMark, doing, notToDo}
	f.Fuzz(func(t *testing.T, text string) {
		text = lowerASCII(text)
		for i, m := range marks {
			if all := m(); all.MatchString(text) && !all.begin.fit(text) {
				t.Errorf("mark %d matches %q, and its beginnings do not fit", i, text)
			}
		}
	})
}
