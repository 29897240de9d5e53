package schedule

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestWhatBecomesOfADeliveryIsNamed(t *testing.T) {
	tests := []struct {
		want string
		kind coach.MessageKind
		err  error
	}{
		{"posted", coach.PromptMessage, nil},
		{"edited", coach.RefreshMessage, nil},
		{"dropped", coach.PromptMessage, coach.ErrDropped},
		{"held", coach.PromptMessage, coach.Held{Wait: time.Second}},
		{"limited", coach.PromptMessage, fmt.Errorf("post: %w", coach.Held{Limited: true})},
		{"dead", coach.PromptMessage, coach.Undeliverable{Reason: "is_archived"}},
		{"unclear", coach.PromptMessage, errors.New("no answer")},
	}
	for _, tt := range tests {
		if got := deliveryOutcome(tt.kind, tt.err); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.err, got, tt.want)
		}
	}
}

// notebook writes down what it is told.
type notebook struct {
	mu    sync.Mutex
	notes map[string]int
}

func (n *notebook) note(words ...any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.notes == nil {
		n.notes = map[string]int{}
	}
	n.notes[fmt.Sprint(words...)]++
}

func (n *notebook) Looked(timer, outcome string, _ time.Duration) { n.note(timer, " ", outcome) }
func (n *notebook) Prompted(situation string)                     { n.note("prompted ", situation) }
func (n *notebook) Delivered(kind, outcome string)                { n.note(kind, " ", outcome) }

func TestAWeekIsTold(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.until(6, 18, 0)
		h.book.mu.Lock()
		defer h.book.mu.Unlock()
		if h.book.notes["digest done"] == 0 || h.book.notes["digest posted"] == 0 {
			t.Errorf("told: %v", h.book.notes)
		}
	})
}
