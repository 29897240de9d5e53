package coach

import (
	"strings"
	"time"
)

var hoursPattern = pattern(`(?:in|within) (?:about |around |another |the next )?(` + numberOf + `)(?: ?(?:-|–|to|or) ?(?:` + numberOf + `))?( and a half)?(?: |-)?(hours?|hrs?|h|minutes?|mins?)\b(?: or (?:two|so)\b)?(?:['’]s?)?(?: time\b)?`)

// readHours reads "in an hour" and "in 30 minutes".
func (h *hearing) readHours(s said) (meant, bool) {
	n, half := howMany(s.group(1))
	unit := time.Hour
	if strings.HasPrefix(s.group(3), "m") {
		unit = time.Minute
	}
	length := time.Duration(n) * unit
	if half || s.has(2) {
		length += unit / 2
	}
	at := h.now.Add(length)
	d := oneDay(DateOf(at), otherDay)
	d.at, d.hasAt = Clock(at.Hour()*60+at.Minute()), true
	return d, length > 0
}
