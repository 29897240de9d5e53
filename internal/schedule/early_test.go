package schedule

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// postsEarly does what a manager's press does, now.
func (h *house) postsEarly(s coach.Settings) bool {
	h.Helper()
	d, err := Preview(h.Context(), h.store, h.office, s, time.Now())
	if err != nil {
		h.Fatal(err)
	}
	posted, err := h.store.PostDigest(h.Context(), rand.Text(), d)
	if err != nil {
		h.Fatal(err)
	}
	return posted
}

func (h *house) reopens(id int64) {
	h.Helper()
	_, err := h.store.Update(h.Context(), id, fmt.Sprint("reopen", id), func(d *coach.Deal) error {
		return d.Reopen(coach.Act{By: d.Owner, At: time.Now()})
	})
	if err != nil {
		h.Fatal(err)
	}
}

func TestAnEarlyPostIsEditedOnFriday(t *testing.T) {
	for _, instances := range []int{1, 3} {
		inBubble(t, instances, func(h *house) {
			h.closes("U1", coach.Won)
			h.closes("U2", coach.Lost)
			h.until(4, 10, 0)
			if !h.postsEarly(settings()) || h.postsEarly(settings()) {
				h.Error("of two presses the first does not post, or the second does")
			}
			h.reopens(1)
			h.closes("U1", coach.LetGo)
			h.until(14, 0, 0)
			h.wantDigests(
				"digest:Csales:2026-W45 at Wed 10:00", "edit:digest:Csales:2026-W45 at Fri 16:00", "digest:Csales:2026-W46 at Fri 16:00")
			d, err := h.store.Digest(h.Context(), "digest:Csales:2026-W45")
			if err != nil || d.Won.Count != 0 || d.LetGo.Count != 1 || d.Lost.Count != 1 || d.Early || d.Late {
				h.Errorf("Friday's digest says %+v, %v", d, err)
			}
			next, err := h.store.Digest(h.Context(), "digest:Csales:2026-W46")
			if want := "Fri 6 Nov 0/1/1 Fri 13 Nov 0/0/0 "; err != nil || counts(next) != want {
				h.Errorf("the next one says %s, %v; want %s", counts(next), err, want)
			}
		})
	}
}

// The manager presses in the second in which the timer rings: whoever comes
// first, the week is posted once, and in the end it is the whole one.
func TestAPressAtTheMomentOfTheTimer(t *testing.T) {
	for _, before := range []time.Duration{-time.Millisecond, 0, time.Millisecond} {
		inBubble(t, 2, func(h *house) {
			h.closes("U1", coach.Won)
			h.until(6, 15, 59)
			early, err := Preview(h.Context(), h.store, h.office, settings(), time.Now())
			if err != nil {
				h.Fatal(err)
			}
			h.closes("U1", coach.Lost)
			time.Sleep(time.Minute - before)
			if _, err := h.store.PostDigest(context.WithoutCancel(h.Context()), "press", early); err != nil {
				h.Fatal(err)
			}
			h.until(6, 17, 0)
			posts := 0
			for _, p := range h.sender.all() {
				if p.id == "digest:Csales:2026-W45" {
					posts++
				}
			}
			d, err := h.store.Digest(h.Context(), "digest:Csales:2026-W45")
			if err != nil || posts != 1 || d.Lost.Count != 1 || d.Early {
				h.Errorf("pressed %s before: %d posts of %+v, %v", before, posts, d, err)
			}
		})
	}
}

func TestAnEarlyPostAndChangedSettings(t *testing.T) {
	tests := []struct {
		story  string
		change func(s *coach.Settings)
		want   []string
	}{
		{"the digest is moved to Thursday", func(s *coach.Settings) { s.DigestAt.Day = time.Thursday }, []string{
			"digest:Csales:2026-W45 at Tue 10:00", "edit:digest:Csales:2026-W45 at Thu 16:00"}},
		{"the digest is moved to Monday, which is over", func(s *coach.Settings) { s.DigestAt.Day = time.Monday }, []string{
			"digest:Csales:2026-W45 at Tue 10:00", "edit:digest:Csales:2026-W45 at Tue 10:01"}},
		{"another channel has its own, and the first stays as it is", func(s *coach.Settings) { s.DigestChannel = "team" }, []string{
			"digest:Csales:2026-W45 at Tue 10:00", "digest:Cteam:2026-W45 at Fri 16:00"}},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			inBubble(t, 1, func(h *house) {
				h.closes("U1", coach.Won)
				h.until(3, 10, 0)
				h.postsEarly(settings())
				h.until(3, 10, 1)
				s := settings()
				tt.change(&s)
				h.team.Store(&s)
				last, _, err := h.store.LastDigest(h.Context())
				if err == nil {
					err = h.store.SetTimer(h.Context(), coach.Timer{Name: coach.DigestTimer, Due: coach.NextDigest(last, s)})
				}
				if err != nil {
					h.Fatal(err)
				}
				h.until(8, 0, 0)
				h.wantDigests(tt.want...)
			})
		})
	}
}

// The bot is down from Thursday to the Tuesday after: the early post is edited
// late, and the week after is as ever.
func TestAnEarlyPostThroughAnOutage(t *testing.T) {
	inBubble(t, 1, func(h *house) {
		h.closes("U1", coach.Won)
		h.until(5, 10, 0)
		h.postsEarly(settings())
		h.until(5, 11, 0)
		h.office.fails.Store(true)
		h.until(10, 11, 0)
		h.office.fails.Store(false)
		h.until(14, 0, 0)
		h.wantDigests("digest:Csales:2026-W45 at Thu 10:00", "edit:digest:Csales:2026-W45 at Tue 11:00", "digest:Csales:2026-W46 at Fri 16:00")
		d, err := h.store.Digest(h.Context(), "digest:Csales:2026-W45")
		if err != nil || !d.Late || d.Won.Count != 1 {
			h.Errorf("the edited one says %+v, %v", d, err)
		}
	})
}

// wantDigests checks which digests were posted or edited so far, as want does.
func (h *house) wantDigests(want ...string) {
	h.Helper()
	var got []string
	for _, p := range h.sender.all() {
		if strings.Contains(p.id, "digest:") {
			got = append(got, p.id+" at "+p.at.In(berlin).Format("Mon 15:04"))
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		h.Errorf("posted %q\nwant   %q", got, want)
	}
}

// A program that knows no early digests passes the week over at its instant: the
// early post is completed all the same.
func TestAnEarlyPostThatAnOlderVersionPassedOver(t *testing.T) {
	inBubble(t, 2, func(h *house) {
		h.closes("U1", coach.Won)
		h.until(4, 10, 0)
		h.postsEarly(settings())
		h.closes("U2", coach.Lost)
		h.until(6, 15, 59)
		due := coach.Timer{Name: coach.DigestTimer, Due: time.Date(2026, 11, 6, 16, 0, 0, 0, berlin)}
		if err := h.store.SaveDigest(h.Context(), due, coach.Digest{}, coach.NextDigest(due.Due, settings())); err != nil {
			h.Fatal(err)
		}
		h.until(14, 0, 0)
		h.wantDigests(
			"digest:Csales:2026-W45 at Wed 10:00", "edit:digest:Csales:2026-W45 at Fri 16:01", "digest:Csales:2026-W46 at Fri 16:00")
		d, err := h.store.Digest(h.Context(), "digest:Csales:2026-W45")
		if err != nil || d.Won.Count != 1 || d.Lost.Count != 1 || d.Early {
			h.Errorf("the week says %+v, %v", d, err)
		}
	})
}
