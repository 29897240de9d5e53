package coach

import "strings"

// reasonWithMark returns the reason that "because", "as", "waiting on" and the
// like begin in what follows a call-back, and where their words begin; the
// length of the text when there are none.
func reasonWithMark(rest string) (reason string, start int) {
	if from, to := becauseMark.find(rest); from >= 0 {
		return trimClause(rest[to:]), from
	}
	if from, _ := waitingMark.find(rest); from >= 0 {
		return trimClause(rest[from:]), from
	}
	if from, _ := untilIs.find(rest); from >= 0 {
		at := untilIs.compiled().FindStringSubmatchIndex(rest[from:])
		return trimClause(rest[from+at[2] : from+at[3]]), from
	}
	return "", len(rest)
}

// reasonBehind returns the reason right behind a day, and where it ends: "as
// they move", ", board meets then", "- budget is set then".
func reasonBehind(rest string) (reason string, end int) {
	if why, from := reasonWithMark(rest); from < len(rest) {
		return why, len(rest)
	}
	if to := asMark.end(rest); to >= 0 {
		return trimClause(rest[to:]), len(rest)
	}
	from := clauseStart.end(rest)
	if from < 0 {
		return "", 0
	}
	clause := rest[from:]
	if cut, _ := nextClause(clause); cut > 0 {
		clause = clause[:cut]
	}
	if strings.Count(strings.TrimSpace(clause), " ") == 0 || !whyMark().MatchString(clause) || otherMark().MatchString(clause) {
		return "", 0
	}
	return strings.Trim(trimClause(clause), "() "), from + len(clause)
}

// reasonBefore returns the reason told before a call-back in its sentence:
// "because the budget is frozen, call back in May".
func reasonBefore(head string) string {
	from := 0
	for end := 0; end < len(head); {
		from = end
		end += max(sentenceEnd(head[end:]), 1)
	}
	head = head[from:]
	_, at := becauseMark.find(head)
	if at < 0 {
		if at, _ = waitingMark.find(head); at < 0 {
			return ""
		}
	}
	why := head[at:]
	if cut, _ := nextClause(why); cut >= 0 {
		return trimClause(why[:cut])
	}
	return ""
}

var (
	becauseMark = worded(`(?:because|cause|cos|coz|bc|due to)\b`)
	waitingMark = worded(`(?:(?:still )?waiting|(?:have|has|need|needs|wants?) to wait) (?:on|for)\b`)
	untilIs     = worded(`(?:until|till) ((?:[\p{L}\d\x27’]+ ){1,4}(?:is|are|has|have|gets?|decides?|approves?|meets?|signs?|starts?|ends?|closes?|moves?|finish(?:es)?)\b.*)`)
	asMark      = leading(`[ ,;–—-]*(?:as|since|given that|once|when)\b| ?:`)
	clauseStart = leading(` ?(?:[,;(:–—]|-+ |\.\.+) ?`)
	// whyMark and otherMark part "board meets then" from "she said".
	whyMark = phrase(`\bthen\b|\b(?:is|are|will|has|have|'s|'re|gets?|meets?|starts?|ends?|closes?|opens?|decides?|needs?|expires?|renews?|runs? out|moves?|merges?|changes?|launch(?:es)?|` +
		`budgets?|board|busy|audit|freeze|frozen|reorg\w*|merger|travel\w*|holidays?|leave|vacation|sick|away|approval|legal|procurement|renewal|migration|moving|hiring|fiscal|funding|sign-?off|new|year-?end|swamped|short-staffed|contract|restructur\w*)\b`)
	otherMark = phrase(`^ ?(?:(?:he|she|they|it) (?:said|says|told|asked|likes?|wants?)|said|says|asked|told|i|i'll|we|we'll|left|sent|send|e-?mail(?:ed)?|call(?:ed)?|spoke|met|next|will|ask|bring|prepare|check|mention|ok|please|pls|thanks|very|not interested|value|worth|if|or)\b|\b(?:demo|voicemail|vm)\b`)
)

// blankSpace reports whether a text has no words.
func blankSpace(text string) bool { return strings.Trim(text, " \t\r\n.,;:()–—-") == "" }
