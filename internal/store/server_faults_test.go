package store

import (
	"os"
	"strconv"
	"testing"
	"time"
)

// times is how often a test does to its server what it is about: n times, or
// as often as FAULTS says: FAULTS=50 go test ./internal/store
func times(t *testing.T, n int) int {
	t.Helper()
	if text := os.Getenv("FAULTS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < 1 {
			t.Fatalf("FAULTS is %q, not a number of faults", text)
		}
	}
	return n
}

// until waits until something is so.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("30 s went by before %s", what)
		}
	}
}
