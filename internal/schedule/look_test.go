package schedule

import (
	"testing"

	"dealcoach/internal/coach"
)

func TestAQuietDealBringsOnePromptAtNineWhereTheRepIs(t *testing.T) {
	for _, instances := range []int{1, 3} {
		inBubble(t, instances, func(h *house) {
			h.deal("U1")
			h.deal("U2")
			h.until(10, 23, 0)
			h.want(
				"digest:Csales:2026-W45 at Fri 16:00",
				"prompt:U1:2026-11-10 at Tue 09:00",
				"prompt:U2:2026-11-10 at Tue 15:00", // nine in New York
			)
		})
	}
}

func TestOneDigestAWeek(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.until(21, 0, 0)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "digest:Csales:2026-W46 at Fri 16:00", "digest:Csales:2026-W47 at Fri 16:00")
	})
}

func TestWhileSlackIsDownNothingIsLost(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.until(6, 15, 0)
		h.office.fails.Store(true)
		h.until(10, 11, 0)
		h.want()
		h.office.fails.Store(false)
		h.until(10, 11, 1)
		h.want("digest:Csales:2026-W45 at Tue 11:00", "prompt:U1:2026-11-10 at Tue 11:00")
	})
}

func TestAPromptThatComesTooLateIsDropped(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.until(6, 17, 0)
		h.office.fails.Store(true)
		h.until(10, 17, 0) // the end of Tuesday's hours
		h.office.fails.Store(false)
		h.until(11, 9, 1)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-11 at Wed 09:00")
	})
}

func TestWhoIsGoneIsNotPrompted(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.office.gone.Store(true)
		h.until(13, 9, 1)
		h.want("digest:Csales:2026-W45 at Fri 16:00")
	})
}

// Slack takes no posts on Tuesday: what the rep never read comes the next
// morning, not after the back-off.
func TestADroppedPromptDoesNotCount(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.sender.decide(func(d coach.Delivery, _ int) error {
			if d.ID == "prompt:U1:2026-11-10" {
				return coach.ErrDropped
			}
			return nil
		})
		h.until(16, 10, 0)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-11 at Wed 09:00", "digest:Csales:2026-W46 at Fri 16:00",
			"prompt:U1:2026-11-16 at Mon 09:00") // three working days after the one that was read
	})
}
