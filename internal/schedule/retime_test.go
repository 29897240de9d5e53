package schedule

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// saves changes the team's settings, as a manager does in Slack.
func (h *house) saves(change func(*coach.Settings)) {
	h.Helper()
	s := settings()
	change(&s)
	h.team.Store(&s)
	saved, err := h.store.Settings(h.Context())
	if err == nil {
		saved.By, saved.At = "U9", time.Now()
		err = h.store.SaveSettings(h.Context(), time.Now().String(), saved, coach.SettingsTimers(time.Now())...)
	}
	if err != nil {
		h.Fatal(err)
	}
}

// U1 is in Berlin, U2 in New York. Both have been looked at on Monday.
func TestAnEarlierHourCountsFromTheNextMorningOn(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.deal("U1")
		h.deal("U2")
		h.until(9, 20, 0)
		h.saves(func(s *coach.Settings) { s.PromptAt = 8 * 60; s.Work.From = 8 * 60 })
		h.until(10, 23, 0)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-10 at Tue 08:00", "prompt:U2:2026-11-10 at Tue 14:00")
	})
}

func TestALaterHourCountsFromTheNextMorningOnToo(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.until(9, 20, 0)
		h.saves(func(s *coach.Settings) { s.PromptAt = 11 * 60 })
		h.until(10, 23, 0)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-10 at Tue 11:00")
	})
}

func TestOneMoreWorkingDayCountsAtOnce(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.until(6, 20, 0) // a Friday; the deal is quiet from Tuesday on
		h.saves(func(s *coach.Settings) { s.Work.Days[time.Saturday], s.Work.Days[time.Sunday] = true, true })
		h.until(8, 23, 0)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-08 at Sun 09:00")
	})
}

// Own hours and absences are a rep's own: the team's hour changes nothing for them.
func TestOwnHoursAndAbsencesStay(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.deal("U2")
		h.until(9, 12, 0)
		h.rep("U1", func(r *coach.Rep, a coach.Act) error { return r.WorkFrom(a, 10*60, 15*60) })
		h.rep("U2", func(r *coach.Rep, a coach.Act) error { return r.LeaveUntil(a, coach.DateOf(a.At).Add(2)) })
		h.until(9, 20, 0)
		h.saves(func(s *coach.Settings) { s.PromptAt = 8 * 60; s.Work.From = 8 * 60 })
		h.until(11, 23, 0)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-10 at Tue 10:00", "prompt:U2:2026-11-11 at Wed 14:00")
	})
}

func TestAHourThatIsOverTodayPromptsWhoWasNotPromptedYet(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.until(10, 8, 30)
		h.saves(func(s *coach.Settings) { s.PromptAt = 8 * 60; s.Work.From = 8 * 60 })
		h.until(10, 8, 31)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-10 at Tue 08:30")
	})
}
