package coach

import (
	"strings"
	"time"
)

// Its forms are 2026-11-24 and 2026/11/24; 24.11. and 24.11.2026; 11/24 and 11/24/2026.
var numericPattern = pattern(`(\d{4})[-/](\d{2})[-/](\d{2})\b|` +
	`(\d{1,2})\.(\d{1,2})\.(\d{4}\b|\d{2}\b)?|` +
	`(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\b`)

// readNumeric reads dates of nothing but numbers.
func readNumeric(s said, today Date) (Date, dayKind, bool) {
	// What stands right beside it tells prices, versions and longer numbers.
	if s.last > 0 && strings.ContainsRune(".,/$€£¥₹%-", s.last) {
		return Date{}, otherDay, false
	}
	if rest := s.after(); rest != "" && strings.IndexByte("0123456789/-%", rest[0]) >= 0 {
		return Date{}, otherDay, false
	}
	var d Date
	var ok bool
	switch {
	case s.has(1):
		d, ok = yearly(today, s.group(1), time.Month(atoi(s.group(2))), atoi(s.group(3)))
	case s.has(4):
		d, ok = yearly(today, s.group(6), time.Month(atoi(s.group(5))), atoi(s.group(4)))
	default:
		month, day := atoi(s.group(7)), atoi(s.group(8))
		if month == 24 && day == 7 {
			return Date{}, otherDay, false // "24/7" is always
		}
		if month > 12 {
			month, day = day, month
		}
		d, ok = yearly(today, s.group(9), time.Month(month), day)
	}
	return d, writtenDate, ok
}
