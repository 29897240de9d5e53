package blockkit

import (
	"maps"
	"slices"
)

// shape is a JSON object: its fields and what they may hold.
type shape struct {
	on     surface // for blocks: where Slack shows them
	fields []field // in the order in which problems are reported
	open   bool    // more fields are allowed; for what is too new to be known fully
	also   whole
}

// with is the shape with checks of the whole object.
func (s shape) with(checks ...whole) shape {
	s.also = all(checks...)
	return s
}

type field struct {
	name     string
	rule     rule
	required bool
}

func need(name string, r rule) field { return field{name, r, true} }
func may(name string, r rule) field  { return field{name, r, false} }

// is makes a rule of a shape. The field "type" is looked at by whoever chose
// the shape.
func is(s shape) rule {
	return func(c *checker, at string, v any) {
		if o, ok := v.(map[string]any); ok {
			c.object(at, o, s, "type")
		} else {
			c.report(at, "must provide an object")
		}
	}
}

// object checks o against s; the known fields have been checked already.
func (c *checker) object(at string, o map[string]any, s shape, known ...string) {
	for _, f := range s.fields {
		v, given := o[f.name]
		switch {
		case given:
			f.rule(c, member(at, f.name), v)
		case f.required:
			c.report(at, "missing required field: %s", f.name)
		}
		known = append(known, f.name)
	}
	if !s.open {
		for _, name := range slices.Sorted(maps.Keys(o)) {
			if !slices.Contains(known, name) {
				c.report(at, "invalid additional property: %s", name)
			}
		}
	}
	if s.also != nil {
		s.also(c, at, o)
	}
}

// typed finds the type of the object v, which chooses its shape. It reports
// and returns false for what is no object or has no type.
func (c *checker) typed(at string, v any) (o map[string]any, kind string, ok bool) {
	o, ok = v.(map[string]any)
	if !ok {
		c.report(at, "must provide an object")
		return nil, "", false
	}
	if _, given := o["type"]; !given {
		c.report(at, "missing required field: type")
		return nil, "", false
	}
	if kind, ok = o["type"].(string); !ok {
		c.report(member(at, "type"), "must provide a string")
	}
	return o, kind, ok
}

// variant is an object whose type chooses among a few shapes.
func variant(shapes map[string]shape) rule {
	return func(c *checker, at string, v any) {
		o, kind, ok := c.typed(at, v)
		if !ok {
			return
		}
		s, known := shapes[kind]
		if !known {
			c.unsupported(at, kind)
			return
		}
		c.object(at, o, s, "type")
	}
}

// unsupported reports an object whose type Slack knows not, or not there.
func (c *checker) unsupported(at, kind string) {
	c.report(member(at, "type"), "unsupported type: %s", kind)
}
