package schedule

import (
	"fmt"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// closes adds a deal of an owner's and closes it, now.
func (h *house) closes(owner string, as coach.Status) {
	h.Helper()
	d := h.deal(owner)
	_, err := h.store.Update(h.Context(), d.ID, fmt.Sprint("close", d.ID), func(d *coach.Deal) error {
		return d.Close(coach.Act{By: owner, At: time.Now()}, as, "")
	})
	if err != nil {
		h.Fatal(err)
	}
}

// counts tells the weeks of a digest as won/let go/lost.
func counts(d coach.Digest) string {
	text := ""
	for _, w := range append(d.Weeks, d.Week()) {
		text += fmt.Sprintf("%s %d/%d/%d ", w.Ends.Words(coach.DateOf(time.Now())), w.Won.Count, w.LetGo.Count, w.Lost.Count)
	}
	return text
}

func TestEachDigestLooksBackOnTheLastOnes(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.closes("U1", coach.Won)
		h.until(6, 17, 0)
		h.closes("U1", coach.Lost)
		h.closes("U2", coach.LetGo)
		h.until(20, 17, 0)
		d, err := h.store.Digest(h.Context(), "digest:Csales:2026-W47")
		if want := "Fri 6 Nov 1/0/0 Fri 13 Nov 0/1/1 Fri 20 Nov 0/0/0 "; err != nil || counts(d) != want {
			h.Errorf("the third digest says %s, %v; want %s", counts(d), err, want)
		}
	})
}

func TestAPreviewIsTheNextDigestSoFar(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.closes("U1", coach.Won)
		h.until(9, 10, 0)
		h.closes("U1", coach.Lost)
		was := len(h.sender.all())
		d, err := Preview(h.Context(), h.store, h.office, settings(), time.Now())
		if want := "Fri 6 Nov 1/0/0 Fri 13 Nov 0/0/1 "; err != nil || counts(d) != want || d.Late {
			h.Errorf("a preview on Monday says %s, %v; want %s", counts(d), err, want)
		}
		if _, err := h.store.Digest(h.Context(), d.ID); err == nil || len(h.sender.all()) != was {
			h.Error("the preview was saved or posted")
		}
	})
}
