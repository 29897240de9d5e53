package exchange

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The table of docs/import.md tells every column that export writes, and no name
// that is not understood.
func TestTheDocsTellEveryColumn(t *testing.T) {
	text, err := os.ReadFile("../../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[meaning]bool{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(line, "|")
		if len(cells) < 5 || !strings.Contains(cells[1], "`") {
			continue
		}
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
			means := readHeader(m[1]).means
			if told[means] = true; means == nothing {
				t.Errorf("the docs tell of a column %q, which is not known", m[1])
			}
		}
		for name := range strings.SplitSeq(cells[2], ",") {
			if name = strings.TrimSpace(name); name != "" && readHeader(name).means == nothing {
				t.Errorf("the docs tell of a column %q, which is not known", name)
			}
		}
	}
	for _, m := range exported {
		if !told[m] && m != ownerName {
			t.Errorf("the docs do not tell of %q", names[m][0])
		}
	}
}
