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
	mark, from := stepMark.find(text)
	if mark < 0 {
		return step{}, false
	}
	s := step{mark: mark, from: from, to: from + sentenceEnd(text[from:])}
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
	text = trimClause(text)
	text = text[max(stepStart.end(text), 0):]
	if end, _ := stepEnd.find(text); end >= 0 {
		text = text[:end]
	}
	return trimClause(text)
}

// findDoing finds a next step that is told without its name: something to do
// with a day ahead, "demo on Thursday", "next Tue 10am with the CFO".
func findDoing(text string, now time.Time) nextStep {
	if !doing.in(text) && !dayFirst.begins(text) {
		return nextStep{}
	}
	tries := 0
	for from := 0; from < len(text) && tries < maxMarks; {
		sentence := from + sentenceEnd(text[from:])
		for from < sentence && tries < maxMarks {
			to := sentence
			if cut, next := nextClause(text[from:sentence]); cut == 0 {
				from += next
				continue
			} else if cut > 0 {
				to = from + cut
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
	clause := text[:end]
	if signedBy.in(clause) {
		clause = anySignedBy().ReplaceAllString(clause, "sign   by")
	}
	from := 0
	// afterPast is slow, and few clauses have both of its words.
	if pastWord.in(clause) && (andWord.in(clause) || strings.Contains(clause, "&")) {
		if and := afterPast().FindStringIndex(clause); and != nil {
			from = and[1]
		}
	}
	if notToDo.in(clause[from:]) || deniesIt.in(clause[from:]) {
		return nextStep{}, false
	}
	does := doing.in(clause[from:])
	if !does && !dayFirst.begins(clause[from:]) {
		return nextStep{}, false
	}
	w, ok := FindWhen(text[from:], now)
	w.Start, w.End = w.Start+from, w.End+from
	if !ok || w.Start >= end || !isAhead(w, now) || forLength.begins(text[w.Start:]) || noGood.begins(text[w.End:]) {
		return nextStep{}, false
	}
	stop := max(end, w.End)
	w.Start, w.End = w.Start-from, w.End-from
	words := withoutDay(text[from:stop], w)
	if !does && (w.Start > 1 || strings.Count(words, " ") == 0 || blankSpace(text[from+w.End:stop]) || !w.HasTime && !nextDay.begins(text[from:])) {
		return nextStep{}, false // a day alone, or the day of a tale
	}
	words = trimStep(words[max(stepLead.end(words), 0):])
	return nextStep{words: words, when: w, start: from, stop: stop}, words != ""
}

// isAhead reports whether something could be planned for then: today only with
// a time that has not passed.
func isAhead(w When, now time.Time) bool {
	today := DateOf(now)
	return w.On.After(today) || w.On == today && w.HasTime && int(w.At) > now.Hour()*60+now.Minute()
}

const (
	weekdayOrDay = `(?:` + weekdayName + `|tomorrow|\d{1,2})`
	pastWords    = `sent|e-?mailed|texted|met|spoke|talked|called|left|had|got|good|great|said|agreed`
)

var (
	stepMark  = worded(`next(?:(?: ?|-)steps?\b(?: ?:|(?: (?:is|are))?(?: to)?\b)| ?:)`)
	stepStart = leading(`(?:to|for|a|the)\b`)
	stepEnd   = worded(`(?:and|then|on|booked for|booked|scheduled for|scheduled|set for|moved from \w+ to|moved to|pushed to|rescheduled (?:to|for)|planned for|confirmed for)$`)
	stepLead  = leading(`(?:(?:(?:i|we|he|she|they)(?:'ll|'ve)?|will|have|has|got|agreed(?: on| to)?|booked|scheduled|arranged|set up|wants?|needs?|asked for|asked me to|asked us to|to|a|an|the|next|also|pls|please) )+`)
	clauseEnd = phrase(`(?:[,;–—]|\b(?:and|then|but)) ?$`)
	doing     = marking(`demo|demonstration|meeting|meet|mtg|call|lunch|coffee|dinner|breakfast|drinks|visit|contract|quote|quotation|proposal|offer|workshop|trial|pilot|poc|` +
		`clos(?:e|es|ing)|sign|signs|signing|signature|review|intro|introduction|follow(?: ?|-)?up|presentation|present|pitch|kick(?: ?|-)?off|webinar|zoom|walkthrough|training|onboarding|chat|negotiation|tour|tender|rfp|order|po|invoice|` +
		`paperwork|nda|sow|draft|deck|business case|go(?: ?|-)live|deadline|catch(?: ?|-)?up|session|appointment|appt|send|sending|deliver|prepare|submit`)
	dayFirst    = leading(` ?(?:next |on )?` + weekdayOrDay + `\b`)
	nextDay     = leading(` ?(?:next|nxt)\b`)
	pastWord    = worded(`(?:` + pastWords + `)\b`)
	andWord     = worded(`and\b`)
	afterPast   = phrase(`\b(?:` + pastWords + `)\b.* (?:and|&) `)
	signedBy    = worded(`signed by\b`)
	anySignedBy = phrase(`\bsigned by\b`)
	notToDo     = marking(`sent|e-?mailed|mailed|texted|messaged|had|met|did|went|was|were|signed|got|received|gave|held|done|presented|showed|discussed|missed|cancell?ed|no(?: |-)show|reviewed|visited|left|called|rang|` +
		`runs?|expires?|renews?|ends?|valid|until|till|til|tried|spoke|talked|chatted|happened|since|during|not|no|never|cannot|without|(?:after|before|until|from|re|about|regarding) (?:the |a |our |their )?(?:demo|meeting|call|visit|workshop|trial|pilot|review|board)|` +
		`(?:good|great|nice|excellent|bad|productive|short|long) (?:demo|meeting|call|lunch|visit|chat|talk)`)
	deniesIt  = worded(`(?:can|won|don|doesn|didn|isn|wasn|couldn|wouldn)'t\b`)
	forLength = leading(`(?:for|within) (?:the next|about|another|an?|\d+|one|two|three|four|six|half)\b`)
)
