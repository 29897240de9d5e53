package coach

import (
	"strings"
	"unicode/utf8"
)

// toldAmount matches what may be an amount in a sentence. A space may keep
// thousands apart only beside a sign.
var toldAmount = leading(`\d[\d.,\x27’]*(?:(?: \d{3})+(?: ?(?:[$€£]|eur|usd|gbp|chf)\b)|(?: ?(?:k|m|mn|bn|grand|thousand|million)\b))?` +
	`(?: ?(?:[$€£¥₹]|(?:euros?|dollars?|pounds?|quid|bucks|usd|eur|gbp|chf)\b))?`)

var (
	signedThousands = leading(`\d{1,3}(?: \d{3})+`)
	amountUnit      = phrase(` ?(k|m|mn|bn|grand|thousand|million)\b`)
	currencyWord    = phrase(` ?(?:euros?|dollars?|pounds?|quid|bucks|usd|eur|gbp|chf|[$€£¥₹])$`)
	counted         = leading(` ?(?:%|percent|/ ?(?:m|mo|month|user|seat|head|hour|h|day)\b|per (?:month|user|seat|head|hour|day)|(?:a|each) (?:month|user|seat)|each\b|monthly|pm\b|` +
		`off\b|discount|less\b|cheaper|(?:active |new )?(?:users?|employees|staff|people|seats?|licen[cs]es?|units?|visitors?|customers?|contacts?|records?|followers|` +
		`downloads?|devices?|items?|pieces|pcs|km|miles|sqm|leads|calls|mails|run\b|race\b))`)
	lessened = phrase(`(?:discount of|minus|saved?|saves|cut|less|off by|down by|knock(?:ed)? off) $`)
)

// theirs finds that the amount which follows is somebody else's price.
var theirs = worded(`(?:competitors?|competition|rivals?|other (?:vendor|supplier|offer|bidder)s?|the others?|somebody else|someone else|elsewhere)\b[^.;!?]*$`)

// isLessened reports whether the text before an amount makes it a discount.
func isLessened(head string) bool {
	words := strings.TrimRight(head, " \t\n\f\r")
	return words != "" && strings.IndexByte(",.;:([-", words[len(words)-1]) < 0 && lessened().MatchString(ending(head))
}

// clauseLength is how many bytes before an amount may tell whose it is.
const clauseLength = 60

// findAmount returns the last amount of money told in a text: 12k, $12,000,
// 3,5k, 1.2 million. A bare number is none, nor are dates, times, shares,
// phone numbers, what is counted otherwise, discounts, and prices per month or
// head; and 3M is a company.
func findAmount(text string) (value Money, ok bool) {
	for to := 0; ; {
		from := strings.IndexAny(text[to:], "0123456789")
		if from < 0 {
			return value, ok
		}
		from += to
		to = from + toldAmount.end(text[from:])
		sign := signBefore(text[:from])
		if sign == 0 && strings.Trim(text[from:to], "0123456789., ") == "" && !strings.Contains(text[from:to], ",") {
			continue // a bare number
		}
		if sign > 0 {
			to = max(to, from+signedThousands.end(text[from:]))
			from -= sign
		}
		word := strings.TrimRight(text[from:to], ".,'’ ")
		to = max(from+len(word), from+1)
		if theirs.in(text[max(0, from-clauseLength):from]) {
			continue
		}
		if !standsAlone(text, from, to) || counted.begins(text[to:]) || isLessened(text[:from]) || word == "3M" {
			continue
		}
		if v, money := readTold(word); money {
			value, ok = v, true
		}
	}
}

// signBefore returns how long the currency's sign or code is that a text ends
// with, and the space behind it.
func signBefore(head string) int {
	trimmed := strings.TrimRight(head, " ")
	if trimmed == "" || len(head)-len(trimmed) > 1 {
		return 0
	}
	for _, sign := range currencySigns {
		if from := len(trimmed) - len(sign); from >= 0 && strings.EqualFold(trimmed[from:], sign) {
			return len(head) - from
		}
	}
	return 0
}

var currencySigns = strings.Split(strings.NewReplacer("[", "", "]", "", `\`, "", "$€£¥₹", "$|€|£|¥|₹").Replace(currencies), "|")

// readTold reads an amount with the words people put around it. It asks the
// expressions only about endings that they could match.
func readTold(word string) (Money, bool) {
	bare := word
	if strings.IndexByte("0123456789kKmMnN", word[len(word)-1]) < 0 {
		bare = currencyWord().ReplaceAllString(word, "")
	}
	signed := bare != word
	if len(strings.TrimLeft(bare, "0123456789.,")) > 1 {
		bare = amountUnit().ReplaceAllStringFunc(bare, shortUnit)
	}
	spaced, joined := strings.ContainsAny(bare, " \t\n"), bare
	if strings.ContainsAny(bare, " \t\n\f\r") {
		joined = strings.Join(strings.Fields(bare), "")
	}
	a, ok := readAmount(joined)
	if !ok || spaced && !signed && !hasSign(bare) {
		return 0, false
	}
	return a.value, signed || hasSign(bare) || isAmountUnit(bare) || isThousands(bare)
}

// shortUnit writes an amount's unit as readAmount knows it.
func shortUnit(unit string) string {
	switch unit = strings.ToLower(strings.TrimSpace(unit)); unit {
	case "grand", "thousand":
		return "k"
	case "million":
		return "m"
	}
	return unit
}

func hasSign(word string) bool { return !strings.ContainsAny(word[:1], "0123456789") }

func isAmountUnit(word string) bool { return strings.ContainsAny(word[len(word)-1:], "kKmMnN") }

// isThousands reports whether a number is written 12,000, which a point, as in
// 12.000, does not make clear.
func isThousands(word string) bool {
	_, tail, ok := strings.Cut(word, ",")
	return ok && len(tail) >= 3
}

// standsAlone reports whether an amount is no part of a longer number or word.
// "10-12k" is an amount, "-12k" none.
func standsAlone(text string, from, to int) bool {
	last, _ := utf8.DecodeLastRuneInString(text[:from])
	next, size := utf8.DecodeRuneInString(text[to:])
	if from > 0 && (isWordRune(last) || strings.ContainsRune("+#:/.,", last)) {
		return false
	}
	if from > 1 && (last == '-' || last == '−') && !strings.ContainsAny(text[from-2:from-1], "0123456789kKmM") || from == 1 && last == '-' {
		return false
	}
	if to == len(text) {
		return true
	}
	behind, _ := utf8.DecodeRuneInString(text[to+size:])
	return !isWordRune(next) && next != '%' && !(strings.ContainsRune("/:-.,", next) && behind >= '0' && behind <= '9' && next != '-')
}
