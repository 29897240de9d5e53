package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/workspace"
)

// input is a field of a form, as people see it.
type input struct {
	Block    string `json:"block_id"`
	Kind     string `json:"type"`
	Label    label  `json:"label"`
	Optional bool   `json:"optional"`
	Element  struct {
		Kind    string `json:"type"`
		Action  string `json:"action_id"`
		Date    string `json:"initial_date"`
		Words   string `json:"initial_value"`
		Options []struct {
			Value string `json:"value"`
		} `json:"options"`
		Chosen struct {
			Value string `json:"value"`
		} `json:"initial_option"`
		Several []struct {
			Value string `json:"value"`
		} `json:"initial_options"`
		Users []string `json:"initial_users"`
	} `json:"element"`
}

func inputsOf(v workspace.View) []input {
	var all []input
	if json.Unmarshal(blocksOf(v), &all) != nil {
		return nil
	}
	return slices.DeleteFunc(all, func(i input) bool { return i.Kind != "input" })
}

// The ways in which each form is filled in, the last one as it is meant to be.
const (
	wayEmpty   = "empty"
	wayLong    = "too long"
	wayPast    = "wrong dates"
	wayForeign = "foreign"
	waySense   = "sensible"
)

var ways = []string{wayEmpty, wayLong, wayPast, wayForeign, waySense}

// foreign is what could break out of a text: a mention of everybody, marks of the
// markup, four-byte characters, and letters that run from the right.
const foreign = "<!channel> *&* 😀 𝔘𝔫 \u202eשלום <@U0NORA> `x`"

// sensible is what somebody would fill in, by field.
var sensible = map[string]string{
	"name": "New Ventures", "company": "Ventures plc", "contact": "Ann Lee", "value": "12k", "benefit": "a day sooner",
	"words": "they look at it", "who": "Jo", "reason": "the board meets then", "line": "ask about money first",
	"real": "a friend of theirs sells it", "hours": "08:00-16:00", "step": "demo with the CFO", "open": "35",
}

// filled fills a form in one of the ways.
func (s *surface) filled(v workspace.View, way string) workspace.Values {
	values := workspace.Values{}
	for _, i := range inputsOf(v) {
		if typed, ok := s.typedInto(v, i, way); ok {
			values[i.Block] = map[string]any{i.Element.Action: typed}
		}
	}
	return values
}

// typedInto is what is typed into a field; false leaves it as it is.
func (s *surface) typedInto(v workspace.View, i input, way string) (any, bool) {
	day := s.demo.clock.Now()
	switch i.Element.Kind {
	case "datepicker":
		switch way {
		case wayEmpty:
			return "", true
		case wayPast:
			return "2020-02-29", true
		case waySense:
			if i.Optional {
				return "", true
			}
		}
		return day.Add(14 * 24 * time.Hour).Format(time.DateOnly), true
	case "plain_text_input":
		switch way {
		case wayEmpty:
			return "", true
		case wayLong:
			return strings.Repeat("longer ", 429)[:3001], true
		case wayForeign:
			return foreign, true
		}
		if v.CallbackID == "settings" && i.Block != "open" || i.Block == "other" || v.CallbackID == "log" && i.Block == "reason" {
			return i.Element.Words, true
		}
		return cmp.Or(i.Element.Words, sensible[i.Block], "a few words"), true
	case "static_select", "radio_buttons":
		if len(i.Element.Options) > 0 && i.Element.Chosen.Value == "" && way != wayEmpty {
			return i.Element.Options[0].Value, true
		}
	case "multi_users_select":
		if way == waySense && len(i.Element.Users) == 0 {
			return []string{nora}, true
		}
	}
	return nil, false
}

// sends fills the open form in one way and sends it. It tells whether the form is
// done: taken, or something else in its place.
func (s *surface) sends(who, way string) (done bool) {
	view, _ := s.demo.workspace.View(who)
	values := s.filled(view, way)
	before := s.looks(who)
	reply, err := s.demo.workspace.Submit(s.Context(), who, values)
	what := "the form " + view.CallbackID + ", " + way
	s.sent++
	switch {
	case err != nil:
		if now, open := s.demo.workspace.View(who); !open || now.ID != view.ID || now.Hash != view.Hash {
			return true // another one came in its place in this moment
		}
		s.Errorf("%s: %v", what, err)
		return true
	case !reply.Acked && len(reply.Errors) > 0:
		return false // Slack itself says what is wrong
	case !reply.Acked || reply.Problem != "":
		s.Errorf("%s: not taken: %s", what, reply.Problem)
		return true
	}
	if len(reply.Errors) > 0 {
		for field, words := range reply.Errors {
			if strings.TrimSpace(words) == "" || never.MatchString(strings.ReplaceAll(words, "<!channel>", "")) { // plain text, which pings nobody
				s.Errorf("%s, at %s: %q", what, field, words)
			}
		}
		s.keeps(what, who, view, values)
		return false
	}
	s.comesOf(what, who, before)
	if now, open := s.demo.workspace.View(who); open && now.ID == view.ID && strings.Contains(string(now.Body), `"Not saved"`) {
		for _, field := range slices.Sorted(maps.Keys(values)) {
			for _, typed := range values[field] {
				if words, ok := typed.(string); ok && len(words) > 4 && way == waySense && !strings.Contains(string(now.Body), words) {
					s.Errorf("%s is not saved, and what was typed into %s is lost:\n%s", what, field, spoken(now))
				}
			}
		}
	}
	return true
}

// keeps checks that a form that came back with an error still holds what was typed.
func (s *surface) keeps(what, who string, before workspace.View, values workspace.Values) {
	now, open := s.demo.workspace.View(who)
	switch {
	case !open:
		s.Errorf("%s: refused, and the form is gone", what)
		return
	case now.ID != before.ID:
		return // another one has opened over it meanwhile
	}
	for block, fields := range values {
		for _, typed := range fields {
			if words, ok := typed.(string); ok && words != "" && !strings.Contains(unquoted(now.Values), words) {
				s.Errorf("%s: refused, and %s has lost %.40q", what, block, words)
			}
		}
	}
}

// unquoted is JSON as people read it.
func unquoted(raw json.RawMessage) string {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	var all []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(v)
	return strings.Join(all, "\n")
}
