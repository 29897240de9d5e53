package coach

import (
	"strconv"
	"time"
)

// BlindNotice tells managers that Slack could not be reached for a while.
const BlindNotice NoticeKind = "blind"

// Blindness is the notice of a time in which nobody could reach Slack, and of how
// many messages became late by it.
func Blindness(from, to time.Time, late int) Notice {
	return Notice{What: BlindNotice, About: moment(from), By: strconv.Itoa(late), When: moment(to)}
}

// Blindness reads such a notice.
func (n Notice) Blindness() (from, to time.Time, late int, ok bool) {
	first, err1 := strconv.ParseInt(n.About, 10, 64)
	last, err2 := strconv.ParseInt(n.When, 10, 64)
	late, err3 := strconv.Atoi(n.By)
	ok = n.What == BlindNotice && err1 == nil && err2 == nil && err3 == nil
	return time.UnixMilli(first), time.UnixMilli(last), late, ok
}
