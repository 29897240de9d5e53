package coach

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// saidTime is a time of day at its place in the text.
type saidTime struct {
	at          Clock
	part        string // of the day, when that is all that was said
	guess       bool   // the hour was said without am or pm
	tomorrow    bool
	start, stop int
}

const meridian = `(am|pm|a\.m\.?|p\.m\.?)`

// Its forms are 10am and 2-3pm, 14:30, half past 4, 4 o'clock, and a lone hour,
// which is a time only beside a day.
var timePattern = pattern(`(\d{1,2})(?:[:.](\d{2}))?(?: ?(?:-|–|to) ?(\d{1,2})(?:[:.]\d{2})?)? ?` + meridian + `|(\d{1,2})([:.])(\d{2})|` +
	`(half|half past|quarter past) (\d{1,2})\b|(\d{1,2})(?: ?o'?clock\b|ish\b|(?: ?(?:-|–|to|and) ?\d{1,2}\b)?)`)

// readTime reads a time of the clock. Hours from 1 to 7 without am or pm are in
// the afternoon.
func readTime(h *hearing, s said) (saidTime, bool) {
	t := saidTime{start: s.start, stop: s.stop}
	next, _ := utf8.DecodeRuneInString(s.after())
	if isWordRune(next) || next == ':' || next == '%' || strings.ContainsRune(":$€£¥₹#+/.,", max(s.last, 0)) {
		return t, false
	}
	if zoneBehind(s.after()) {
		return t, false
	}
	switch {
	case s.has(5):
		hour, m := atoi(s.group(5)), atoi(s.group(7))
		t.at = Clock(hour*60 + m)
		if s.group(5)[0] != '0' {
			t.at, t.guess = afternoon(hour, m), true
		}
		return t, hour < 24 && m < 60 && (s.group(6) == ":" || h.beside(s))
	case s.has(4):
		hour, m := atoi(s.group(1)), atoi(s.group(2))
		pm := s.group(4)[0] == 'p'
		if s.has(3) && hour%12 > atoi(s.group(3))%12 {
			pm = !pm // 11-1pm
		}
		t.at = clockOf(hour, m, pm)
		return t, hour >= 1 && hour <= 12 && m <= 59
	case s.has(8):
		t.guess = true
		t.at = afternoon(atoi(s.group(9)), 30)
		if strings.HasPrefix(s.group(8), "quarter") {
			t.at -= 15
		}
		return t, atoi(s.group(9)) >= 1 && atoi(s.group(9)) <= 12 && h.allows(s)
	}
	hour := atoi(s.group(10))
	clock := strings.ContainsAny(s.matched(), "ois")
	introduced := s.before == "at" || s.before == "around" || s.before == "about" || s.before == "by" || s.before == "after" ||
		s.before == "before" || s.before == "from" || s.before == "between" || s.last == '@' || strings.HasSuffix(s.head, "@ ")
	switch s.before {
	case "around", "about", "by", "after", "before", "from":
		introduced = hour <= 19 && h.allows(s)
	}
	t.at, t.guess = afternoon(hour, 0), true
	if hour < 1 || hour > 20 || !clock && !introduced && !h.right(s) || !s.endsTime() {
		return t, false
	}
	return t, h.allows(s)
}

// allows reports whether a lone hour is a time here: beside a day, or at the
// start of a text that begins with one.
func (h *hearing) allows(s said) bool {
	return h.beside(s) || h.ahead && strings.TrimSpace(s.head) == ""
}

func (h *hearing) beside(s said) bool { return h.near(s.start, s.stop, maxGap) }

// right reports whether a lone number follows a weekday as its hour, "thu 4".
func (h *hearing) right(s said) bool {
	return atoi(s.group(10)) <= 18 && slices.ContainsFunc(h.taken, func(d saidDay) bool {
		return d.stop < s.start && s.start <= d.stop+maxGap && (d.kind == bareWeekday || d.kind == someWeekday || d.kind == partOfDay)
	})
}

// endsTime reports whether what follows leaves a number an hour: "at 3 sites"
// is none.
func (s said) endsTime() bool {
	if rest := s.after(); len(rest) > 1 && (rest[0] == '.' || rest[0] == ',' || rest[0] == '-' || rest[0] == '/') && isWordRune(rune(rest[1])) {
		return false
	}
	return s.endsThought() || s.followedBy("sharp", "to ", "for ", "on ", "next ", "tomorrow", "today", "demo", "meet", "call", "lunch", "their ", "in the ", "he ", "she ",
		"mon", "tue", "wed", "thu", "fri")
}

func clockOf(hour, minute int, pm bool) Clock {
	hour %= 12 // 12 am is midnight, 12 pm noon
	if pm {
		hour += 12
	}
	return Clock(hour*60 + minute)
}

func afternoon(hour, minute int) Clock {
	if hour >= 1 && hour <= 7 {
		hour += 12
	}
	return Clock(hour*60 + minute)
}

// zoneBehind reports whether a time is of another zone, which would be
// understood an hour or more wrong.
func zoneBehind(rest string) bool {
	rest = strings.TrimLeft(rest, " \t(")
	word := rest
	if i := strings.IndexFunc(rest, func(r rune) bool { return !isWordRune(r) }); i >= 0 {
		word = rest[:i]
	}
	switch word {
	case "est", "edt", "et", "pst", "pdt", "pt", "cst", "cdt", "ct", "mst", "mdt", "gmt", "bst", "cet", "cest", "utc", "ist", "jst", "aest", "aedt", "sgt":
		return true
	}
	return hasCue(rest, []string{"their time", "his time", "her time", "uk time", "us time", "london time", "ny time", "local time", "eastern", "pacific", "central time"})
}

// timeOf makes one time of those said in one breath: "tomorrow morning at 7".
func timeOf(times []saidTime) (Clock, bool) {
	if len(times) == 0 {
		return 0, false
	}
	clock, part := times[0], ""
	for _, t := range times {
		if t.part == "" {
			clock = t
		} else {
			part = t.part
		}
	}
	if clock.part == "" && clock.guess && part != "" {
		switch morning := dayparts[part] < 12*60; {
		case morning && clock.at >= 13*60:
			clock.at -= 12 * 60
		case !morning && clock.at < 12*60:
			clock.at += 12 * 60
		}
	}
	return clock.at, true
}
