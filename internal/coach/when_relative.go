package coach

import (
	"strings"
	"time"
)

var relativePattern = pattern(`(day after tomorrow|tomorrow|tmrw|tmr|today|tonight|this (?:afternoon|evening)|` +
	`eod|end of (?:the )?day)(?: (?:morning|afternoon|evening|night))?\b`)

// readRelative reads "tomorrow" and the like.
func readRelative(s said, today Date) (Date, dayKind, bool) {
	switch s.group(1)[:2] {
	case "da":
		return today.Add(2), otherDay, true
	case "to", "tm":
		if word := s.group(1); word != "today" && word != "tonight" {
			return today.Add(1), otherDay, true
		}
	}
	return today, otherDay, true
}

const (
	numberOf = `\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a )?couple of|a few|half an?`
	unitOf   = `(?:working|business|work) ?days?|days?|d|weeks?|wks?|w|fortnights?|months?|mths?|quarters?|years?|yrs?`
)

// Of a range, "in 2-3 weeks", the sooner end is taken: a call that comes a
// little early is better than one that comes late.
var durationPattern = pattern(`(?:in|for|within) (?:the next |about |around |another )?(` + numberOf + `)` +
	`(?: ?(?:-|–|to|or) ?(?:` + numberOf + `))?(?: |-)?(` + unitOf + `)(?: or (?:two|so))?\b`)

// readDuration reads "in 3 days" and "for a month".
func readDuration(s said, today Date) (Date, dayKind, bool) {
	n, half := howMany(s.group(1))
	unit := s.group(2)
	if half {
		if !strings.HasPrefix(unit, "y") {
			return Date{}, otherDay, false
		}
		return addMonths(today, 6), otherDay, true
	}
	switch {
	case strings.HasPrefix(unit, "wor"), strings.HasPrefix(unit, "bus"):
		return weekdaysLater(today, n), otherDay, true
	case strings.HasPrefix(unit, "d"):
		return today.Add(n), otherDay, true
	case strings.HasPrefix(unit, "w"):
		return today.Add(7 * n), someWeek, true
	case strings.HasPrefix(unit, "f"):
		return today.Add(14 * n), someWeek, true
	case strings.HasPrefix(unit, "m"):
		return addMonths(today, n), otherDay, true
	case strings.HasPrefix(unit, "q"):
		return addMonths(today, 3*n), otherDay, true
	}
	return addMonths(today, 12*n), otherDay, true
}

var numberWords = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}

func howMany(word string) (n int, half bool) {
	switch {
	case strings.HasPrefix(word, "half"):
		return 0, true
	case strings.Contains(word, "couple"):
		return 2, false
	case strings.HasSuffix(word, "few"):
		return 3, false
	}
	if n, ok := numberWords[word]; ok {
		return n, false
	}
	return atoi(word), false
}

// addMonths keeps the day of the month, or takes the month's last when it has
// no such day: a month after 31 January is 28 February.
func addMonths(d Date, n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return Date{first.Year(), first.Month(), min(d.Day, daysIn(first.Year(), first.Month()))}
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// weekdaysLater counts Mondays to Fridays; a team's own calendar is not known
// here.
func weekdaysLater(d Date, n int) Date {
	return WorkTime{Days: [7]bool{false, true, true, true, true, true, false}}.Add(d, n)
}
