package store

import (
	"maps"
	"slices"
	"sync/atomic"

	"dealcoach/internal/coach"
)

// recent remembers the deals that were changed here last, so that the next change
// need not ask Redis before it commits. It is a guess: somebody else may have
// written the deal since, so that a commit on it compares the whole record, and
// whatever else is decided on it is decided again on what Redis says.
//
// A deal's number is its place, and of two with the same place the later stays.
// Full of usual deals it takes four megabytes.
type recent [1 << 11]atomic.Pointer[recentDeal]

// recentDeal is a deal and how it is written. It is not changed.
type recentDeal struct {
	value string
	deal  *coach.Deal
}

func (r *recent) at(id int64) *atomic.Pointer[recentDeal] { return &r[uint64(id)%uint64(len(r))] }

// of returns a deal, and how it was written, if it is remembered.
func (r *recent) of(id int64) (d coach.Deal, value string, known bool) {
	if at := r.at(id).Load(); at != nil && at.deal.ID == id {
		return detached(at.deal), at.value, true
	}
	return coach.Deal{}, "", false
}

// keep remembers a deal, which nobody may change any more, unless its record is a
// large one.
func (r *recent) keep(d *coach.Deal, value string) {
	const most = 2 << 10
	if len(value) > most {
		r.at(d.ID).Store(nil)
		return
	}
	r.at(d.ID).Store(&recentDeal{value, d})
}

// detached returns a deal that shares nothing that can be changed with another.
func detached(d *coach.Deal) coach.Deal {
	own := *d
	own.Facts, own.Shown = maps.Clone(d.Facts), maps.Clone(d.Shown)
	own.Contacts, own.News = slices.Clone(d.Contacts), slices.Clone(d.News)
	return own
}
