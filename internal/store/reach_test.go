package store

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestATimeWithoutSlackIsToldOnceByAllInstances(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		ctx := t.Context()
		if at, err := s.Reached(ctx); err != nil || !at.IsZero() {
			t.Fatalf("reached %v, %v before anything", at, err)
		}
		from := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		if err := s.Reach(ctx, from); err != nil {
			t.Fatal(err)
		}
		for i := range 2 {
			to := from.Add(40*time.Minute + time.Duration(i)*time.Second)
			notice := coach.Blindness(from, to, 3)
			if err := s.Blind(ctx, from, to, notice.ToEach([]string{"UBOSS"})); err != nil {
				t.Fatal(err)
			}
		}
		if at, err := s.Reached(ctx); err != nil || !at.Equal(from.Add(40*time.Minute)) {
			t.Errorf("reached %v, %v", at, err)
		}
		got, err := s.Receive(ctx, "test", 5, 100*time.Millisecond, time.Minute)
		if err != nil || len(got) != 1 {
			t.Fatalf("%d messages, %v", len(got), err)
		}
		n, _ := coach.ReadNotice(got[0].ID)
		if _, to, late, ok := n.Blindness(); !ok || late != 3 || !to.Equal(from.Add(40*time.Minute)) {
			t.Errorf("the notice %+v", n)
		}
	})
}

func TestWhatIsLateIsCounted(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		ctx := t.Context()
		nine := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		for rep, at := range map[string]time.Time{"U1": nine.Add(-time.Minute), "U2": nine.Add(time.Minute), "U3": nine.Add(2 * time.Hour)} {
			if err := s.SetTimer(ctx, coach.Timer{Name: coach.PromptTimer(rep), Due: at}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Notify(ctx, coach.Notice{What: coach.AwayNotice, About: "U1", When: "1"}.ToEach([]string{"UBOSS"})); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Late(ctx, nine, nine.Add(time.Hour)); n != 2 || err != nil {
			t.Errorf("%d late, %v; want the prompt of U2 and the notice", n, err)
		}
	})
}
