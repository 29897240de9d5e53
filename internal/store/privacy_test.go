package store

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// docs/privacy.md has a row for each key of keys.go, with how long it is kept.
func TestThePrivacyPageTellsEveryKeyAndItsLifetime(t *testing.T) {
	source, err := os.ReadFile("keys.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z-]+:?)` \\| .+ \\| (.+) \\|$").FindAllStringSubmatch(string(page), -1) {
		told[row[1]] = row[2]
	}
	lives := regexp.MustCompile(`for ever|48 hours|60 days|400 days|10 minutes|until a restore has ended|of one rep`)
	keys := regexp.MustCompile(`(?s)((?://[^\n]*\n)+)func \(k keys\) \w+\([^)]*\) string \{ return k\.(?:of|one|numbered)\("([a-z-]+:?)"`)
	found := keys.FindAllStringSubmatch(string(source), -1)
	if want := strings.Count(string(source), "{ return k.") - 3; /* of, one and numbered */ len(found) != want || want < 20 {
		t.Fatalf("%d keys of %d are understood", len(found), want)
	}
	for _, key := range found {
		name, words := key[2], strings.ReplaceAll(key[1], "\n// ", " ")
		life := strings.Replace(lives.FindString(words), "of one rep", "for ever", 1) // as the one above it
		if life == "" || !strings.HasPrefix(told[name], life) {
			t.Errorf("%s is kept %q, and the page says %q", name, life, told[name])
		}
		delete(told, name)
	}
	for name := range told {
		t.Errorf("the page tells of a key %s, which is not there", name)
	}
	for words, life := range map[string]time.Duration{"48 hours": opLife, "60 days": promptLife, "400 days": digestLife, "10 minutes": coach.UndoFor, "a week": coach.DeletedFor} {
		days := map[string]time.Duration{"48 hours": 48 * time.Hour, "60 days": 1440 * time.Hour, "400 days": 9600 * time.Hour, "10 minutes": 10 * time.Minute, "a week": 168 * time.Hour}[words]
		if life != days {
			t.Errorf("the page says %s, and it is %s", words, life)
		}
	}
	if outLife != promptLife {
		t.Error("the page says that a message's record lives as long as its prompt")
	}
}
