package schedule

import (
	"fmt"
	"testing"

	"dealcoach/internal/coach"
)

// The digest is on Friday at 16:00 in Berlin.
func TestOnTheEveOfADigestRepsSeeWhatItWillName(t *testing.T) {
	tests := []struct {
		story string
		goes  func(h *house)
		want  string // the prompt of Thursday: its cards and the closed deals in it
	}{
		{"with nothing else to say, the closed deals are all of it", func(h *house) {
			h.closes("U1", coach.Won)
			h.until(2, 8, 1)
			h.closes("U1", coach.Lost)
		}, "cards [], ended [1 2]"},
		{"nobody else's", func(h *house) { h.closes("U2", coach.Won) }, "none"},
		{"nothing was closed", func(*house) {}, "none"},
		{"a reopened one is out of it", func(h *house) {
			h.closes("U1", coach.Won)
			h.until(2, 8, 1)
			h.closes("U1", coach.Won)
			h.until(3, 10, 0)
			h.reopens(1)
		}, "cards [], ended [2]"},
		{"there is no channel", func(h *house) {
			h.closes("U1", coach.Won)
			h.posts("")
		}, "none"},
		{"the digest was posted early, and goes on to be written", func(h *house) {
			h.closes("U1", coach.Won)
			h.until(3, 10, 0)
			h.postsEarly(settings())
		}, "cards [], ended [1]"},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			inBubble(t, 2, func(h *house) {
				h.until(2, 8, 0)
				tt.goes(h)
				h.until(5, 9, 1)
				if got := h.foretold("prompt:U1:2026-11-05"); got != tt.want {
					h.Errorf("Thursday's prompt has %s, want %s", got, tt.want)
				}
				for _, other := range []string{"prompt:U1:2026-11-04", "prompt:U1:2026-11-06"} {
					h.until(6, 17, 0)
					if got := h.foretold(other); got != "none" {
						h.Errorf("%s has %s, want none", other, got)
					}
				}
			})
		})
	}
}

// foretold tells what a prompt says.
func (h *house) foretold(id string) string {
	p, err := h.store.Prompt(h.Context(), id)
	if err != nil {
		return "none"
	}
	cards := []int64{}
	for _, c := range p.All() {
		cards = append(cards, c.Deal)
	}
	return fmt.Sprintf("cards %v, ended %v", cards, p.Ended)
}

func TestTheEveIsASectionOfTheOnePrompt(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1") // quiet from the 10th on; prompted then
		h.until(9, 10, 0)
		h.closes("U1", coach.Won)
		h.until(10, 8, 0)
		h.rep("U1", func(r *coach.Rep, a coach.Act) error {
			return r.LeaveUntil(a, coach.Date{Year: 2026, Month: 11, Day: 12})
		})
		h.until(13, 15, 0)
		if got, want := h.foretold("prompt:U1:2026-11-12"), "cards [1], ended [2]"; got != want {
			h.Errorf("Thursday's prompt has %s, want %s", got, want)
		}
		d, err := h.store.Deal(h.Context(), 2)
		if err != nil || d.Nudge.Prompt != "prompt:U1:2026-11-12" || d.Nudge.Count != 0 {
			h.Errorf("the closed deal is shown by %+v, %v", d.Nudge, err)
		}
	})
}
