package coach

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

// CallLine is what was understood of a call told in one line.
type CallLine struct {
	// Attempt says that nobody was reached; otherwise it was a touch.
	Attempt bool
	// CallBack is when they asked to be called again, Reason why. It is no date
	// when none was understood, or none that is ahead; it may be today.
	CallBack Date
	Reason   string
	// NoDate says that they asked to be called again or put it off, and neither
	// for that nor for a next step was a date understood.
	NoDate bool
	// NextStep is what comes next, in the rep's words, and NextOn its date.
	NextStep string
	NextOn   Date
	// At is the time of the call-back, or else of the next step, when HasTime.
	At      Clock
	HasTime bool
	// Value is the last amount told, when HasValue.
	Value    Money
	HasValue bool
	// Note is the whole text as typed, so that nothing is lost.
	Note string
}

// ParseCall reads a call told in one English line; now is in the zone of the
// person who wrote it. It understands, in any order,
//
//   - who was not reached: "left a vm", "no answer", "e-mailed";
//   - when to call again and why: "call back <when> [because <reason>]", "try
//     thu pm", "put off till Sept", "ooo until 7 Jan", or a day alone;
//   - what comes next: "next step <words> [<when>]", "demo on Thursday";
//   - an amount: "12k", "$12,000".
//
// What it did not understand is in the note like all the rest.
func ParseCall(text string, now time.Time) CallLine {
	line := CallLine{Note: text}
	line.Value, line.HasValue = findAmount(text)
	told := text // without the next step
	var back asked
	var next nextStep
	if s, ok := findStep(text); ok {
		next = readStep(text[s.from:s.to], now)
		step := text[s.from:s.to]
		back = readMarks(step, now, callBackMark.all(step), false)
		// What is still to be done did not happen in this call.
		told = text[:s.mark] + "\n" + text[s.to:]
	}
	if b := readCallBack(told, now); !back.dated || b.dated {
		back = b
		rest := blank(told, b.start, b.stop)
		if next.words == "" {
			next = findDoing(rest, now)
			rest = blank(rest, next.start, next.stop)
		}
		if !back.dated {
			back = back.or(readReturn(rest, now))
		}
	}
	if !back.dated && next.words == "" {
		back = back.or(readDayAlone(text, now))
	}
	line.CallBack, line.Reason = back.when.On, back.reason
	line.NextStep, line.NextOn = next.words, next.when.On
	line.NoDate = back.undated && !back.dated && next.when.On.IsZero()
	for _, w := range []When{next.when, back.when} {
		if w.HasTime {
			line.At, line.HasTime = w.At, true
		}
	}
	line.Attempt = tellsAttempt(told)
	return line
}

// sentenceEnd returns where the first sentence of a text ends.
func sentenceEnd(text string) int {
	for from := 0; ; from++ {
		mark := strings.IndexAny(text[from:], ".!?;\r\n")
		if mark < 0 {
			return len(text)
		}
		from += mark
		if sentenceMark.begins(text[from:]) && (text[from] != '.' || !shortened().MatchString(ending(text[:from]))) {
			return from // but not "on 24. November", "ask Dr. Lee"
		}
	}
}

// maxMarks bounds the work on a text that says "call back" all over.
const maxMarks = 8

// ending returns enough of a text's end to see its last word or two.
func ending(text string) string { return text[max(0, len(text)-20):] }

// phrase compiles text when it is first used. A space stands for any number of
// them, an apostrophe for either kind or none, and case does not matter.
func phrase(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("(?i)" + loose.Replace(text))
	})
}

var (
	denied       = worded(`(?:(?:not|never|no|nor|without|without a|be|cannot|no need to)|\w*n't) $`)
	sentenceMark = leading(`\.(?:\s+\p{Lu}|\s*$)|[!?;](?:\s|$)|[\r\n]`)
	shortened    = phrase(`(?:^|[^\p{L}\d])(?:\d{1,2}|\p{L}|mr|mrs|ms|dr|st|no|vs|prof|approx)$`)
)
