package blockkit

import "strconv"

// whole checks an object as a whole, after its fields.
type whole func(c *checker, at string, o map[string]any)

// either reports an object that has none of the fields.
func either(a, b string) whole {
	return func(c *checker, at string, o map[string]any) {
		if o[a] == nil && o[b] == nil {
			c.report(member(at, "type"), "must define either `%s` or `%s`", a, b)
		}
	}
}

// exactlyOne reports an object that has none or both of the fields.
func exactlyOne(a, b string) whole {
	return func(c *checker, at string, o map[string]any) {
		either(a, b)(c, at, o)
		if o[a] != nil && o[b] != nil {
			c.report(at, "must define only one of `%s` and `%s`", a, b)
		}
	}
}

// all joins checks of a whole object; nil is none.
func all(checks ...whole) whole {
	return func(c *checker, at string, o map[string]any) {
		for _, check := range checks {
			if check != nil {
				check(c, at, o)
			}
		}
	}
}

// ordered reports a lower limit that is above the upper one.
func ordered(low, high string) whole {
	return func(c *checker, at string, o map[string]any) {
		least, hasLeast := amount(o[low])
		most, hasMost := amount(o[high])
		if hasLeast && hasMost && least > most {
			c.report(member(at, low), "must be less than or equal to `%s`", high)
		}
	}
}

// amount reads a number, or one in a string.
func amount(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		n, err := strconv.ParseFloat(v, 64)
		return n, err == nil
	}
	return 0, false
}
