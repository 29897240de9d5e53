package blockkit

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// FuzzCheck gives anything at all to the checks. They must not panic, say the
// same thing twice, and point at something in the payload or right next to it.
func FuzzCheck(f *testing.F) {
	for _, b := range everyBlock {
		f.Add(`[` + b.block + `]`)
	}
	for _, e := range everyElement {
		f.Add(section(e.element))
		f.Add(modal1(`"blocks":` + input(e.element)))
	}
	f.Add(`[{"type":"section","text":{"type":"mrkdwn","text":"x"},"fields":[]}]`)
	f.Add(`{"type":"modal","title":null,"blocks":[{"type":"input","element":{"type":"static_select","options":[{}],"option_groups":[1]}}]}`)
	f.Add(`[{"type":"data_table","rows":[[{"type":"action_cell"}],7]},{"type":"layout","rows":[{"items":[{"block":null}]}]}]`)
	f.Add(`{"options":[` + option1 + `,{}],"option_groups":[{"label":1}]}`)
	f.Add(`[{"blocks":[{"type":"divider"}],"fields":7},{"blocks":{}}]`)
	f.Fuzz(func(t *testing.T, text string) {
		payload := []byte(text)
		for root, check := range map[string]func(json.RawMessage) []Problem{
			"blocks": CheckMessage, "attachments": CheckAttachments, "view": CheckView,
		} {
			problems := check(payload)
			if again := check(payload); !slices.Equal(problems, again) {
				t.Fatalf("%v and then %v", problems, again)
			}
			for _, p := range problems {
				if p.Message == "" || !resolves(map[string]any{root: read(payload)}, p.Pointer) {
					t.Fatalf("%v points nowhere in %s", p, text)
				}
			}
		}
		for _, p := range CheckSuggestions(payload) {
			if p.Message == "" || !resolves(read(payload), p.Pointer) {
				t.Fatalf("%v points nowhere in %s", p, text)
			}
		}
		TextLength(payload)
	})
}

// resolves tells whether a pointer leads to something in v, or to a field that
// an object in it lacks.
func resolves(v any, pointer string) bool {
	if pointer == "" {
		return true
	}
	steps := strings.Split(pointer, "/")
	if steps[0] != "" {
		return false
	}
	for i, step := range steps[1:] {
		switch in := v.(type) {
		case map[string]any:
			next, ok := in[step]
			if !ok {
				return i == len(steps)-2
			}
			v = next
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n < 0 || n >= len(in) || strconv.Itoa(n) != step {
				return false
			}
			v = in[n]
		default:
			return false
		}
	}
	return true
}
