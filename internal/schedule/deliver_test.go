package schedule

import (
	"errors"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestWhatBecomesOfADelivery(t *testing.T) {
	errLost := errors.New("the answer got lost")
	tests := []struct {
		story string
		fate  func(d coach.Delivery, try int) error
		want  []string
	}{
		{"held, it is tried again after the wait", func(d coach.Delivery, try int) error {
			if try == 1 {
				return coach.Held{Wait: 2 * time.Minute, Cause: errLost}
			}
			if d.Repeated() {
				t.Error("an attempt that surely posted nothing does not count as one")
			}
			return nil
		}, []string{"digest:Csales:2026-W45 at Fri 16:02"}},
		{"unknown, it is tried again as a repeated one", func(d coach.Delivery, try int) error {
			if try == 1 {
				return errLost
			}
			if !d.Repeated() {
				t.Error("the second attempt must know of the first")
			}
			return nil
		}, []string{"digest:Csales:2026-W45 at Fri 16:00"}},
		{"dropped, it is done", func(coach.Delivery, int) error { return coach.ErrDropped }, nil},
		{"undeliverable, it is done", func(coach.Delivery, int) error { return coach.Undeliverable{Reason: "is_archived"} }, nil},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			inBubble(t, 2, func(h *house) {
				h.sender.decide(tt.fate)
				h.until(6, 18, 0)
				h.want(tt.want...)
				if n, err := h.store.Pending(t.Context()); n != 0 || err != nil {
					t.Errorf("%d pending, %v", n, err)
				}
			})
		})
	}
}

func TestAnUndeliverableMessageIsKept(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.sender.decide(func(coach.Delivery, int) error { return coach.Undeliverable{Reason: "is_archived"} })
		h.until(6, 18, 0)
		dead, err := h.store.DeadLetters(t.Context(), 10)
		if err != nil || len(dead) != 1 || dead[0].Reason != "is_archived" || dead[0].ID != "digest:Csales:2026-W45" {
			t.Errorf("dead letters %+v, %v", dead, err)
		}
	})
}

func TestPaceKeepsToSlacksLimits(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	p := newPace()
	prompt := coach.Message{Kind: coach.PromptMessage, To: "U1"}
	for i := range channelBurst {
		if wait := p.reserve(prompt, now); wait != 0 {
			t.Fatalf("post %d waits %s", i, wait)
		}
	}
	if wait := p.reserve(prompt, now); wait <= 0 || wait > time.Second {
		t.Errorf("the next in the same channel waits %s, want up to a second", wait)
	}
	if wait := p.reserve(coach.Message{Kind: coach.PromptMessage, To: "U2"}, now); wait != 0 {
		t.Errorf("another channel waits %s", wait)
	}
	for i := range promptsBurst - channelBurst - 1 {
		p.reserve(coach.Message{Kind: coach.PromptMessage, To: string(rune('A' + i))}, now)
	}
	if wait := p.reserve(coach.Message{Kind: coach.PromptMessage, To: "U3"}, now); wait <= 0 {
		t.Error("the workspace's budget is used up, and yet it does not wait")
	}
	for i := range editsBurst {
		if wait := p.reserve(coach.Message{Kind: coach.RefreshMessage}, now); wait != 0 {
			t.Fatalf("edit %d waits %s", i, wait)
		}
	}
	if wait := p.reserve(coach.Message{Kind: coach.RefreshMessage}, now); wait <= 0 {
		t.Error("an edit too many does not wait")
	}
	for i := range homesBurst {
		if wait := p.reserve(coach.Home("U1"), now); wait != 0 {
			t.Fatalf("Home tab %d waits %s", i, wait)
		}
	}
	if wait := p.reserve(coach.Home("U1"), now); wait <= 0 {
		t.Error("a Home tab too many does not wait")
	}
}

// A process that is halted between the post and its record wakes up when
// another has posted too: the one that was recorded stays.
func TestTheSecondOfTwoPostsIsTakenBack(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.sender.decide(func(_ coach.Delivery, try int) error {
			if try == 1 {
				h.sender.mu.Unlock()
				defer h.sender.mu.Lock()
				time.Sleep(time.Minute)
			}
			return nil
		})
		h.until(6, 18, 0)
		posts := h.sender.all()
		if len(posts) != 2 || len(h.sender.withdrawn) != 1 || h.sender.withdrawn[0].TS != "2" {
			t.Errorf("posted %v, taken back %v; want the second of two taken back", posts, h.sender.withdrawn)
		}
		stands, _, err := h.store.Posted(t.Context(), "digest:Csales:2026-W45")
		if err != nil || stands.TS != "1" {
			t.Errorf("it stands at %+v, %v", stands, err)
		}
	})
}

func TestALimitThatOneHasMetHoldsTheOthersToo(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	p := newPace()
	p.hold(coach.Message{Kind: coach.PromptMessage, To: "U1"}, now.Add(7*time.Second))
	p.hold(coach.Message{Kind: coach.PromptMessage, To: "U1"}, now.Add(3*time.Second))
	if wait := p.reserve(coach.Message{Kind: coach.DigestMessage, To: "C1"}, now.Add(time.Second)); wait != 6*time.Second {
		t.Errorf("another post waits %s, want 6s", wait)
	}
	if wait := p.reserve(coach.Message{Kind: coach.RefreshMessage}, now); wait != 0 {
		t.Errorf("an edit waits %s: it is another method", wait)
	}
	p.hold(coach.Home("U1"), now.Add(5*time.Second))
	if wait := p.reserve(coach.Home("U2"), now); wait != 5*time.Second {
		t.Errorf("another Home tab waits %s, want 5s", wait)
	}
	if wait := p.reserve(coach.Message{Kind: coach.DigestMessage, To: "C1"}, now.Add(7*time.Second)); wait != 0 {
		t.Errorf("after the limit a post waits %s", wait)
	}
}

// The managers' Home tabs follow everybody's deals; the reps' own come first.
func TestTheTeamsHomesTakeWhatTheRepsLeave(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	p := newPace()
	if wait := p.reserve(coach.TeamHomes(), now); wait != 0 {
		t.Fatalf("with all the room there is it waits %s", wait)
	}
	for range homesBurst - homesForReps + 10 {
		p.reserve(coach.Home("U1"), now)
	}
	wait := p.reserve(coach.TeamHomes(), now)
	if wait < 5*time.Second || wait > 7*time.Second {
		t.Errorf("ten tabs short, it waits %s, want about 6s", wait)
	}
	if wait := p.reserve(coach.Home("U1"), now); wait != 0 {
		t.Errorf("a rep's own tab waits %s", wait)
	}
	if wait := p.reserve(coach.TeamHomes(), now.Add(wait+time.Second)); wait != 0 {
		t.Errorf("later it still waits %s", wait)
	}
}
