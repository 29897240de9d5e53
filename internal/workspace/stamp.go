package workspace

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// stamp is the next message time in microseconds since 1970, and the clock's
// reading. Stamps are unique in the workspace and only grow; while the clock
// stands still or goes back they count up. The caller holds w.mu.
func (w *Workspace) stamp() (int64, time.Time) {
	now := w.now()
	w.lastStamp = max(now.UnixMicro(), w.lastStamp+1)
	return w.lastStamp, now
}

// formatTS writes a stamp the way Slack names messages: "1405894322.002768".
func formatTS(stamp int64) string {
	return fmt.Sprintf("%d.%06d", stamp/1e6, stamp%1e6)
}

// parseTS reads what formatTS writes, and times with fewer or no decimals.
func parseTS(ts string) (int64, bool) {
	whole, part, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds < 0 || seconds > 1e11 || len(part) > 6 {
		return 0, false
	}
	micros, err := strconv.ParseUint((part + "000000")[:6], 10, 32)
	if err != nil {
		return 0, false
	}
	return seconds*1e6 + int64(micros), true
}
