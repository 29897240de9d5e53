package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// life is what a rep does in the bubble, and what they are to hear.
type life struct {
	rep            string
	zone           *time.Location
	dice           *rand.Rand
	due            []string // ids of the prompts that the rules ask for
	typed          int
	pressed, forms int
	added, ended   int
}

func newLife(rep string, seed uint64) *life {
	return &life{rep: rep, zone: place(rep), dice: rand.New(rand.NewPCG(seed, 2026))}
}

// leads lets a rep live from day to day. Somebody who is away does nothing for a
// week; on days off a rep does little.
func (b *bubble) leads(l *life) {
	away := 0
	for day := bubbleFrom; !day.After(bubbleTo); day = day.Add(1) {
		until(day.At(8*60+59, l.zone))
		b.foresees(l, day)
		if day.Weekday() == time.Monday && l.dice.IntN(6) == 0 {
			away = 7
		}
		if away--; away >= 0 || !b.settings.Work.Works(day) && l.dice.IntN(3) > 0 {
			continue
		}
		time.Sleep(2 * time.Minute)
		for range 1 + l.dice.IntN(4) {
			b.does(l)
			time.Sleep(time.Duration(1+l.dice.IntN(120)) * time.Minute)
		}
	}
}

// foresees works out from the deals whether the rep is to be prompted today.
func (b *bubble) foresees(l *life, day coach.Date) {
	if !b.settings.Work.Works(day) {
		return
	}
	open, err := b.store.OpenOf(b.Context(), l.rep)
	if err != nil {
		b.Error(err)
	}
	again, err := b.store.Revisits(b.Context(), l.rep, day)
	if err != nil {
		b.Error(err)
	}
	deals := append(open, again...)
	_, any := coach.DailyPrompt(l.rep, deals, b.scripts, b.settings, day.At(9*60, l.zone))
	if any || b.closedFor(l, day) {
		l.due = append(l.due, coach.PromptID(l.rep, day))
	}
}

// does lets the rep do one thing.
func (b *bubble) does(l *life) {
	deals, err := b.store.OpenOf(b.Context(), l.rep)
	if err != nil {
		b.Error(err)
		return
	}
	n := l.dice.IntN(12)
	switch {
	case n < 2 || len(deals) == 0:
		l.added++
		b.says(l, said{"/deal add %s 12k contact Jo Miller stage proposal", "Added"}, fmt.Sprint("Newcomer ", l.added))
	case n == 2:
		l.ended++
		b.says(l, anyOf(l.dice, bubbleEnds), anyOf(l.dice, deals).Ref())
	case n < 7:
		b.says(l, anyOf(l.dice, bubbleCalls), anyOf(l.dice, deals).Ref())
	default:
		b.presses(l)
	}
}

func anyOf[T any](dice *rand.Rand, from []T) T { return from[dice.IntN(len(from))] }

// closedFor reports whether the day is the one before a digest that names a deal
// of the rep's.
func (b *bubble) closedFor(l *life, day coach.Date) bool {
	last, ok, err := b.store.LastDigest(b.Context())
	if err != nil {
		b.Error(err)
	}
	if !ok || !b.settings.Work.IsEve(day, coach.NextDigest(last, b.settings).In(l.zone)) {
		return false
	}
	closed, err := b.store.ClosedOf(b.Context(), l.rep, 100)
	if err != nil {
		b.Error(err)
	}
	return slices.ContainsFunc(closed, func(d coach.Deal) bool { return d.ClosedAt.After(last) })
}
