package coach

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

// UntilLine says until which day, and why if a reason was given.
type UntilLine struct {
	On     Date
	Reason string
}

// ParseUntil reads what follows the deal in "pause <deal> until <when> because
// <reason>" and "snooze <deal> <when>"; now is in the zone of the person who
// wrote it. The words until, to and for may be left out, and "3 weeks" will do
// for "in 3 weeks". The reason begins with because, or right after the day
// with as, since or a colon; without any of them it is all but the day.
//
// The error is a Refusal, when no day was understood or it is not after today.
func ParseUntil(text string, now time.Time) (UntilLine, error) {
	text = strings.TrimSpace(text)
	lead := len(untilLead().FindString(text))
	w, ok := findAhead(text[lead:], now)
	w.Start, w.End = w.Start+lead, w.End+lead
	if !ok {
		return UntilLine{}, Refuse("I don't see until when.", untilHint)
	}
	if today := DateOf(now); !w.On.After(today) {
		return UntilLine{}, Refuse(w.On.Words(today)+" is not after today.", untilHint)
	}
	return UntilLine{On: w.On, Reason: untilReason(text, w)}, nil
}

const untilHint = "Write a day ahead and, if you like, why: until Monday, or: for 3 weeks because the budget is frozen."

func untilReason(text string, w When) string {
	before, after := text[:w.Start], text[w.End:]
	for _, part := range []struct {
		text  string
		mark  *regexp.Regexp
		until string
	}{
		{after, reasonAfterDay(), ""},
		{after, reasonMark(), ""},
		{before, reasonMark(), text[w.Start:]}, // because they move until May
	} {
		if at := part.mark.FindStringIndex(part.text); at != nil {
			return trimClause(part.text[at[1]:] + part.until)
		}
	}
	before = trimClause(before[len(untilLead().FindString(before)):])
	return strings.TrimSpace(before + " " + trimClause(after))
}

var (
	untilLead      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:until|till|to|for)\b\s*`) })
	reasonAfterDay = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^[\s,;–—-]*(?:(?:as|since)\b|:)`) })
	reasonMark     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\b(?:because|due to)\b`) })
)

// trimClause drops the space and marks around a clause; a closing question
// mark or bracket stays.
func trimClause(text string) string {
	return strings.TrimLeft(strings.TrimRight(text, " \t\r\n,;:.–—-"), " \t\r\n,;:.!?–—-")
}
