package coach

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/rickar/cal/v2"
)

// Countries' holidays are worked out for these years, both included.
const (
	firstHolidayYear = 2000
	lastHolidayYear  = 2099
)

// ParseHolidays reads the dates on which a team does not work: dates like
// 2026-12-25 and countries by their two letters, like DE or US, in any case and
// apart by commas or spaces. A country stands for its nationwide holidays of
// the years 2000 to 2099, with the days on which it observes those that fall
// on a weekend.
//
// The result gives each date its name, a plain date being a "day off". When
// two parts name the same date, the first one's name stays. The error lists
// every part that was not understood, and what to write.
func ParseHolidays(text string) (map[Date]string, error) {
	off := map[Date]string{}
	var wrong []string
	for _, part := range strings.FieldsFunc(text, betweenHolidays) {
		if lists, ok := holidayCountries[strings.ToUpper(part)]; ok {
			addNationwide(off, lists)
		} else if d, err := ParseDate(part); err == nil {
			addHoliday(off, d, "day off")
		} else {
			wrong = append(wrong, fmt.Sprintf("%q", part))
		}
	}
	if len(wrong) > 0 {
		codes := slices.Sorted(maps.Keys(holidayCountries))
		return nil, fmt.Errorf("%s: not a holiday; write dates like 2026-12-25, or countries out of %s",
			strings.Join(wrong, ", "), strings.Join(codes, ", "))
	}
	return off, nil
}

func betweenHolidays(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }

func addHoliday(off map[Date]string, d Date, name string) {
	if _, known := off[d]; !known {
		off[d] = name
	}
}

// addNationwide adds the dates that are off in each of a country's regions.
func addNationwide(off map[Date]string, regions [][]*cal.Holiday) {
	first := datesOf(regions[0])
	rest := make([]map[Date]string, 0, len(regions)-1)
	for _, region := range regions[1:] {
		rest = append(rest, datesOf(region))
	}
	for d, name := range first {
		everywhere := !slices.ContainsFunc(rest, func(dates map[Date]string) bool {
			_, here := dates[d]
			return !here
		})
		if everywhere {
			addHoliday(off, d, name)
		}
	}
}

func datesOf(holidays []*cal.Holiday) map[Date]string {
	dates := make(map[Date]string, len(holidays)*(lastHolidayYear-firstHolidayYear+1))
	for _, h := range holidays {
		for year := firstHolidayYear; year <= lastHolidayYear; year++ {
			actual, observed := h.Calc(year)
			for _, t := range [...]time.Time{actual, observed} {
				// The calendar gives midnight in the machine's zone, which on the
				// night of a clock change can be an hour before the day begins.
				d := DateOf(t.Add(6 * time.Hour))
				if d.Year >= firstHolidayYear && d.Year <= lastHolidayYear {
					addHoliday(dates, d, h.Name)
				}
			}
		}
	}
	return dates
}
