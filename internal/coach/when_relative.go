package coach

import "strings"

var relativePattern = pattern(`(?:(?:eod|cob|cop|end of (?:the )?day|end of play|close of (?:business|play)) )?(day after tomorrow|(?:tomorrow|tommorow|tomorow|tommorrow|tmrw|tmw|tmr|tomo|2moro|2morrow|2mrw)(?: (week))?|` +
	`today week|today|tonight|(?:later )?this (afternoon|arvo|evening|pm)|(?:same|this) time tomorrow|` +
	`eod|cob|cop|end of (?:the |this )?day|end of play|close of (?:business|play|day))\b`)

// readRelative reads "tomorrow", "this afternoon", "eod" and the like.
func readRelative(s said, today Date) (meant, bool) {
	word := s.group(1)
	switch {
	case strings.HasPrefix(word, "day after"):
		return oneDay(today.Add(2), otherDay), true
	case s.has(2):
		return oneDay(today.Add(8), otherDay), true
	case word == "today week":
		return oneDay(today.Add(7), otherDay), true
	case s.has(3):
		n := oneDay(today, otherDay)
		n.at, n.hasAt = dayparts[s.group(3)], true
		return n, true
	case word == "today", word == "tonight":
		return oneDay(today, otherDay), true
	case strings.HasPrefix(word, "to"), strings.HasPrefix(word, "tm"), strings.HasPrefix(word, "2m"), strings.HasSuffix(word, "tomorrow"):
		return oneDay(today.Add(1), otherDay), true
	}
	return oneDay(today, endOfDay), true
}
