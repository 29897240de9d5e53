package coach

import (
	"testing"
	"time"
)

// A page that was dropped never comes; its edit gives up after a day.
func TestAnEditWaitsLongerAndLonger(t *testing.T) {
	to := time.Date(2026, 11, 27, 16, 0, 0, 0, time.UTC)
	m := Digest{ID: "digest:C1:2026-W48", To: to}.Edits(Digest{ID: "digest:C1:2026-W48"})[0]
	now, last, tries := to, time.Duration(0), 0
	for ; !now.After(m.NotAfter); tries++ {
		wait := EditWait(m, now)
		if wait < time.Second || wait > 10*time.Minute || wait < last {
			t.Fatalf("after %s it waits %s, before that %s", now.Sub(to), wait, last)
		}
		now, last = now.Add(wait), wait
	}
	if tries < 20 || tries > 200 {
		t.Errorf("it asks %d times in a day", tries)
	}
	if wait := EditWait(m, to.Add(-time.Hour)); wait != time.Second {
		t.Errorf("before its instant it waits %s", wait)
	}
}
