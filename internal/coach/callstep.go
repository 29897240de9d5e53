package coach

import (
	"strings"
	"time"
)

// nextStep is what comes next, in the rep's words.
type nextStep struct {
	words       string
	when        When
	start, stop int // where it was told
}

// step is where in a text the next step stands: its mark, and its words.
type step struct{ mark, from, to int }

func findStep(text string) (step, bool) {
	at := stepMark().FindStringIndex(text)
	if at == nil {
		return step{}, false
	}
	s := step{mark: at[0], from: at[1], to: at[1] + sentenceEnd(text[at[1]:])}
	// "…, call back Monday" is told after the step; "next step: call back
	// Monday" is the step.
	for _, back := range callBackMark.all(text[s.from:s.to]) {
		if clauseEnd().MatchString(ending(text[s.from : s.from+back[0]])) {
			s.to = s.from + back[0]
			break
		}
	}
	return s, true
}

// readStep takes the day out of the words when it begins or ends them.
func readStep(text string, now time.Time) nextStep {
	w, ok := FindWhen(text, now)
	if !ok || w.On.Before(DateOf(now)) {
		return nextStep{words: trimStep(text)}
	}
	return nextStep{words: withoutDay(text, w), when: w}
}

func withoutDay(text string, w When) string {
	if before := trimStep(text[:w.Start]); before == "" || trimStep(text[w.End:]) == "" {
		return trimStep(before + " " + text[w.End:])
	}
	return trimStep(text)
}

func trimStep(text string) string {
	return trimClause(stepEdges().ReplaceAllString(trimClause(text), ""))
}

// findDoing finds a next step that is told without its name: something to do
// with a day ahead, "demo on Thursday", "next Tue 10am with the CFO".
func findDoing(text string, now time.Time) nextStep {
	if !doing.in(text) && !dayFirst().MatchString(text) {
		return nextStep{}
	}
	tries := 0
	for from := 0; from < len(text) && tries < maxMarks; {
		sentence := from + sentenceEnd(text[from:])
		for from < sentence && tries < maxMarks {
			to := sentence
			if cut := clauseMark().FindStringIndex(text[from:sentence]); cut != nil {
				if cut[0] == 0 {
					from += cut[1]
					continue
				}
				to = from + cut[0]
			}
			if doing.in(text[from:to]) {
				tries++
			}
			if next, ok := readDoing(text[from:sentence], to-from, now); ok {
				next.start, next.stop = next.start+from, next.stop+from
				return next
			}
			from = to
		}
		from = sentence + 1
	}
	return nextStep{}
}

// readDoing reads one clause, which ends at the given offset; a day that
// begins in it may go on behind it, "demo Tuesday, 24 Nov".
func readDoing(text string, end int, now time.Time) (nextStep, bool) {
	clause := signedBy().ReplaceAllString(text[:end], "sign   by")
	from := 0
	if and := afterPast().FindStringIndex(clause); and != nil {
		from = and[1]
	}
	if notToDo.in(clause[from:]) || deniesIt().MatchString(clause[from:]) {
		return nextStep{}, false
	}
	does := doing.in(clause[from:])
	if !does && !dayFirst().MatchString(clause[from:]) {
		return nextStep{}, false
	}
	w, ok := FindWhen(text[from:], now)
	w.Start, w.End = w.Start+from, w.End+from
	if !ok || w.Start >= end || !isAhead(w, now) || forLength().MatchString(text[w.Start:]) || noGood().MatchString(text[w.End:]) {
		return nextStep{}, false
	}
	stop := max(end, w.End)
	w.Start, w.End = w.Start-from, w.End-from
	words := withoutDay(text[from:stop], w)
	if !does && (w.Start > 1 || strings.Count(words, " ") == 0 || blankSpace(text[from+w.End:stop]) || !w.HasTime && !nextDay().MatchString(text[from:])) {
		return nextStep{}, false // a day alone, or the day of a tale
	}
	words = trimStep(stepLead().ReplaceAllString(words, ""))
	return nextStep{words: words, when: w, start: from, stop: stop}, words != ""
}

// isAhead reports whether something could be planned for then: today only with
// a time that has not passed.
func isAhead(w When, now time.Time) bool {
	today := DateOf(now)
	return w.On.After(today) || w.On == today && w.HasTime && int(w.At) > now.Hour()*60+now.Minute()
}

const weekdayOrDay = `(?:` + weekdayName + `|tomorrow|\d{1,2})`

var (
	stepMark  = phrase(`\bnext(?:(?: ?|-)steps?\b(?: ?:|(?: (?:is|are))?(?: to)?\b)| ?:)`)
	stepEdges = phrase(`^(?:to|for|a|the)\b|\b(?:and|then|on|booked for|booked|scheduled for|scheduled|set for|moved from \w+ to|moved to|pushed to|rescheduled (?:to|for)|planned for|confirmed for)$`)
	stepLead  = phrase(`^(?:(?:(?:i|we|he|she|they)(?:'ll|'ve)?|will|have|has|got|agreed(?: on| to)?|booked|scheduled|arranged|set up|wants?|needs?|asked for|asked me to|asked us to|to|a|an|the|next|also|pls|please) )+`)
	clauseEnd = phrase(`(?:[,;–—]|\b(?:and|then|but)) ?$`)
	doing     = marking(`demo|demonstration|meeting|meet|mtg|call|lunch|coffee|dinner|breakfast|drinks|visit|contract|quote|quotation|proposal|offer|workshop|trial|pilot|poc|` +
		`clos(?:e|es|ing)|sign|signs|signing|signature|review|intro|introduction|follow(?: ?|-)?up|presentation|present|pitch|kick(?: ?|-)?off|webinar|zoom|walkthrough|training|onboarding|chat|negotiation|tour|tender|rfp|order|po|invoice|` +
		`paperwork|nda|sow|draft|deck|business case|go(?: ?|-)live|deadline|catch(?: ?|-)?up|session|appointment|appt|send|sending|deliver|prepare|submit`)
	dayFirst  = phrase(`^ ?(?:next |on )?` + weekdayOrDay + `\b`)
	nextDay   = phrase(`^ ?(?:next|nxt)\b`)
	afterPast = phrase(`\b(?:sent|e-?mailed|texted|met|spoke|talked|called|left|had|got|good|great|said|agreed)\b.* (?:and|&) `)
	signedBy  = phrase(`\bsigned by\b`)
	notToDo   = marking(`sent|e-?mailed|mailed|texted|messaged|had|met|did|went|was|were|signed|got|received|gave|held|done|presented|showed|discussed|missed|cancell?ed|no(?: |-)show|reviewed|visited|left|called|rang|` +
		`runs?|expires?|renews?|ends?|valid|until|till|til|tried|spoke|talked|chatted|happened|since|during|not|no|never|cannot|without|(?:after|before|until|from|re|about|regarding) (?:the |a |our |their )?(?:demo|meeting|call|visit|workshop|trial|pilot|review|board)|` +
		`(?:good|great|nice|excellent|bad|productive|short|long) (?:demo|meeting|call|lunch|visit|chat|talk)`)
	deniesIt  = phrase(`\b(?:can|won|don|doesn|didn|isn|wasn|couldn|wouldn)'t\b`)
	forLength = phrase(`^(?:for|within) (?:the next|about|another|an?|\d+|one|two|three|four|six|half)\b`)
)
