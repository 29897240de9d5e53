package coach

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Settings are a team's own choices.
type Settings struct {
	Zone          *time.Location // the team's; for digests, and for people without one
	Work          WorkTime
	PromptAt      Clock // in the rep's zone
	DigestAt      Weekly
	DigestChannel string // C… or #name; empty: no digest
	Limits        map[Stage]int
	Currency      string
	Holidays      string   // as they were written; Work.Off are their dates
	Managers      []string // Slack user ids
	Listed        bool     // a manager saved who the managers are: admins alone are none
	MostOpen      int      // open deals of a rep beyond which the coach says so; 0: any number
	MostPauses    int      // of a deal in a row, without a touch in between
	Facts         []Fact   // that the team asks for before a deal counts as qualified
}

// Weekly is a moment of the week.
type Weekly struct {
	Day time.Weekday
	At  Clock
}

// String writes w as "Fri 16:00".
func (w Weekly) String() string { return w.Day.String()[:3] + " " + w.At.String() }

// DefaultSettings are what a team starts with.
func DefaultSettings() Settings {
	return Settings{
		Zone: time.UTC,
		Work: WorkTime{
			Days: [7]bool{false, true, true, true, true, true, false},
			From: 9 * 60, To: 17 * 60,
		},
		PromptAt:   9 * 60,
		DigestAt:   Weekly{time.Friday, 16 * 60},
		Limits:     map[Stage]int{Prospect: 14, Qualified: 10, Proposal: 7, Negotiation: 5},
		Currency:   "USD",
		MostOpen:   40,
		MostPauses: 2,
		Facts:      Facts,
	}
}

// PromptClock is when a rep is prompted: PromptAt, but never before the
// working hours begin.
func (s Settings) PromptClock() Clock { return max(s.PromptAt, s.Work.From) }

// ParseWeekday reads a weekday by its name or its first three letters.
func ParseWeekday(text string) (time.Weekday, error) {
	word := strings.ToLower(strings.TrimSpace(text))
	for day := time.Sunday; len(word) >= 3 && day <= time.Saturday; day++ {
		if strings.HasPrefix(strings.ToLower(day.String()), word) {
			return day, nil
		}
	}
	return 0, fmt.Errorf("%q is not a weekday like Fri", text)
}

// ParseWeekly reads a moment of the week written as "Fri 16:00".
func ParseWeekly(text string) (Weekly, error) {
	day, at, found := strings.Cut(strings.TrimSpace(text), " ")
	if !found {
		return Weekly{}, fmt.Errorf("%q is not a weekday and a time like Fri 16:00", text)
	}
	d, err := ParseWeekday(day)
	if err != nil {
		return Weekly{}, err
	}
	c, err := ParseClock(strings.TrimSpace(at))
	if err != nil {
		return Weekly{}, err
	}
	return Weekly{d, c}, nil
}

// ParseDays reads working days: ranges and single days, "Mon-Thu,Sat".
func ParseDays(text string) ([7]bool, error) {
	var days [7]bool
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, err := ParseWeekday(first)
		if err != nil {
			return days, err
		}
		to := from
		if isRange {
			if to, err = ParseWeekday(last); err != nil {
				return days, err
			}
		}
		for day := from; ; day = (day + 1) % 7 {
			days[day] = true
			if day == to {
				break
			}
		}
	}
	return days, nil
}

// ParseHours reads the hours of a working day, "09:00-17:00".
func ParseHours(text string) (from, to Clock, err error) {
	a, b, found := strings.Cut(text, "-")
	if !found {
		return 0, 0, fmt.Errorf("%q is not a span like 09:00-17:00", text)
	}
	if from, err = ParseClock(strings.TrimSpace(a)); err != nil {
		return 0, 0, err
	}
	if to, err = ParseClock(strings.TrimSpace(b)); err != nil {
		return 0, 0, err
	}
	if from >= to {
		return 0, 0, fmt.Errorf("%q ends before it begins", text)
	}
	return from, to, nil
}

// presets are how many times the usual limit a kind of business waits.
var presets = map[string]float64{"small": 0.7, "mid": 1, "enterprise": 2}

// ParseLimits reads quiet limits in working days, "prospect=14d,qualified=10",
// and the presets small, mid and enterprise, which multiply those of base by 0.7,
// 1 and 2 (rounded half up, at least 1): "enterprise,prospect=20d". Stages that
// are not named keep what is before them.
func ParseLimits(text string, base map[Stage]int) (map[Stage]int, error) {
	limits := make(map[Stage]int, len(base))
	for stage, n := range base {
		limits[stage] = n
	}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if times, ok := presets[strings.ToLower(part)]; ok {
			for stage, n := range base {
				limits[stage] = max(1, int(float64(n)*times+0.5))
			}
			continue
		}
		name, days, found := strings.Cut(part, "=")
		if !found {
			return nil, fmt.Errorf("%q is neither a stage and its limit like prospect=14d nor small, mid or enterprise", part)
		}
		stage, err := ParseStage(name)
		if err != nil {
			return nil, fmt.Errorf("%q is not one of prospect, qualified, proposal, negotiation", strings.TrimSpace(name))
		}
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(days), "d"))
		if err != nil || n < 1 || n > 1000 {
			return nil, fmt.Errorf("%q is not a number of working days like 14d (1 to 1000)", days)
		}
		limits[stage] = n
	}
	return limits, nil
}
