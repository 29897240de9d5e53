package coach

import (
	"strconv"
	"strings"
)

// Money is an amount in hundredths of the team's currency: 1200000 is 12,000.
type Money int64

// In writes m with the currency's sign or code, thousands apart, hundredths
// only when there are any: "$12,000", "€1,250.50", "CHF 900".
func (m Money) In(currency string) string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	text := group(int64(m / 100))
	if cents := int64(m % 100); cents != 0 {
		text += "." + strconv.FormatInt(100+cents, 10)[1:]
	}
	if symbol, ok := symbols[currency]; ok {
		return sign + symbol + text
	}
	return sign + currency + " " + text
}

// amount is the money without its currency; empty when there is none.
func (m Money) amount() string {
	if m == 0 {
		return ""
	}
	return strings.TrimSpace(m.In(""))
}

var symbols = map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}

func group(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
