package store

import (
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
)

// sendPrompt puts one message into the outbox.
func sendPrompt(t *testing.T, s *Store) {
	t.Helper()
	timer := coach.Timer{Name: coach.PromptTimer("U1"), Due: time.Now()}
	p := coach.Prompt{ID: "prompt:U1:2026-11-23", Rep: "U1", At: time.Now()}
	if err := s.SaveLook(t.Context(), timer, coach.Look{Rep: coach.Rep{ID: "U1"}, Prompt: &p}); err != nil {
		t.Fatal(err)
	}
}

func receive(t *testing.T, s *Store, wait, lease time.Duration) []coach.Delivery {
	t.Helper()
	got, err := s.Receive(t.Context(), "reader", 10, wait, lease)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAnAttemptWhoseBeginningIsAnsweredTwiceIsOneAttempt(t *testing.T) {
	s, p, _ := withProxy(t)
	sendPrompt(t, s)
	if err := s.db.ScriptLoad(t.Context(), beginScript.text).Err(); err != nil {
		t.Fatal(err)
	}
	p.script.Store(beginScript)
	p.cuts.Store(1)
	got := receive(t, s, 0, time.Minute)
	if len(got) != 1 || got[0].Attempt != 1 || p.lost.Load() != 1 {
		t.Errorf("got %+v with %d lost answers, want a first attempt with 1", got, p.lost.Load())
	}
}

func TestMessagesOutliveTheConsumerGroup(t *testing.T) {
	s := open(t, "redis://"+miniredis.RunT(t).Addr(), nil)
	sendPrompt(t, s)
	first := receive(t, s, 0, 50*time.Millisecond)
	if err := s.db.XGroupDestroy(t.Context(), s.keys.outbox(), group).Err(); err != nil {
		t.Fatal(err)
	}
	again := receive(t, s, 5*time.Second, 50*time.Millisecond)
	if len(first) != 1 || len(again) != 1 || again[0].Attempt != 2 {
		t.Errorf("got %+v and then %+v, want a first and a second attempt", first, again)
	}
}

func TestAnEntryWhoseMessageHasExpiredIsRemoved(t *testing.T) {
	mini := miniredis.RunT(t)
	s := open(t, "redis://"+mini.Addr(), nil)
	sendPrompt(t, s)
	mini.FastForward(outLife + time.Second)
	if got := receive(t, s, 0, time.Minute); len(got) != 0 {
		t.Errorf("got %+v, want nothing", got)
	}
	if n, err := s.Pending(t.Context()); n != 0 || err != nil {
		t.Errorf("%d messages are under way, %v; want none", n, err)
	}
}
