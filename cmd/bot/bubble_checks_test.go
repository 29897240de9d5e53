package main

import (
	"slices"
	"strings"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace"
)

// misfortunes lets Slack lose one post in ten after it was made, refuse one in ten
// before, and limit one in ten.
func (b *bubble) misfortunes() {
	one := workspace.Fault{Method: "chat.postMessage", Times: -1, Share: 0.1}
	lost, refused, limited := one, one, one
	lost.Done, lost.Drop, lost.Seed = true, true, 1
	refused.Status, refused.Seed = 503, 2
	limited.Status, limited.RetryAfter, limited.Seed = 429, "3", 3
	for _, f := range []workspace.Fault{lost, refused, limited} {
		b.workspace.Fail(f)
	}
}

// checkPrompts checks that each rep got the prompts that the rules ask for, each
// once, at nine where the rep is, and on both sides of the change of the clocks.
func (b *bubble) checkPrompts() {
	for _, l := range b.lives {
		if l.typed < 20 || l.pressed < 20 {
			b.Errorf("%s typed %d lines and clicked %d times: too few to show anything", l.rep, l.typed, l.pressed)
		}
		var got []string
		offsets := map[int]int{}
		for _, m := range b.workspace.Messages(b.workspace.DM(l.rep)) {
			at := m.At.In(l.zone)
			_, offset := at.Zone()
			offsets[offset]++
			got = append(got, idOf(m))
			if day := coach.DateOf(at); idOf(m) != coach.PromptID(l.rep, day) || !b.settings.Work.Works(day) || at.Format("15:04") != "09:00" {
				b.Errorf("%s was posted at %s", idOf(m), at)
			}
		}
		if !slices.Equal(got, l.due) {
			b.Errorf("%s got\n%s\nand should have got\n%s", l.rep, strings.Join(got, "\n"), strings.Join(l.due, "\n"))
		}
		if len(offsets) != 2 {
			b.Errorf("%s got prompts at %d offsets from UTC; want them before and after the clocks change", l.rep, len(offsets))
		}
	}
}

// checkDigests checks that the channel got one digest each Friday at 16:00, and
// nothing else.
func (b *bubble) checkDigests() {
	var got, want []string
	for _, m := range b.workspace.Messages(salesChannel) {
		got = append(got, idOf(m)+m.At.In(place(mia)).Format(" Mon 2 Jan 15:04"))
	}
	for day := bubbleFrom; !day.After(bubbleTo); day = day.Add(1) {
		if at := day.At(16*60, place(mia)); at.Weekday() == time.Friday {
			want = append(want, coach.DigestID(salesChannel, at)+at.Format(" Mon 2 Jan 15:04"))
		}
	}
	if !slices.Equal(got, want) {
		b.Errorf("the channel got\n%s\nand should have got\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// mostAsked is how often the loops may ask the store. If one of them asked every
// five seconds, it would be a million and a half.
const mostAsked = 5000

// checkRest checks that nothing is left to be sent, that the loops asked only when
// there was a reason, and that no error was logged.
func (b *bubble) checkRest() {
	pending, err := b.store.Pending(b.Context())
	if err != nil || pending > 0 {
		b.Errorf("%d messages are still to be sent, %v", pending, err)
	}
	letters, err := b.store.DeadLetters(b.Context(), 10)
	if err != nil || len(letters) > 0 {
		b.Errorf("given up: %+v, %v", letters, err)
	}
	if n := b.store.claims.Load() + b.store.receives.Load(); n > mostAsked {
		b.Errorf("the loops asked the store %d times", n)
	}
	if b.errors.Len() > 0 {
		b.Errorf("logged:\n%s", b.errors.String())
	}
}
