package slack

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTyped(t *testing.T) {
	for from, want := range map[string]string{
		"  add Acme ":                        "add Acme",
		"add Smith &amp; Sons &lt;Ltd&gt;":   "add Smith & Sons <Ltd>",
		"met <@U123|mia> in <#C1|sales>":     "met @mia in #sales",
		"met <@U123>":                        "met <@U123>",
		"see <https://a.example/x|a site>":   "see a site",
		"&amp;lt; is typed as it is written": "&lt; is typed as it is written",
	} {
		if got := typed(from); got != want {
			t.Errorf("typed(%q) = %q, want %q", from, got, want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("short", 10)
	f.Add(strings.Repeat("&amp;", 100), 12)
	f.Add(strings.Repeat("🚀 ", 100), 7)
	f.Fuzz(func(t *testing.T, text string, n int) {
		if n < 8 || n > 5000 || !utf8.ValidString(text) {
			return
		}
		markup := plain(text)
		parts := split(markup, n)
		if strings.Join(parts, "") != markup {
			t.Errorf("split lost something of %q", markup)
		}
		for _, p := range parts {
			if utf8.RuneCountInString(p) > n {
				t.Errorf("a part has more than %d characters: %q", n, p)
			}
		}
		if cut := cutMarkup(markup, n); utf8.RuneCountInString(cut) > n {
			t.Errorf("cut to %d: %q", n, cut)
		}
	})
}

func FuzzTarget(f *testing.F) {
	f.Add("12 prompt:U1:2026-11-12 timing a forward")
	f.Add("12 - - - -")
	f.Fuzz(func(t *testing.T, value string) {
		if at, ok := readTarget(value); ok {
			if again, ok := readTarget(at.String()); !ok || again != at {
				t.Errorf("%q reads as %+v, and again as %+v", value, at, again)
			}
		}
	})
}
