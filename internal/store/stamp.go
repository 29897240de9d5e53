package store

import (
	"fmt"
	"strconv"
	"time"

	"dealcoach/internal/coach"
)

// stamp is an instant in a record: milliseconds since 1970. The zero time is
// left out (omitzero).
type stamp struct{ time.Time }

// stampOf is an instant as it will be read.
func stampOf(t time.Time) stamp { return stamp{instant(t.UnixMilli())} }

// MarshalJSON writes the milliseconds.
func (s stamp) MarshalJSON() ([]byte, error) {
	return strconv.AppendInt(nil, s.UnixMilli(), 10), nil
}

// UnmarshalJSON reads them.
func (s *stamp) UnmarshalJSON(text []byte) error {
	ms, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return err
	}
	s.Time = instant(ms)
	return nil
}

// unless is what is written of a stamp that is usually the same as another:
// nothing when it is.
func (s stamp) unless(usual time.Time) *stamp {
	if s.UnixMilli() == usual.UnixMilli() {
		return nil
	}
	other := s
	return &other
}

// or is such a stamp as it is read.
func (s *stamp) or(usual time.Time) time.Time {
	if s == nil {
		return usual
	}
	return s.Time
}

// instant is the time of so many milliseconds since 1970, in UTC. The zero
// time's milliseconds lead back to the zero time.
func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// day is a date in a record, written as 2026-11-22. No date is left out
// (omitzero).
type day struct{ coach.Date }

// MarshalText writes the date, and nothing for no date where that is not left out.
// One that could not be read again is an error.
func (d day) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	t := d.At(0, time.UTC)
	if d.Year < 0 || d.Year > 9999 || coach.DateOf(t) != d.Date {
		return nil, fmt.Errorf("%v is no date", d.Date)
	}
	return t.AppendFormat(nil, time.DateOnly), nil
}

// UnmarshalText reads it.
func (d *day) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		d.Date = coach.Date{}
		return nil
	}
	d.Date, err = coach.ParseDate(string(text))
	return err
}
