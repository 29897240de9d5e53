package coach

import (
	"strings"
	"time"
)

// Its forms are 2026-11-24 and 2026/11/24; 24.11. and 24.11.2026; 11/24,
// 11/24/2026 and 11-24-2026; and, after a preposition, 24.11 alone.
var numericPattern = pattern(`(\d{4})[-/](\d{2})[-/](\d{2})\b|` +
	`(\d{1,2})\.(\d{1,2})\.(\d{4}\b|\d{2}\b)?|` +
	`(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\b|` +
	`(\d{1,2})-(\d{1,2})-(\d{4})\b|` +
	`(\d{1,2})\.([01]\d)\b`)

// readNumeric reads dates of nothing but numbers.
func readNumeric(s said, today Date) (meant, bool) {
	// What stands right beside it tells prices, versions and longer numbers.
	if s.last > 0 && strings.ContainsRune(".,/$€£¥₹%-+#", s.last) {
		return meant{}, false
	}
	rest := s.after()
	if rest != "" && strings.IndexByte("0123456789/-%€$£", rest[0]) >= 0 || s.followedBy("day", "week", "wk", "month", "year", "hour", "eur", "usd", "gbp", "price", "of ", "off") || s.followedBy(months...) {
		return meant{}, false
	}
	switch {
	case s.has(1):
		return dated(today, s.before, s.group(1), time.Month(atoi(s.group(2))), atoi(s.group(3)))
	case s.has(4):
		return dated(today, s.before, s.group(6), time.Month(atoi(s.group(5))), atoi(s.group(4)))
	case s.has(7):
		return monthFirst(today, s, 7)
	case s.has(10):
		return monthFirst(today, s, 10)
	}
	if rest != "" && (rest[0] == '.' || rest[0] == ',' || isWordRune(rune(rest[0]))) && len(rest) > 1 && isWordRune(rune(rest[1])) {
		return meant{}, false
	}
	switch s.before {
	case "on", "by", "until", "till", "til", "after", "before":
		if !s.followedBy("am", "pm", "a.m", "p.m", "uhr", "h") {
			return dated(today, s.before, "", time.Month(atoi(s.group(14))), atoi(s.group(13)))
		}
	}
	return meant{}, false
}

// monthFirst reads the three groups from g on.
func monthFirst(today Date, s said, g int) (meant, bool) {
	month, day := atoi(s.group(g)), atoi(s.group(g+1))
	if month == 24 && day == 7 {
		return meant{}, false // "24/7" is always
	}
	if month > 12 {
		month, day = day, month
	}
	return dated(today, s.before, s.group(g+2), time.Month(month), day)
}
