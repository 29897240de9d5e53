package slack

import "dealcoach/internal/coach"

// homeAway says on the Home tab that its owner is away.
func homeAway(s *sheet, c call, r coach.Rep) {
	if r.Away(c.today()) {
		s.row("away", awayWords(r, c.today()), button(doBack, "-", "I'm back"))
	}
}
