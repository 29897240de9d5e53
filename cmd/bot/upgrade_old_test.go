package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dealcoach/internal/workspace"
)

// lastRelease is the version before this one. An upgrade from it is tried with
// both running.
const lastRelease = "11291f4"

// released builds the bot as it was at the last release. Without git, or where
// the history does not reach back so far, the test is skipped.
func released(t *testing.T) string {
	t.Helper()
	root, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		t.Skip("skipped: there is no git here, or no repository to take the last release from")
	}
	top := strings.TrimSpace(string(root))
	if err := exec.Command("git", "-C", top, "cat-file", "-e", lastRelease+"^{commit}").Run(); err != nil {
		t.Skip("skipped: the last release, " + lastRelease + ", is not in this clone")
	}
	dir := t.TempDir()
	archive := filepath.Join(dir, "source.tar")
	for _, command := range [][]string{
		{"git", "-C", top, "archive", "-o", archive, lastRelease},
		{"tar", "-x", "-C", dir, "-f", archive},
		{"go", "build", "-C", dir, "-o", "released", "./cmd/bot"},
	} {
		if out, err := exec.CommandContext(t.Context(), command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, out)
		}
	}
	return filepath.Join(dir, "released")
}

// upgrade is a fleet in which one version follows the other.
type upgrade struct {
	*fleet
	binary string // of the last release
}

// startOld starts an instance of the last release.
func (u *upgrade) startOld() *instance {
	u.Helper()
	return u.startAs(u.binary, "run")
}

// presses presses a button of a message.
func (u *upgrade) presses(user string, m workspace.Message, b button) {
	u.Helper()
	reply, err := u.workspace.Click(u.Context(), workspace.Press{
		User: user, Channel: m.Channel, TS: m.TS, BlockID: b.block, ActionID: b.ActionID, Value: b.Value,
	})
	if err != nil || !reply.Acked {
		u.Logf("%s was not acknowledged: %v", b.ActionID, err)
	}
}
