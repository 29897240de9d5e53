package coach

import (
	"strings"
	"time"
)

// asked is what was understood of somebody's wish to be called again.
type asked struct {
	when        When
	dated       bool // when is known
	undated     bool // they did ask, without a day that was understood
	reason      string
	start, stop int // its words in the text; equal when there are none
}

// or returns what other adds to an asked that has no date.
func (a asked) or(other asked) asked {
	other.undated = other.undated || a.undated
	if other.reason == "" {
		other.reason = a.reason
	}
	if other.start == other.stop {
		other.start, other.stop = a.start, a.stop
	}
	return other
}

// readCallBack returns the first call-back that has a date, else the reason of
// the first one that has none. Words that say no more than "call" count only
// right before their day.
func readCallBack(text string, now time.Time) asked {
	found := readMarks(text, now, callBackMark.all(text), false)
	if !found.dated {
		found = found.or(readMarks(text, now, callMark.all(text), true))
	}
	if !found.dated && putOffMark.in(text) {
		found.undated = true
	}
	return found
}

func readMarks(text string, now time.Time, marks [][2]int, weak bool) asked {
	var found asked
	for _, at := range marks {
		from, to := at[0], at[1]
		if denied.in(ending(text[:from])) || weak && aCall.in(ending(text[:from])) {
			continue
		}
		rest := text[to:]
		rest = rest[:sentenceEnd(rest)]
		if weak && withSomebody.begins(rest) {
			continue
		}
		why, whyEnd := reasonWithMark(rest)
		when := rest[:min(whyEnd, len(rest))]
		if backThen.begins(when) {
			when = text[:from] // "out till Monday, call back then"
			weak = false
		}
		w, ok := findAhead(when, now)
		ok = ok && !w.On.Before(DateOf(now)) && !noGood.begins(when[w.End:])
		if ok && weak {
			ok = leadsTo(when[:w.Start])
		}
		if !ok {
			if w, from, ok := dayBefore(text[:from], now); ok {
				why, end := reasonBehind(rest)
				return asked{when: w, dated: true, reason: why, start: from, stop: to + end}
			}
			if !weak || aboutTime.begins(rest) {
				found.undated = true
				if found.reason == "" && why != "" {
					found.reason, found.start, found.stop = why, from, to+len(rest)
				}
			}
			continue
		}
		found.when, found.dated, found.start, found.stop = w, true, from, to+w.End
		if why != "" {
			found.stop = to + len(rest)
		} else if end := 0; len(when) <= len(rest) && strings.HasPrefix(rest, when) {
			why, end = reasonBehind(rest[w.End:])
			found.stop += end
		}
		if why == "" {
			why = reasonBefore(text[:from])
		}
		found.reason, found.undated = why, false
		return found
	}
	return found
}

// dayBefore reads the day that stands right before "call back" and begins its
// clause: "in May call again".
func dayBefore(head string, now time.Time) (w When, from int, ok bool) {
	from = lastClause(head)
	if from == len(head) {
		return w, 0, false
	}
	w, ok = FindWhen(head[from:], now)
	ok = ok && !w.On.Before(DateOf(now)) && filler().ReplaceAllString(head[from:][:w.Start]+head[from+w.End:], "") == ""
	return w, from, ok
}

// leadsTo reports whether the words between "ring" and a day are no more than
// whom: "ring Joe on Monday".
func leadsTo(between string) bool {
	return len(strings.Fields(between)) <= 5 && !breaks().MatchString(between) && !anEvent.in(between)
}

// readReturn reads "ooo until 7 Jan", "back on Monday" and "maybe in March",
// which ask for a call at that day when nothing else does.
func readReturn(text string, now time.Time) asked {
	var found asked
	for _, at := range returnMark.all(text) {
		from, to := at[0], at[1]
		clause := text[lastClause(text[:from]):from]
		until := isUntil.begins(text[from:to])
		if strings.EqualFold(text[from:min(to, from+4)], "back") && !blankSpace(clause) {
			continue // wrote back
		}
		if until && holdsUntil.in(clause) {
			continue
		}
		rest := text[to:]
		rest = rest[:sentenceEnd(rest)]
		w, ok := findAhead(rest, now)
		ok = ok && w.On.After(DateOf(now).Add(-1)) && !noGood.begins(rest[w.End:]) && filler().ReplaceAllString(rest[:w.Start], "") == ""
		if away := isAway.begins(text[from:to]); ok && away {
			w, ok = endOfAbsence(rest, w, now)
		}
		if !ok {
			if until {
				found.undated = true
				if found.reason == "" {
					found.reason, _ = reasonBehind(text[from:])
				}
			}
			continue
		}
		why, _ := reasonWithMark(rest[w.End:])
		end := 0
		if why == "" {
			why, end = reasonBehind(rest[w.End:])
		}
		return asked{when: w, dated: true, reason: why, start: from, stop: to + w.End + end}
	}
	return found
}

// endOfAbsence reads "away for 3 weeks", "through Friday" and "20 Dec - 5 Jan";
// who is away on one day may be called on any other.
func endOfAbsence(rest string, w When, now time.Time) (When, bool) {
	if span := rangeMark.end(rest[w.End:]); span >= 0 {
		last, ok := findAhead(rest[w.End+span:], now)
		if ok = ok && last.Start == 0 && !last.On.Before(w.On); ok {
			last.Start, last.End = w.Start, w.End+span+last.End
			return last, true
		}
		return w, false
	}
	return w, lasts.begins(rest[w.Start:])
}

// readDayAlone reads a line that is nothing but a day ahead.
func readDayAlone(text string, now time.Time) asked {
	w, ok := findAhead(text, now)
	if !ok || w.On.Before(DateOf(now)) || today.begins(text) {
		return asked{}
	}
	if rest := filler().ReplaceAllString(text[:w.Start]+" "+text[w.End:], ""); rest != "" {
		why, _ := reasonBehind(text[w.End:])
		if why == "" || filler().ReplaceAllString(text[:w.Start], "") != "" {
			return asked{}
		}
		return asked{when: w, dated: true, reason: why}
	}
	return asked{when: w, dated: true}
}

// blank cuts a part out of a text as if a sentence ended there.
func blank(text string, start, stop int) string {
	if start == stop {
		return text
	}
	return text[:start] + "\n" + text[min(stop, len(text)):]
}
