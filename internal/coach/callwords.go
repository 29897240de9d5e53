package coach

const somebody = `(?: (?:me|us|him|her|them|you|it))?`

var (
	// callBackMark matches the words that ask for a call, whatever follows.
	callBackMark = marking(
		`(?:call|ring|phone)`+somebody+`(?: ?|-)back`, `calling back`, `be called back`, `call(?:ed)? back requested`,
		`(?:call|ring|phone|try)`+somebody+` again`, `cb`, `c/b`,
		`get(?:ting)? back`+somebody+`(?: (?:to|with) (?:me|us|him|her|them))`, `come back to (?:me|us|him|her|them)`,
		`(?:wants?|wanted|needs?|would like|would prefer|prefers?|requests?|requested|asked for|asks for|asking for) (?:a|another) (?:call ?back|call|ring|chat|ring back)`,
		`give`+somebody+` an?(?:other)? (?:call|ring|bell|shout|buzz)`,
	)
	// callMark matches words that ask for a call when a day follows at once.
	callMark = marking(
		`(?:call(?:ing)?|ring(?:ing)?|phone|try(?:ing)?(?: again)?|chas(?:e|ing)|contact|ping|nudge|bump|remind|e-?mail|text|message)(?: up)?`,
		`follow(?: ?|-)?(?:ing )?up`, `f/u`, `fu`, `reminder`, `check(?:ing)? (?:back|in)`, `(?:circle|loop|swing) back`, `touch base`, `reach(?: back)? out(?: again)?`,
		`reconnect`, `re-?visit(?:ing)?`, `re-?discuss`, `re-?assess`, `re-?evaluate`, `reconvene`, `resume`, `snooze`, `pause`, `get back`, `come back`, `(?:get |be |keep )?in touch`, `catch up`,
		`(?:speak|talk|chat|discuss|connect|look(?: at (?:it|this))?|ask|pick (?:it|this|things) up|interested|consider (?:it|this))(?: again)?`,
		`let (?:me|us) know`, `hear(?: back)?(?: from (?:him|her|them))?`, `decid(?:e|es|ing)`, `decision`, `(?:re)?approach(?: them)?(?: again)?`,
		`not (?:before|until|till)`, `(?:don't|do not) (?:call|ring|try|contact)(?: (?:me|us|him|her|them))? (?:before|until|till)`, `nothing (?:before|until|till)`, `no sooner than`,
	)
	putOffMark = marking(`(?:call|try|ring|ask|speak|talk|chat|revisit|maybe|perhaps|again|reach out|follow up|touch base|contact` + somebody + `)` + somebody + ` (?:later|soon|some ?time|another time|some other time|at some point|down the road|in the future)(?: on)?|` +
		`put(?:ting)? (?:it |this |us |me |things )?off|postponed|not (?:a good|the right) time|not (?:right )?now|bad tim(?:e|ing)|maybe later`)
	// aCall sees that a call or e-mail is a thing, before it.
	aCall = worded(`(?:(?:a|an|the|my|our|his|her|this|that|sent|great|good|nice|long|short|quick|first|second|final|intro|introductory|discovery|demo|review|sales|zoom|teams|video|conference|board|prep|` +
		`kick-?off|per|via|by|during|after|before|had|got|follow-?up|next|on|left|booked|scheduled|missed)) $`)
	withSomebody = leading(` (?:w/|with |from )`)
	anEvent      = worded(`(?:demo|meeting|mtg|workshop|lunch|dinner|visit|trial|pilot|presentation|pitch|booked|scheduled|arranged|agreed|confirmed|planned|was|were|went|had|did|said)\b`)
	breaks       = phrase(`[,;:(–—]| - |\b(?:but|then|and)\b`)
	backThen     = leading(somebody + ` then\b`)
	noGood       = leading(` (?:is|was|isn't|are|aren't|doesn't|does not|didn't|won't|will not|not|went|had|no good|bad|out)\b`)
	aboutTime    = leading(somebody + `[ ,]*(?:after|when|once|in (?:the|a|an|due|some|few|several|\d+)|next|until|till|til|before|around|at \d+\w*|later|soon|some ?time|end|mid|early|late|as soon as|another time|some other|again)\b`)
	filler       = phrase(`(?:[\s,.;:!()]|\b(?:maybe|perhaps|probably|around|again|please|pls|then|earliest|at least|about|at the earliest|or so|some ?time|only|to|the)\b|^(?:ok|and|or)\b|[–—-])`)
	today        = leading(`\W*(?:today|tonight|now|this morning)\W*$`)
)

var (
	// returnMark matches what ends on a day.
	returnMark = marking(
		`until`, `till`, `til`, absence,
		`(?:put|push|mov|postpon|delay|defer|shift|kick)(?:e?d|e|ing|es|s)?(?: (?:it|this|that|us|me|things|everything|back|off|out|the (?:decision|project|purchase|deal|start|launch)))* (?:to|for|into|by)`,
		`postponed`, `deferred`, `delayed`,
		`(?:is |are |be |s |re |due |only |he |she |they |him |her |leave |holiday |vacation |office )back`+whence,
		`returns?`, `returning`, `said`, `says`, `maybe`, `perhaps`, `probably`, `rather`, `better`, `best`, `suggests?`, `suggested`, `prefers?`, `preferred`, `proposed`, `asked for`,
		`too (?:early|soon|busy)(?: (?:right )?now)?`, `not (?:right )?now,?(?: but)?`, `available(?: again)?(?: from)?`, `free(?: again)?(?: from)?`, `ready`, `interested,? but`, `earliest`, `on hold`, `back`+whence,
	)
	isUntil    = leading(`(?:until|till|til)$`)
	isAway     = leading(`(?:` + absence + `)$`)
	holdsUntil = worded(`(?:contract|licen[cs]es?|subscription|agreement|valid|offer|quote|price|runs?|locked|tied|open|here|available|free|in the office|works?|working|good|covered|paid|call|callback|demo|meeting)\b`)
	lasts      = leading(`(?:for|through|thru)\b`)
	rangeMark  = leading(` ?(?:-|–|—|to\b|until\b|till\b) ?`)
)

const (
	absence = `ooo|out(?: of (?:the )?office)?|away|off(?: sick)?|on (?:\w+ )?(?:leave|holidays?|hols|vacation)|pto|travell?ing|abroad|sick`
	whence  = `(?: again)?(?: in(?: the office)?| at work| at (?:his|her) desk| from (?:\w+ )?(?:leave|holidays?|vacation|trip|\w+))?`
)
