package coach

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestPhrasesOfSalesPeople reads testdata/phrases.txt, whose lines are what
// was typed, "=>", and what it means on the day named above them.
func TestPhrasesOfSalesPeople(t *testing.T) {
	text, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var now time.Time
	rows := 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if day, ok := strings.CutPrefix(line, "On "); ok {
			if now, err = time.Parse("Mon 2 Jan 2006 15:04", strings.TrimSuffix(day, ":")); err != nil {
				t.Fatal(err)
			}
			continue
		}
		typed, means, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("no => in %q", line)
		}
		rows++
		if got := inWords(ParseCall(typed, now), now); got != means {
			t.Errorf("%q\n got  %s\n want %s", typed, got, means)
		}
	}
	if rows < 120 {
		t.Errorf("only %d phrases", rows)
	}
}

// inWords writes what was understood, "touch" for nothing but that.
func inWords(line CallLine, now time.Time) string {
	var parts []string
	add := func(part string) { parts = append(parts, part) }
	today, at := DateOf(now), ""
	if line.HasTime {
		at = " at " + line.At.String()
	}
	if line.Attempt {
		add("attempt")
	}
	if !line.CallBack.IsZero() {
		add("call back " + line.CallBack.Words(today) + at)
		at = ""
	}
	if line.Reason != "" {
		add("because " + line.Reason)
	}
	if line.NextStep != "" {
		next := "next " + line.NextStep
		if !line.NextOn.IsZero() {
			next += " on " + line.NextOn.Words(today) + at
		}
		add(next)
	}
	if line.HasValue {
		add("worth " + line.Value.In("USD"))
	}
	if line.NoDate {
		add("when?")
	}
	if len(parts) == 0 {
		return "touch"
	}
	return strings.Join(parts, "; ")
}
