package coach

import (
	"fmt"
	"time"
)

// Date is a day on the calendar, without a time or a zone. Its zero value
// means "no date". Dates compare with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that t falls on in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads a date written as 2026-11-22.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date like 2026-11-22", text)
	}
	return DateOf(t), nil
}

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// At returns the instant at which clocks in zone show c on d. On the night
// when clocks jump ahead over c, it is the instant that the skipped time
// would have been, an hour later on the clock.
func (d Date) At(c Clock, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, c.Hour(), c.Minute(), 0, 0, zone)
}

// Add returns the date n days later; n may be negative.
func (d Date) Add(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare orders dates: negative when d comes first.
func (d Date) Compare(other Date) int { return d.utc().Compare(other.utc()) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// ISOWeek returns the ISO 8601 year and week, written as 2026-W47.
func (d Date) ISOWeek() string {
	year, week := d.utc().ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// String writes d as 2026-11-22; no date is the empty string.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Words writes d for people, with its weekday: "Tue 24 Nov", and with the year
// when it is another year than today's.
func (d Date) Words(today Date) string {
	if d.Year != today.Year {
		return d.utc().Format("Mon 2 Jan 2006")
	}
	return d.utc().Format("Mon 2 Jan")
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Clock is a time of day in minutes after midnight, from 00:00 to 24:00.
type Clock int

// ParseClock reads a time of day written as 09:00 or 9:00; 24:00 is the end of
// the day.
func ParseClock(text string) (Clock, error) {
	var h, m int
	var rest string
	if n, _ := fmt.Sscanf(text, "%d:%2d%s", &h, &m, &rest); n != 2 || len(text) > 5 {
		return 0, fmt.Errorf("%q is not a time like 09:00", text)
	}
	c := Clock(h*60 + m)
	if h < 0 || m < 0 || m > 59 || c > 24*60 {
		return 0, fmt.Errorf("%q is not a time like 09:00", text)
	}
	return c, nil
}

// Hour returns the hour, 0 to 24.
func (c Clock) Hour() int { return int(c) / 60 }

// Minute returns the minute, 0 to 59.
func (c Clock) Minute() int { return int(c) % 60 }

// String writes c as 09:00.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour(), c.Minute()) }
