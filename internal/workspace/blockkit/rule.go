package blockkit

import (
	"math"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"
)

// rule checks the JSON value v found at a pointer and reports to c.
type rule func(c *checker, at string, v any)

// unlimited is the upper end of a range that has none.
const unlimited = math.MaxInt32

func anything(*checker, string, any) {}

func boolean(c *checker, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.report(at, "must provide a boolean")
	}
}

func number(c *checker, at string, v any) {
	if _, ok := v.(float64); !ok {
		c.report(at, "must provide a number")
	}
}

func integer(least, most float64) rule {
	return func(c *checker, at string, v any) {
		n, ok := v.(float64)
		switch {
		case !ok || n != math.Trunc(n):
			c.report(at, "must provide an integer")
		case n < least:
			c.report(at, "must be greater than or equal to %.0f", least)
		case n > most:
			c.report(at, "must be less than or equal to %.0f", most)
		}
	}
}

// str is a string of least to most characters.
func str(least, most int) rule {
	return func(c *checker, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.report(at, "must provide a string")
			return
		}
		c.length(at, s, least, most)
	}
}

func (c *checker) length(at, s string, least, most int) {
	switch n := utf8.RuneCountInString(s); {
	case n < least:
		c.report(at, "must be more than %d characters", least-1)
	case n > most:
		c.report(at, "must be less than %d characters", most+1)
	}
}

// format is a string that matches an expression.
func format(expression string) rule {
	re := regexp.MustCompile(expression)
	return func(c *checker, at string, v any) {
		if s, ok := v.(string); !ok || !re.MatchString(s) {
			c.report(at, "failed to match schema")
		}
	}
}

// clock is a date or a time of day, with a zero before single digits.
func clock(layout string) rule {
	return func(c *checker, at string, v any) {
		s, _ := v.(string)
		if _, err := time.Parse(layout, s); err != nil || len(s) != len(layout) {
			c.report(at, "failed to match schema")
		}
	}
}

// enum is one of a few fixed strings.
func enum(values ...string) rule {
	return func(c *checker, at string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			c.report(at, "must be a valid enum value")
		}
	}
}

// list is an array of least to most items, each under a rule. The items of an
// array that is too long are checked all the same.
func list(least, most int, each rule) rule {
	return func(c *checker, at string, v any) {
		items, ok := v.([]any)
		if !ok {
			c.report(at, "must provide an array")
			return
		}
		switch n := len(items); {
		case n < least:
			c.report(at, "must provide at least %d items", least)
		case n > most:
			c.report(at, "no more than %d items allowed", most)
		}
		for i, v := range items {
			each(c, item(at, i), v)
		}
	}
}
