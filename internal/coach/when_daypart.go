package coach

import (
	"slices"
	"strings"
)

// dayparts are the times that people mean by parts of a day.
var dayparts = map[string]Clock{
	"first thing": 9 * 60, "morning": 9 * 60, "early morning": 8 * 60, "mid morning": 10 * 60, "late morning": 11 * 60, "am": 9 * 60,
	"noon": 12 * 60, "midday": 12 * 60, "lunchtime": 12 * 60, "lunch": 12 * 60, "before lunch": 11 * 60, "after lunch": 14 * 60,
	"afternoon": 14 * 60, "arvo": 14 * 60, "pm": 14 * 60, "early afternoon": 13 * 60, "mid afternoon": 15 * 60, "late afternoon": 16 * 60,
	"evening": 18 * 60, "early evening": 17 * 60, "late evening": 20 * 60,
}

var daypartPattern = pattern(`(first thing)(?: in the morning)?\b|(?:(early|mid|late)(?: |-)?)?(?:in the )?(morning|afternoon|arvo|evening)\b|(noon|midday|lunch ?time|lunch|am|pm)\b`)

var daypartCues = []string{"first", "early", "mid", "late", "morning", "afternoon", "arvo", "evening", "noon", "lunch", "am", "pm"}

// readDaypart reads a part of a day beside one; noon and the coming morning
// also without.
func readDaypart(h *hearing, s said) (saidTime, bool) {
	t := saidTime{start: s.start, stop: s.stop}
	beside := h.beside(s)
	alone := beside
	switch {
	case s.has(1):
		t.part, t.tomorrow = s.group(1), true
		alone = beside || s.has(1) && len(s.matched()) > len("first thing") || h.ahead && strings.TrimSpace(s.head) == ""
	case s.has(3):
		t.part = s.group(3)
		if s.has(2) && t.part != "arvo" {
			t.part = s.group(2) + " " + t.part
		}
		t.tomorrow = s.group(3) == "morning" && s.before == "in" && s.the
		alone = beside || t.tomorrow && !h.hasDay()
	default:
		t.part = s.group(4)
		switch t.part {
		case "am", "pm":
			alone = slices.ContainsFunc(h.taken, func(d saidDay) bool { return d.stop < s.start && s.start <= d.stop+maxGap })
		case "noon", "midday":
			alone = beside || s.endsThought()
		default:
			t.part = "lunchtime"
			if s.group(4) == "lunch" {
				switch s.before {
				case "before", "after":
					t.part = s.before + " lunch"
				case "at", "over", "around":
				default:
					return t, false
				}
			}
			alone = beside || h.ahead && strings.TrimSpace(s.head) == ""
		}
	}
	t.at = dayparts[t.part]
	if !alone || zoneBehind(s.after()) {
		return t, false
	}
	h.taken = append(h.taken, saidDay{meant{kind: partOfDay}, s.before, s.start, s.stop})
	return t, true
}
