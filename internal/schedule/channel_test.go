package schedule

import "testing"

func TestAChannelThatIsSetLaterGetsTheNextDigest(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.posts("")
		h.until(4, 12, 0)
		h.posts("news")
		h.until(14, 0, 0)
		h.want("digest:Cnews:2026-W45 at Fri 16:00", "digest:Cnews:2026-W46 at Fri 16:00")
	})
}

func TestWeeksWithoutAChannelAreNotMadeUpFor(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.until(7, 0, 0)
		h.posts("")
		h.until(23, 12, 0)
		h.posts("sales")
		h.until(28, 0, 0)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "digest:Csales:2026-W48 at Fri 16:00")
	})
}
