package store

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// BenchmarkPlan is what a commit costs the program itself: from the record as it
// was read to the words that are sent.
func BenchmarkPlan(b *testing.B) {
	s := &Store{keys: keysFor("T0BENCH")}
	d := benchDeal(b, 1)
	d.ID, d.Version = 1, 1
	value, err := sealDeal(&d)
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	line := coach.ParseCall("spoke with Jo about the offer, next step demo on Tuesday", now)
	b.ReportAllocs()
	for b.Loop() {
		d, err := s.writable(1, value)
		if err != nil {
			b.Fatal(err)
		}
		before := origin{s.keys.places(&d), d.Owner, value}
		if err := d.LogCall(coach.Act{By: d.Owner, At: now, Via: coach.ViaCommand}, line); err != nil {
			b.Fatal(err)
		}
		d.Undoable = true
		p, err := s.planned("command:U1:12345.67890", before, &d)
		if err != nil || len(p.words()) < 40 {
			b.Fatal(err)
		}
	}
}
