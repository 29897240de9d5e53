package coach

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// maxMoney is the most that an amount may be: a hundred thousand million of
// the currency. What a whole team has open stays far below the largest number
// that is exact everywhere.
const maxMoney Money = 1e13

// ParseMoney reads one word as an amount: 12000, 12k, 3,5k, $12,000, €1.2m,
// 1,250.50, 1.250,50, USD12k, 12kEUR. The currency is always the team's, so a
// sign or code says nothing more. A comma or point before three digits keeps
// thousands apart, else it is the decimal one; before k, m or bn a point is
// always decimal. What goes beyond hundredths is dropped. It is false for all
// else, and for what is negative or more than a hundred thousand million.
func ParseMoney(text string) (Money, bool) {
	a, ok := readAmount(text)
	return a.value, ok
}

// amount is an amount as it was written.
type amount struct {
	value Money
	bare  bool // nothing but digits
}

func readAmount(text string) (amount, bool) {
	// Most are written 12k, which the pattern need not be asked about.
	if digits := len(text) - len(strings.TrimLeft(text, "0123456789")); digits > 0 {
		if unit, ok := amountUnits[strings.ToLower(text[digits:])]; ok {
			return wholeAmount(text[:digits], "", unit, text)
		}
	}
	m := amountPattern().FindStringSubmatch(text)
	if m == nil {
		return amount{}, false
	}
	whole, mark, fraction, unit := m[1], m[2], m[3], amountUnits[strings.ToLower(m[4])]
	if mark != "" && strings.Contains(whole, mark) {
		return amount{}, false // 1,250,50
	}
	if head, tail, ok := strings.Cut(whole, "."); ok && unit > 1 && fraction == "" && !strings.Contains(tail, ".") {
		whole, fraction = head, tail // 1.125m
	}
	if unit == 1 && len(fraction) > 2 {
		return amount{}, false
	}
	return wholeAmount(whole, fraction, unit, text)
}

// wholeAmount makes an amount of the digits of text before and behind its
// decimal mark, and what its unit multiplies them with.
func wholeAmount(whole, fraction string, unit int64, text string) (amount, bool) {
	n, err := strconv.ParseInt(thousandsApart.Replace(whole), 10, 64)
	if err != nil || n > int64(maxMoney)/100/unit {
		return amount{}, false
	}
	value := n * 100 * unit
	for size := 10 * unit; fraction != "" && size > 0; size /= 10 {
		value += int64(fraction[0]-'0') * size
		fraction = fraction[1:]
	}
	if value > int64(maxMoney) {
		return amount{}, false
	}
	return amount{Money(value), whole == text}, true
}

var amountPattern = sync.OnceValue(func() *regexp.Regexp {
	const sign = `(?:` + currencies + `)?`
	const number = `(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:['’]\d{3})+|\d+)(?:([.,])(\d+))?`
	return regexp.MustCompile(`(?i)^` + sign + number + `(k|m|mn|bn)?` + sign + `$`)
})

const currencies = `US\$|[$€£¥₹]|USD|EUR|GBP|CHF|JPY|INR|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|` +
	`UAH|RUB|ZAR|MWK|BRL|ARS|MXN|CNY|HKD|SGD|KRW|ILS|AED|SAR`

var amountUnits = map[string]int64{"": 1, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}

var thousandsApart = strings.NewReplacer(",", "", ".", "", "'", "", "’", "")
