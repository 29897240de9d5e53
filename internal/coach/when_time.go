package coach

import "unicode/utf8"

// A number is a time only with am, pm or a colon: "at 3" may be a place in a
// queue.
var timePattern = pattern(`(\d{1,2})(?::(\d{2}))? ?(am|pm|a\.m\.|p\.m\.)|(\d{1,2}):(\d{2})`)

// readTime reads "10am" and "14:30".
func readTime(s said) (Clock, bool) {
	next, _ := utf8.DecodeRuneInString(s.after())
	if isWordRune(next) || next == ':' || s.last == ':' {
		return 0, false
	}
	if s.has(4) {
		h, m := atoi(s.group(4)), atoi(s.group(5))
		return Clock(h*60 + m), h < 24 && m < 60
	}
	h, m := atoi(s.group(1)), atoi(s.group(2))
	if h < 1 || h > 12 || m > 59 {
		return 0, false
	}
	h %= 12 // 12 am is midnight, 12 pm noon
	if s.group(3)[0] == 'p' {
		h += 12
	}
	return Clock(h*60 + m), true
}
