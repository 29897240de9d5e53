package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

var (
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	headline = regexp.MustCompile(`(?m)^#+ +(.*)$`)
)

// anchors are the names under which the headings of a page are linked to.
func anchors(text string) (names []string) {
	for _, m := range headline.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

func TestEveryLinkOfTheDocsLeadsSomewhere(t *testing.T) {
	for _, page := range append(pages(t), "CHANGELOG.md", "CONTRIBUTING.md") {
		for _, m := range link.FindAllStringSubmatch(fenced.ReplaceAllString(readPage(t, page), ""), -1) {
			path, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(path, "://") {
				continue
			}
			target := page
			if path != "" {
				target = filepath.ToSlash(filepath.Join(filepath.Dir(page), path))
			}
			if _, err := os.Stat(filepath.Join(house, target)); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			} else if anchor != "" && !slices.Contains(anchors(readPage(t, target)), anchor) {
				t.Errorf("%s links to %s, which has no such heading", page, m[1])
			}
		}
	}
}

func TestEveryPageIsInTheIndex(t *testing.T) {
	index := readPage(t, "docs/README.md")
	for _, page := range pages(t) {
		if name, in := strings.CutPrefix(page, "docs/"); in && !strings.Contains(name, "/") && name != "README.md" && !strings.Contains(index, "]("+name+")") {
			t.Errorf("docs/README.md does not name %s", name)
		}
	}
}

func TestEveryScopeIsToldWithAReason(t *testing.T) {
	var told []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z.]+:?[a-z.]*)` \\| .*\\w.* \\|$").FindAllStringSubmatch(readPage(t, "docs/install.md"), -1) {
		told = append(told, m[1])
	}
	if asked := manifestScopes(); !slices.Equal(told, asked) {
		t.Errorf("docs/install.md tells of %v, the manifest asks for %v", told, asked)
	}
}

// What docs/configure.md shows, the bot takes, and it shows every setting of a
// team.
func TestTheExamplesOfSettingsAreGood(t *testing.T) {
	page := readPage(t, "docs/configure.md")
	for _, name := range coach.SettingNames() {
		if !strings.Contains(page, "\n| `"+name+"` | ") {
			t.Errorf("there is no row for %s", name)
		}
	}
	examples := regexp.MustCompile("(?s)```(?:settings)?\n([A-Z_]+=.*?)```").FindAllStringSubmatch(page, -1)
	if len(examples) < 4 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, one := range examples {
		settings := with()
		for line := range strings.Lines(one[1]) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			if settings[name] = value; !isSetting(name) {
				t.Errorf("%s is no setting", name)
			}
		}
		setenv(t, settings)
		if _, err := readConfig(); err != nil {
			t.Errorf("%s%v", one[1], err)
		}
	}
}

func TestTheTourNamesEveryRoom(t *testing.T) {
	page := readPage(t, "docs/architecture.md")
	for _, one := range allowed {
		name := strings.TrimPrefix(one.pkg, "dealcoach/")
		if strings.Count(name, "/") < 2 && name != "dealcoach" && !strings.Contains(page, "\n| `"+name+"` | ") {
			t.Errorf("docs/architecture.md has no row for %s", name)
		}
	}
}

// A page that says `bot something` means a sub-command that there is.
func TestTheDocsSpeakOfSubCommandsThatThereAre(t *testing.T) {
	for _, page := range append(pages(t), "CHANGELOG.md") {
		for _, m := range regexp.MustCompile("`(?:\\./)?bot ([a-z]+)").FindAllStringSubmatch(readPage(t, page), -1) {
			if !strings.Contains(usage, "\n  bot "+m[1]+" ") {
				t.Errorf("%s speaks of bot %s, which there is not", page, m[1])
			}
		}
	}
}

// testsIn are the names of the tests, benchmarks and fuzz targets in a folder and
// below.
func testsIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(house, folder), func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Benchmark|Fuzz)\w+)\(`).FindAllSubmatch(text, -1) {
			names = append(names, string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestTheTestsThatTheDocsNameAreThere(t *testing.T) {
	all := append(testsIn(t, "cmd"), testsIn(t, "internal")...)
	for _, page := range append(pages(t), "CONTRIBUTING.md") {
		text := readPage(t, page)
		for _, name := range regexp.MustCompile(`\b(?:Test|Benchmark|Fuzz)[A-Z]\w+`).FindAllString(text, -1) {
			if !slices.ContainsFunc(all, func(one string) bool { return strings.HasPrefix(one, name) }) {
				t.Errorf("%s speaks of %s, which there is not", page, name)
			}
		}
		for command := range strings.Lines(text) {
			if strings.Contains(command, "go test ") {
				tellsOfTests(t, page, command)
			}
		}
	}
}

// tellsOfTests checks that a line with go test picks something in its package.
func tellsOfTests(t *testing.T, page, line string) {
	t.Helper()
	pkg := regexp.MustCompile(`\./((?:cmd|internal)/\w+)`).FindStringSubmatch(line)
	pick := regexp.MustCompile(`-(?:run|bench)[ =](?:'([^']*)'|(\S+))`).FindAllStringSubmatch(line, -1)
	if pkg == nil || len(pick) == 0 {
		return
	}
	last := pick[len(pick)-1]
	pattern, err := regexp.Compile(last[1] + last[2])
	if err != nil {
		t.Errorf("%s: %s: %v", page, line, err)
	} else if !slices.ContainsFunc(testsIn(t, pkg[1]), pattern.MatchString) {
		t.Errorf("%s: this picks no test: %s", page, line)
	}
}
