package coach

import (
	"slices"
	"strings"
	"time"
)

// feast is a day that people name, and the days off around it.
type feast struct {
	names []string
	in    func(year int) (on, first, last Date)
}

func around(first, on, last int, of func(year int) Date) func(int) (Date, Date, Date) {
	return func(year int) (Date, Date, Date) {
		d := of(year)
		return d.Add(on), d.Add(first), d.Add(last)
	}
}

func dayOf(month time.Month, day int) func(int) (Date, Date, Date) {
	return around(0, 0, 0, func(year int) Date { return Date{year, month, day} })
}

func thanksgiving(year int) Date {
	return weekdayFrom(Date{year, time.November, 22}, time.Thursday)
}

// backToWork is when work begins again: the first Monday on or after 2 January.
func backToWork(year int) Date { return weekdayFrom(Date{year, time.January, 2}, time.Monday) }

// yearTurn makes a day of the holidays that last until work begins again.
func yearTurn(on, first Date) (Date, Date, Date) {
	return on, first, backToWork(first.Year + 1).Add(-1)
}

func christmas(year int) (on, first, last Date) {
	return yearTurn(Date{year, time.December, 25}, Date{year, time.December, 24})
}

// feasts are asked in this order: the longer name before the shorter.
var feasts = []feast{
	{[]string{"good friday", "easter friday"}, around(-2, -2, 1, easter)},
	{[]string{"maundy thursday"}, around(-3, -3, -3, easter)},
	{[]string{"easter monday"}, around(-2, 1, 1, easter)},
	{[]string{"easter sunday", "easter"}, around(-2, 0, 1, easter)},
	{[]string{"shrove tuesday", "pancake day", "mardi gras"}, around(-47, -47, -47, easter)},
	{[]string{"ash wednesday"}, around(-46, -46, -46, easter)},
	{[]string{"palm sunday"}, around(-7, -7, -7, easter)},
	{[]string{"ascension day", "ascension"}, around(39, 39, 39, easter)},
	{[]string{"whit monday", "pentecost monday"}, around(50, 50, 50, easter)},
	{[]string{"whit sunday", "pentecost", "whitsun"}, around(48, 49, 50, easter)},
	{[]string{"christmas eve", "xmas eve"}, func(y int) (Date, Date, Date) {
		return yearTurn(Date{y, time.December, 24}, Date{y, time.December, 24})
	}},
	{[]string{"boxing day"}, func(y int) (Date, Date, Date) {
		return Date{y, time.December, 26}, Date{y, time.December, 24}, Date{y, time.December, 27}
	}},
	{[]string{"christmas day", "xmas day", "christmas", "xmas", "x-mas", "chrimbo"}, christmas},
	{[]string{"new year's eve", "new years eve", "nye"}, func(y int) (Date, Date, Date) {
		return yearTurn(Date{y, time.December, 31}, Date{y, time.December, 31})
	}},
	{[]string{"new year's day", "new years day"}, func(y int) (Date, Date, Date) {
		return Date{y, time.January, 1}, Date{y, time.January, 1}, backToWork(y).Add(-1)
	}},
	{[]string{"cyber monday"}, around(4, 4, 4, thanksgiving)},
	{[]string{"black friday"}, around(1, 1, 1, thanksgiving)},
	{[]string{"giving tuesday"}, around(5, 5, 5, thanksgiving)},
	{[]string{"thanksgiving"}, around(0, 0, 3, thanksgiving)},
	{[]string{"labor day"}, around(0, 0, 0, func(y int) Date { return weekdayFrom(Date{y, time.September, 1}, time.Monday) })},
	{[]string{"memorial day"}, around(0, 0, 0, func(y int) Date { return weekdayFrom(Date{y, time.May, 25}, time.Monday) })},
	{[]string{"independence day"}, dayOf(time.July, 4)},
	{[]string{"halloween"}, dayOf(time.October, 31)},
	{[]string{"valentine's day", "valentines day", "valentine's"}, dayOf(time.February, 14)},
}

var holidayPattern = pattern(`(` + feastNames() + `)(?:'?s)?(?: (break|holidays?|hols|vacation|season|period|shutdown|rush|closure))?\b`)

func feastNames() string {
	var names []string
	for _, f := range feasts {
		names = append(names, f.names...)
	}
	return strings.Join(names, "|")
}

// readHoliday reads "after Easter", "before Christmas", "xmas". The Christmas
// party is another day.
func readHoliday(s said, today Date) (meant, bool) {
	name := strings.Join(strings.Fields(s.group(1)), " ")
	i := slices.IndexFunc(feasts, func(f feast) bool { return slices.Contains(f.names, name) })
	if i < 0 || s.followedBy("party", "do ", "dinner", "lunch", "drinks", "card", "gift", "present", "order", "campaign", "sale", "trad", "market", "stock", "bonus", "week", "bank") {
		return meant{}, false
	}
	if s.has(2) && s.before != "after" && s.before != "before" {
		return meant{}, false
	}
	return coming(today, s.before, func(y int) (meant, bool) {
		on, first, last := feasts[i].in(y)
		return meant{on: on, first: first, last: last, kind: someTime}, true
	})
}

var newYearPattern = pattern(`(?:` + somePart + ` (?:the )?)?(?:new year(?:'?s|’s)?|(?:festive|holiday|christmas|winter) (?:holidays|season|break|period)|(?:xmas|christmas) and new year(?:'?s)?|(holidays|hols|festivities)|(turn of the year))\b`)

// readNewYear reads "in the new year" and "after the holidays", when work
// begins again. The holidays are those only from October on.
func readNewYear(s said, today Date) (meant, bool) {
	part := s.group(1)
	inYear := func(y int) (meant, bool) {
		d := backToWork(y)
		if part != "" && part != "early" && part != "start" && part != "beginning" {
			d = partOfMonths(Date{y, time.January, 1}, "year", part)
		}
		return meant{on: d, first: Date{y, time.January, 1}, last: d.Add(-1), kind: someTime}, true
	}
	n, ok := coming(today, "", inYear)
	if s.has(2) || !strings.Contains(s.matched(), "year") {
		n.first = Date{n.first.Year - 1, time.December, 24}
		return n, ok && s.before == "after" && part == "" && (today.Month >= time.October || today.Month == time.January)
	}
	if strings.Contains(s.matched(), " and ") && s.before == "between" {
		d := workdayFrom(Date{n.first.Year - 1, time.December, 27})
		return oneDay(d, otherDay), !d.Before(today)
	}
	if s.before == "by" {
		n.on = n.first.Add(-1)
	}
	known := s.before != "" || s.the || part != "" || s.has(3)
	return n, ok && known && !s.followedBy("resolution", "party", "budget", "plan")
}
