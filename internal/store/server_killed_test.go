package store

import (
	"math/rand/v2"
	"os"
	"testing"

	"dealcoach/internal/store/redistest"
)

func TestAServerThatIsKilledLosesNoAcknowledgedChange(t *testing.T) {
	t.Parallel()
	lost := killUnderLoad(t, "always")
	if lost > 0 {
		t.Errorf("%d acknowledged changes were lost", lost)
	}
}

// With everysec, Redis answers before it writes while an fsync is under way:
// what was acknowledged in that time, which is short on a good disk, dies with
// the process. So a loss is no failure here, but half a commit is.
func TestAServerThatIsKilledBetweenFsyncsHoldsNoHalfCommit(t *testing.T) {
	t.Parallel()
	killUnderLoad(t, "everysec")
}

// killUnderLoad kills a server while many write, and returns how many
// acknowledged changes were lost. None may be made twice, or by half.
func killUnderLoad(t *testing.T, fsync string) (lost int64) {
	t.Helper()
	server := redistest.Start(t, redistest.Durable(fsync)...)
	s := openOn(t, server.URL)
	c := (&crowd{s: s, writers: 16, size: 8}).start(t)
	n := times(t, 5)
	for i := range n {
		c.more(200 + rand.Int64N(200))
		server.Kill()
		if i%2 == 0 {
			c.notice() // otherwise it is back before most writers give up
		}
		server.Restart()
	}
	c.more(200)
	c.stop()
	lost = c.lost.Load()
	if twice := c.twice.Load(); twice > 0 {
		t.Errorf("%d changes were made twice", twice)
	}
	if commits, want := int64(expectWhole(t, s, c.deals)), c.done.Load()-lost+int64(len(c.deals)); commits != want {
		t.Errorf("there are %d commits, want %d", commits, want)
	}
	t.Logf("killed %d times, fsync %s: %s; %d lost, %d twice", n, fsync, c, lost, c.twice.Load())
	return lost
}

// A server that loses power may keep the beginning of what it wrote last.
func TestAnAppendOnlyFileThatBreaksOffHoldsNoHalfCommit(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Durable("always")...)
	s := openOn(t, server.URL)
	c := (&crowd{s: s, writers: 4, size: 8}).start(t)
	c.more(300)
	c.stop()
	server.Stop()
	whole := server.CopyState()
	n, fewest, most := times(t, 10), int64(1<<62), int64(0)
	for range n {
		server.RestoreState(whole)
		file, err := os.Stat(server.Tail())
		if err != nil {
			t.Fatal(err)
		}
		cut := 1 + rand.Int64N(min(20_000, file.Size()))
		if err := os.Truncate(server.Tail(), file.Size()-cut); err != nil {
			t.Fatal(err)
		}
		server.Restart()
		gone := c.done.Load() + int64(len(c.deals)) - int64(expectWhole(t, s, c.deals))
		if gone < 1 {
			t.Errorf("%d bytes are cut off, and yet no commit is gone", cut)
		}
		fewest, most = min(fewest, gone), max(most, gone)
		server.Kill()
	}
	t.Logf("cut %d times: it always started, without the last %d to %d of %d commits, and with none by half", n, fewest, most, c.done.Load())
}
