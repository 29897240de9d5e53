package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"dealcoach/internal/store/redistest"
)

// house is the repository, as the tests of this package see it.
const house = "../.."

// pages are the README and the documentation, by their names from the house.
func pages(t *testing.T) []string {
	t.Helper()
	all := []string{"README.md"}
	for _, pattern := range []string{"docs/*.md", "docs/decisions/*.md"} {
		found, err := filepath.Glob(filepath.Join(house, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v, %v", pattern, found, err)
		}
		for _, one := range found {
			all = append(all, strings.TrimPrefix(filepath.ToSlash(one), house+"/"))
		}
	}
	return all
}

func readPage(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(house, page))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A page shows commands in blocks that are indented, one on a line; after two
// spaces it may say what one does. What is fenced has a test of its own.
var (
	fenced   = regexp.MustCompile("(?ms)^```.*?^```$")
	indented = regexp.MustCompile(`(?m)(?:\A|\n\n)((?:^    +\S.*\n?)+)`)
	says     = regexp.MustCompile(`\s{2,}\S.*$`)
	commands = regexp.MustCompile(`^([A-Z_]+=\S* )*(\./bot|bot|go|git|cd|curl|cat|cmp|export|kill|printf|rm|set|sudo|docker|until|redis-cli|openssl|systemctl|systemd-analyze|scripts/\S+|\.ci/\S+|[A-Z]+=\S+$)`)
)

// commandsOf returns the commands of a page in their order.
func commandsOf(t *testing.T, page string) (lines []string) {
	t.Helper()
	text := fenced.ReplaceAllString(readPage(t, page), "")
	for _, m := range indented.FindAllStringSubmatch(text, -1) {
		first := strings.TrimSpace(strings.SplitN(m[1], "\n", 2)[0])
		switch {
		case noCommands(first):
		case !commands.MatchString(first):
			t.Errorf("%s: the block that begins with %q is neither of commands nor in the table of those that are not", page, first)
		default:
			for line := range strings.Lines(m[1]) {
				lines = append(lines, says.ReplaceAllString(strings.TrimSpace(line), ""))
			}
		}
	}
	return lines
}

// noCommands reports whether a block shows something else.
func noCommands(first string) bool {
	for _, begins := range []string{
		"appendonly yes",  // of redis.conf
		"user coach",      // of redis.conf; tried by the store's tests
		"scrape_configs:", // of prometheus.yml
		"TOKEN=...",
		"PAGE=http", // with the line above, filled in by TestTheExamplesInTheDocumentationWork
	} {
		if strings.HasPrefix(first, begins) {
			return true
		}
	}
	return false
}

// exception is a command of a page, or of all below a folder, that is not run.
type exception struct{ page, begins, why string }

func (e exception) fits(page, command string) bool {
	return strings.HasPrefix(page, e.page) && strings.HasPrefix(command, e.begins)
}

// notRun are the commands that are not run.
var notRun = []exception{
	{"README.md", "go test ./...", "it is what runs this test"},
	{"docs/operate.md", "sudo ", "needs root and systemd"},
	{"docs/operate.md", "docker ", "needs Docker's daemon"},
	{"docs/performance.md", "", "takes minutes; see TestTheTestsThatTheDocsNameAreThere"},
	{"docs/redis.md", "go test ", "takes minutes; see TestTheTestsThatTheDocsNameAreThere"},
	{"docs/redis.md", "FAULTS=", "takes an hour; see TestTheTestsThatTheDocsNameAreThere"},
	{"docs/decisions/", "", "tells what was done once, and how it was measured"},
}

func reasonNotToRun(page, command string) string {
	for _, one := range notRun {
		if one.fits(page, command) {
			return one.why
		}
	}
	return ""
}

// before is what a shell of somebody's own has, or does otherwise. What serves
// until it is stopped is stopped when it has said that it is ready.
const before = `set -eE
trap 'echo "this failed: $BASH_COMMAND" >&2' ERR
trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
git() { mkdir dealcoach; ln -s "$HOUSE"/[a-z]* "$HOUSE"/README.md dealcoach/; rm -rf dealcoach/bot dealcoach/dist dealcoach/deal-coach-data; }
go() {
	case $1 in
	build) command go build -C "$HOUSE" -o "$PWD/$3" "$4" ;;
	run) shift 2; bot "$@" ;;
	*) false ;;
	esac
}
serve() {
	rm -f served # else what the last one said may be read as this one's word
	"$@" >served 2>&1 &
	until grep -qsE 'Ctrl.C stops it|msg=ready' served; do kill -0 $! || { cat served >&2; false; }; sleep 0.1; done
	kill $! && wait $!
}
`

// serves are the commands that end only when they are stopped.
var serves = regexp.MustCompile(`^(go run \./cmd/bot demo|(\./)?bot (demo\b[^&]*|run))$`)

// running is the bot of which the pages speak, with a deal. The README starts its
// own.
const running = `bot run 2>bot.log &
until bot health >answer 2>&1; do kill -0 $! || { cat bot.log >&2; false; }; sleep 0.1; done
bot import deals.csv -as mia@example.com
`

// script makes the shell's script of a page's commands.
func script(page string, commands []string) string {
	var text strings.Builder
	text.WriteString(before)
	if page != "README.md" {
		text.WriteString(running)
	}
	for _, command := range commands {
		switch {
		case reasonNotToRun(page, command) != "":
		case serves.MatchString(command):
			fmt.Fprintf(&text, "HTTP_ADDR= serve %s\n", strings.Replace(command, "go run ./cmd/bot", "bot", 1))
		case strings.Contains(command, "&&"):
			text.WriteString(command + " || false\n") // else the shell takes its failure for a decision
		default:
			text.WriteString(command + "\n")
		}
	}
	return text.String()
}

// sandbox is a folder with what the pages take for granted: bot on the PATH, a
// workspace in the place of Slack, and a few files.
type sandbox struct {
	*testing.T
	dir  string
	env  []string
	addr string // in the place of 127.0.0.1:8090, which may be taken here
	api  map[string]string
}

func newSandbox(t *testing.T) *sandbox {
	t.Helper()
	for _, program := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s on this machine", program)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p := &sandbox{T: t, dir: ownFolder(t), addr: l.Addr().String()}
	printed := alone(t, filepath.Join(house, "manifest.yaml"))
	root, err := filepath.Abs(house)
	if err != nil {
		t.Fatal(err)
	}
	p.file("bin/bot", 0o755, "#!/bin/sh\nword=${1:-run}\n[ $# = 0 ] || shift\n"+runAsBot+`=$word exec "`+os.Args[0]+"\" \"$@\"\n")
	p.file("deals.csv", 0o600, "name,value\nInitech,12k\n")
	p.file("manifest.yaml", 0o600, readPage(t, "manifest.yaml"))
	p.file("settings.env", 0o600, "TIME_ZONE=Europe/Berlin\n")
	p.file("scripts/winter-break.md", 0o600, ownScript(t))
	p.env = append(withoutSettings(os.Environ()),
		"PATH="+filepath.Join(p.dir, "bin")+":"+os.Getenv("PATH"), "HOUSE="+root, "REPOSITORY=the address of this repository",
		"HTTP_ADDR="+p.addr, "DIGEST_CHANNEL=#sales")
	p.api = map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^  (SLACK_\w+)=(\S+)$`).FindAllStringSubmatch(printed, -1) {
		p.api[m[1]] = m[2]
		p.env = append(p.env, m[1]+"="+m[2])
	}
	if len(p.api) != 3 {
		t.Fatalf("the workspace printed %s", printed)
	}
	return p
}

// withoutSettings leaves out what would be a setting of the bot.
func withoutSettings(env []string) (kept []string) {
	for _, one := range env {
		if name, _, _ := strings.Cut(one, "="); !isSetting(name) {
			kept = append(kept, one)
		}
	}
	return kept
}

func (p *sandbox) file(name string, mode os.FileMode, text string) {
	p.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		p.Fatal(err)
	}
}

// run runs a script and returns what it printed.
func (p *sandbox) run(text string) string {
	p.Helper()
	text = strings.NewReplacer("127.0.0.1:8090", p.addr, "xapp-…", p.api["SLACK_APP_TOKEN"], "xoxb-…", p.api["SLACK_BOT_TOKEN"]).Replace(text)
	ctx, cancel := context.WithTimeout(p.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash", "-c", text)
	cmd.Dir, cmd.Env, cmd.WaitDelay = p.dir, p.env, 5*time.Second
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that all it started ends with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.Errorf("%v\n%s", err, out)
	}
	return string(out)
}

// isSetting reports whether the bot reads a variable of the environment.
func isSetting(name string) bool {
	return slices.ContainsFunc(reflect.VisibleFields(reflect.TypeFor[Environment]()), func(f reflect.StructField) bool {
		return f.Tag.Get("envconfig") == name
	})
}

// The commands of a page are told one after the other: so they are run, by one
// shell, in a folder of its own.
func TestEveryCommandOfTheDocsWorks(t *testing.T) {
	stale := slices.Clone(notRun)
	for _, page := range pages(t) {
		commands := commandsOf(t, page)
		run := 0
		for _, command := range commands {
			why := reasonNotToRun(page, command)
			if why == "" {
				run++
			}
			stale = slices.DeleteFunc(stale, func(one exception) bool { return one.fits(page, command) })
		}
		if run == 0 {
			continue
		}
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			p := newSandbox(t)
			text := script(page, commands)
			if strings.Contains(text, "$NEW_REDIS_URL") {
				p.env = append(p.env, "NEW_REDIS_URL="+redistest.Start(t, redistest.Durable("everysec")...).URL)
			}
			p.run(text)
		})
	}
	for _, one := range stale {
		t.Errorf("no command of %s begins with %q any more: take it out of the table", one.page, one.begins)
	}
}
