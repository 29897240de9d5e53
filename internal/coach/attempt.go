package coach

import "strings"

// attemptMark matches the words of somebody who reached nobody.
var attemptMark = phrase(`\b(?:` + strings.Join([]string{
	`voice ?mails?`, `voice message`, `l?vm`, `answering machine`, `n/a`,
	`left (?:(?:him|her|them) )?(?:an? |another )?(?:message|msg|word)`,
	`no (?:answer|reply|response|luck|pick(?: ?|-)up)`,
	`(?:no ?one|nobody) (?:there|in|answer(?:s|ed)|pick(?:s|ed) up)`,
	`(?:did|could|can|do|does|was|were|has|have|had)(?: not|n't) (?:able to |been able to )?` + reaching,
	`(?:cannot|never|not|failed to|unable to) ` + reaching,
	`not in(?: ?$| ?[,.;:!?)–—-]| (?:the )?office| today| yet| right now| at the moment| until| till| this| call| ring| try| next)`,
	`out of (?:the )?office`, `(?:line|phone) (?:is |was )?(?:busy|engaged|dead)`, `busy (?:signal|tone|line)`, `rang out`, `went to voice`,
	`tried (?:to )?(?:call|ring|reach|phone|e-?mail|get)\w*`, `tried (?:him|her|them|again|the)`,
	`(?:e-?)?mailed`, `texted`, `messaged`,
	`sent (?:(?:him|her|them) )?(?:an? |another |the )?(?:\w+ )?(?:e-?mail|mail|message|msg|text|sms|linkedin)`,
}, `|`) + `)(?:$|[^\p{L}\d_])`)

const reaching = `(?:reach(?:ed)?|reachable|get (?:hold|through)|got (?:hold|through)|pick(?:ed|ing)? up|` +
	`answer(?:ed|ing)?|respond(?:ed|ing)?|repl(?:y|ied|ying)|available|call(?:ed)? back)`

// touchMark matches the words of somebody who did talk, which count for more:
// "left a vm, then she called back".
var touchMark = phrase(`\b(?:` + strings.Join([]string{
	`(?:spoke|spoken|talked|chatted) (?:to|with|about)`, `met (?:with|him|her|them)`, `had a (?:good |short |long |quick )?(?:chat|call|talk|meeting)`,
	`(?:called|rang|phoned|wrote|(?:e-?)?mailed|texted) (?:me |us )?back`,
	`(?:(?:e-?)?mailed|texted|messaged) (?:me|us)`, `left (?:me|us) an?`,
	`(?:he|she|they) (?:(?:e-?)?mailed|replied|answered|texted|responded|picked up)`,
	`(?:got through|finally reached|reached (?:him|her|them))`,
}, `|`) + `)\b`)
