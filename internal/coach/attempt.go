package coach

// tellsAttempt reports whether a text says that nobody was reached and does
// not say that somebody was. What was sent, or somebody being away, counts for
// less than any word of a talk.
func tellsAttempt(text string) bool {
	missed := attemptMark.in(text)
	if !missed && (talkMark.in(text) || !awayMark.in(text) && !tellsSent(text)) {
		return false
	}
	for _, at := range touchMark.all(text) {
		if !denied.in(ending(text[:at[0]])) {
			return false
		}
	}
	return true
}

// attemptMark matches the words of somebody who reached nobody.
var attemptMark = marking(
	`voice ?mails?`, `voice message`, `l?vm`, `answering machine`, `n/a`, `bounced`, `answerphone`, `dead line`,
	`left (?:(?:him|her|them) )?(?:an? |another )?(?:message|msg|word)`, `left (?:an? |another )?(?:message|msg|word|note) (?:with|for)`,
	`no (?:answer|reply|response|luck|joy|pick(?: ?|-)up|dice)`, `no(?: |-)shows?`,
	`(?:no ?one|nobody) (?:there|in|answer(?:s|ed)|pick(?:s|ed) up)`,
	`(?:did|could|can|do|does|was|were|has|have|had)(?: not|n't) (?:able to |been able to )?`+reaching,
	`(?:cannot|never|not|failed to|unable to) `+reaching,
	`not in(?: ?$| ?[,.;:!?)–—-].*| (?:the )?office| today| yet| right now| at the moment| until| till| this| call| ring| try| next)`,
	`out of (?:the )?office`, `(?:line|phone) (?:is |was )?(?:busy|engaged|dead)`, `busy (?:signal|tone|line)`, `engaged (?:tone|signal)`, `just (?:rang|rings)`,
	`rang (?:out|off)`, `rings out`, `went to voice`, `straight to voice`, `hung up`, `wrong number`, `gatekeeper`, `auto(?: ?|-)?reply`, `ghosted`,
	`tried (?:to )?(?:call|ring|reach|phone|e-?mail|get)\w*`, `tried (?:him|her|them|again|the|\w+ (?:again|twice))`,
	`(?:e-?)?mailed`, `texted`, `messaged`,
	`sent (?:(?:him|her|them) )?(?:an? |another |the )?(?:\w+ )?(?:e-?mail|mail|message|msg|text|sms|linkedin)`,
	`engaged ?(?:$|[,.;])`, `missed (?:him|her|them)`,
)

const reaching = `(?:reach(?:ed)?|reachable|get (?:hold|through)|got (?:hold|through)|pick(?:ed|ing)? up|` +
	`answer(?:ed|ing)?|respond(?:ed|ing)?|repl(?:y|ied|ying)|available|call(?:ed)? back)`

// tellsSent reports whether the rep sent something, which is one way; "she sent
// the order" is not.
func tellsSent(text string) bool {
	return sentMark.in(text) && iSentMark().MatchString(text) || pingMark.in(text)
}

var (
	// sentMark is quick to look for, and stands wherever iSentMark does. Without
	// its s it finds an old long one too, which ignoring case takes for an s.
	sentMark  = worded(`(?:re-?)?s?ent\b`)
	iSentMark = phrase(`(?:^|[,.;:&+–—-] ?|\b(?:i|we|and|have|just|also|then|re|already|i've|we've) )(?:re-?)?sent\b`)
	pingMark  = worded(`(?:dm'?d|pinged|whats-?app(?:ed|'d)|inmailed|nudged|chased)\b`)
)

// awayMark matches the words of a reply that nobody is there.
var awayMark = marking(`ooo|on (?:\w+ )?(?:holidays?|vacation|leave|pto|hols)|off sick|out sick|in a meeting|on pto`)

// talkMark matches any word of a talk.
var talkMark = marking(`spoke|spoken|talked|chatted|said|says|told|asked|agreed|confirmed|discussed|met|answered|replied|picked up|(?:good|great|nice|short|quick|long) (?:call|chat|talk|meeting|demo)|interested|approved`)

// touchMark matches the words of somebody who did talk, which count for more:
// "left a vm, then she called back".
var touchMark = marking(
	`(?:spoke|spoken|talked|chatted) (?:to|with|about)`, `(?:spoke|spoken|talked|chatted) w/`, `met (?:with|him|her|them)`, `had a (?:good |short |long |quick )?(?:chat|call|talk|meeting)`,
	`(?:called|rang|phoned|wrote|(?:e-?)?mailed|texted) (?:me |us )?back`,
	`(?:(?:e-?)?mailed|texted|messaged) (?:me|us)`, `left (?:me|us) an?`,
	`(?:he|she|they) (?:(?:e-?)?mailed|replied|answered|texted|responded|picked up)`,
	`(?:got through|finally reached|reached (?:him|her|them))`, `asked (?:me|us) to`, `told (?:me|us)`, `(?:great|good|nice) (?:call|chat|talk|meeting|demo)`,
)
