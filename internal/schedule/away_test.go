package schedule

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// U1 goes away on Tuesday evening and comes back on the Monday after.
func TestWhoIsAwayIsPromptedOnTheDayOfTheReturn(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.deal("U1")
		h.until(9, 18, 0)
		h.rep("U1", func(r *coach.Rep, a coach.Act) error { return r.LeaveUntil(a, coach.DateOf(a.At).Add(7)) })
		h.until(16, 8, 59)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "digest:Csales:2026-W46 at Fri 16:00")
		h.until(16, 9, 1)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "digest:Csales:2026-W46 at Fri 16:00", "prompt:U1:2026-11-16 at Mon 09:00")
	})
}

func TestWhoComesBackEarlierIsPromptedAtOnce(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.rep("U1", func(r *coach.Rep, a coach.Act) error { return r.LeaveUntil(a, coach.DateOf(a.At).Add(60)) })
		h.until(11, 11, 0)
		h.rep("U1", func(r *coach.Rep, a coach.Act) error { return r.Return(a) })
		h.until(11, 11, 1)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-11 at Wed 11:00")
	})
}

func TestOwnHoursMoveThePromptAndItsEnd(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.deal("U1")
		h.deal("U2")
		h.rep("U1", func(r *coach.Rep, a coach.Act) error { return r.WorkFrom(a, 7*60, 15*60) })
		h.until(10, 7, 1)
		h.want("digest:Csales:2026-W45 at Fri 16:00", "prompt:U1:2026-11-10 at Tue 07:00")
		p, err := h.store.Prompt(h.Context(), "prompt:U1:2026-11-10")
		if err != nil || p.NotAfter.In(berlin).Format("15:04") != "15:00" {
			h.Errorf("sent until %s, %v, want 15:00", p.NotAfter, err)
		}
	})
}

// Ben is deactivated: whoever looks at the team is told, once, whatever happens to
// his deals afterwards.
func TestManagersAreToldOnceWhoseDealsNobodyLooksAfter(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		d := h.deal("U1")
		if err := h.store.Watch(h.Context(), "U9", true); err != nil {
			h.Fatal(err)
		}
		h.until(2, 12, 0)
		h.office.gone.Store(true)
		h.until(3, 9, 1)
		told := "notice:gone:U9:U1::2026-11-02 at Tue 09:00"
		h.want("team at Mon 07:00", told)
		_, err := h.store.Update(h.Context(), d.ID, "called", func(d *coach.Deal) error {
			return d.LogCall(coach.Act{By: "U1", At: time.Now()}, coach.CallLine{Note: "spoke"})
		})
		if err != nil {
			h.Fatal(err)
		}
		h.until(5, 9, 0)
		h.want("team at Mon 07:00", told, "team at Tue 09:01")
		if absent, err := h.store.Absent(h.Context()); err != nil || len(absent) != 1 {
			h.Errorf("absent: %v, %v", absent, err)
		}
	})
}

func TestALongAbsenceIsToldAtOnceAndAShortOneNot(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.deal("U1")
		h.deal("U2")
		if err := h.store.Watch(h.Context(), "U9", true); err != nil {
			h.Fatal(err)
		}
		h.until(2, 12, 0)
		for user, days := range map[string]int{"U1": 14, "U2": 7} {
			h.rep(user, func(r *coach.Rep, a coach.Act) error { return r.LeaveUntil(a, coach.DateOf(a.At).Add(days)) })
		}
		h.until(2, 12, 1)
		h.want("team at Mon 07:00", "notice:away:U9:U1::2026-11-02 at Mon 12:00")
		h.rep("U1", func(r *coach.Rep, a coach.Act) error { return r.Return(a) })
		h.until(2, 12, 2)
		if absent, err := h.store.Absent(h.Context()); err != nil || len(absent) != 0 {
			h.Errorf("absent after the return: %v, %v", absent, err)
		}
	})
}
