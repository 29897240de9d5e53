package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"dealcoach/internal/coach"
)

var (
	numbersPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{1,4})([./-])\s?(\d{1,2})[./-]\s?(\d{4}|\d{1,2})\.?(?:(?:T|,? +)(.+))?$`)
	})
	clockPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|a\.m\.|p\.m\.|uhr)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$`)
	})
	serialPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{5}(?:[.,]\d+)?$`) })
)

// slashed returns the two numbers of a date of which either may be the day, if the
// cell is such a date.
func slashed(cell string) (first, second int, ok bool) {
	m := numbersPattern().FindStringSubmatch(cell)
	if m == nil || len(m[1]) > 2 || m[2] == "." {
		return 0, 0, false
	}
	return number(m[1]), number(m[3]), true
}

// readDay reads a date of nothing but numbers, and returns what follows it.
func readDay(cell string, order dayOrder) (day coach.Date, rest string, ok bool) {
	if serialPattern().MatchString(cell) { // what a spreadsheet keeps of a date
		whole, _, _ := strings.Cut(strings.ReplaceAll(cell, ",", "."), ".")
		if n := number(whole); n > 20000 && n < 80000 {
			return coach.Date{Year: 1899, Month: time.December, Day: 30}.Add(n), "", true
		}
		return coach.Date{}, "", false
	}
	m := numbersPattern().FindStringSubmatch(cell)
	if m == nil {
		return coach.Date{}, "", false
	}
	first, second, third := number(m[1]), number(m[3]), number(m[4])
	var year, month, dayOf int
	switch {
	case len(m[1]) == 4:
		year, month, dayOf = first, second, third
	case len(m[1]) == 3:
		return coach.Date{}, "", false
	case m[2] == ".", first > 12, order == dayFirst && second <= 12:
		year, month, dayOf = third, second, first
	default:
		year, month, dayOf = third, first, second
	}
	if year < 100 {
		year += 2000
	}
	day = coach.Date{Year: year, Month: time.Month(month), Day: dayOf}
	return day, m[5], day.Add(0) == day // there is no 31 November
}

// dates reads the days of a file.
type dates struct {
	now    time.Time // in the zone of whoever sent it
	words  map[string]coach.When
	failed map[string]bool
}

// farthest is how far ahead a day may lie, in years, and oldest the first year that
// is no slip.
const (
	farthest = 10
	oldest   = 1980
)

// day reads a day ahead or past.
func (d *dates) day(cell string, order dayOrder, what meaning) (coach.Date, error) {
	at, err := d.instant(cell, order, what, 12*60)
	return coach.DateOf(at.At), err
}

// instant reads a day with or without a time. Without one it is the given time of
// that day, though not later than now if it is today.
func (d *dates) instant(cell string, order dayOrder, what meaning, usual coach.Clock) (coach.Instant, error) {
	day, rest, ok := readDay(cell, order)
	clock, hasClock := coach.Clock(0), false
	if !ok {
		w, found := d.inWords(cell)
		if !found {
			return coach.Instant{}, coach.Refuse("“"+coach.Cut(cell, 40)+"” in the column “"+string(what)+"” is no day that I understand.",
				"Write it like 2026-11-24.")
		}
		day, clock, hasClock, rest = w.On, w.At, w.HasTime, ""
	}
	if day.Year < oldest || day.Year > d.now.Year()+farthest {
		return coach.Instant{}, coach.Refuse("“"+coach.Cut(cell, 40)+"” in the column “"+string(what)+"” is in the year "+strconv.Itoa(day.Year)+".",
			"Write the year with four digits, like 2026-11-24.")
	}
	if rest != "" {
		at, fine, ok := d.clock(day, rest)
		switch {
		case !ok:
			return coach.Instant{}, coach.Refuse("“"+coach.Cut(cell, 40)+"” in the column “"+string(what)+"” has a time that I don't understand.",
				"Write it like 2026-11-24 14:30, or the day alone.")
		case fine > 0:
			return coach.Instant{At: at, Fine: fine}, nil
		}
	}
	if hasClock {
		return coach.Instant{At: day.At(clock, d.now.Location()), Fine: time.Minute}, nil
	}
	at := day.At(usual, d.now.Location())
	if at.After(d.now) && day == coach.DateOf(d.now) {
		at = d.now
	}
	return coach.Instant{At: at, Fine: 24 * time.Hour}, nil
}

// clock reads what follows a day. Midnight is how some systems write that they know
// the day alone: fine is then 0.
func (d *dates) clock(day coach.Date, text string) (at time.Time, fine time.Duration, ok bool) {
	m := clockPattern().FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return time.Time{}, 0, false
	}
	hour, minute, second := number(m[1]), number(m[2]), number(m[3])
	if half := strings.ToLower(strings.ReplaceAll(m[4], ".", "")); half == "am" || half == "pm" {
		if hour < 1 || hour > 12 {
			return time.Time{}, 0, false
		}
		if hour %= 12; half == "pm" {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, 0, false
	}
	if hour == 0 && minute == 0 && second == 0 && m[5] == "" {
		return time.Time{}, 0, true
	}
	zone := d.now.Location()
	if m[5] != "" {
		zone = offset(m[5])
	}
	fine = time.Minute
	if m[3] != "" {
		fine = time.Second
	}
	at = time.Date(day.Year, day.Month, day.Day, hour, minute, second, 0, zone)
	return at.In(d.now.Location()), fine, true
}

// offset is the zone of "+01:00", "-0700", "Z" or "UTC".
func offset(text string) *time.Location {
	if text[0] != '+' && text[0] != '-' {
		return time.UTC
	}
	digits := strings.ReplaceAll(text[1:], ":", "")
	seconds := number(digits[:2])*3600 + number(digits[2:])*60
	if text[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// inWords reads a day in words, all of the cell. The same words are many in a file,
// and understanding them takes a while.
func (d *dates) inWords(cell string) (coach.When, bool) {
	if w, ok := d.words[cell]; ok {
		return w, true
	}
	if d.failed[cell] || len(cell) > 60 {
		return coach.When{}, false
	}
	w, ok := coach.FindWhen(cell, d.now)
	ok = ok && w.Start == 0 && w.End == len(cell)
	if d.words == nil {
		d.words, d.failed = map[string]coach.When{}, map[string]bool{}
	}
	if !ok {
		d.failed[cell] = true
		return coach.When{}, false
	}
	d.words[cell] = w
	return w, true
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // the patterns let nothing but a few digits through
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
