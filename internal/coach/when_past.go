package coach

import "strings"

var pastPattern = pattern(`(?:yesterday|(?:last|past|previous) (?:night|weekend|week|wk|month|quarter|year|spring|summer|autumn|fall|winter|easter|christmas|xmas|` +
	weekdayName + `|` + monthName + `)\b(?: (?:on )?(?:` + weekdayName + `)\b)?` +
	`|(?:` + weekdayName + `) last (?:week|wk)\b` +
	`|(?:` + weekdayName + `|next) after next\b` +
	`|(?:every|each) (?:other |second |single )?(?:day|week|month|quarter|year|\d{1,2}(?:st|nd|rd|th)?|` + weekdayName + `)\b` +
	`|(?:since|except|not|never|avoid) (?:on |in |for |before )?(?:the )?(?:early |mid |late )?(?:` + weekdayName + `|` + monthName + `|q[1-4]|tomorrow|today|next week|easter|christmas|spring|summer|autumn)\b` +
	`|(?:bank|public|may day) holiday(?: (?:` + weekdayName + `))?\b` +
	`|(?:fiscal|financial|tax|school|academic|business|budget|trading) (?:year(?: |-)end|year|q[1-4]|quarter|h[12])(?:'?s)?\b` +
	`|q[1-4] (?:fy|of the (?:fiscal|financial))\w*|fy ?\d*(?: |-)?(?:q[1-4]|h[12])\b` +
	`|from (?:` + weekdayName + `|\d{1,2}(?:st|nd|rd|th)? (?:` + monthName + `)|(?:` + monthName + `)(?: \d{1,2})?) (?:to|until|till) ` +
	`)`)

// readPast reads what names no day ahead: "last Tuesday", "every Monday",
// "3 weeks ago", somebody's financial year, the day that a meeting was moved
// from. Nothing else may be read from these words.
func readPast(s said, _ Date) (meant, bool) {
	word := s.matched()
	if strings.HasPrefix(word, "not before") {
		return meant{}, false // not before May: in May
	}
	if strings.HasPrefix(word, "last") && s.followedBy("of ", "in ") {
		return meant{}, false // the last week of May
	}
	if strings.HasPrefix(word, "not ") && strings.HasSuffix(s.head, "if ") {
		return meant{}, false
	}
	return meant{kind: noDay}, true
}
