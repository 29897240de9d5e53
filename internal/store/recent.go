package store

import "sync/atomic"

// recent remembers how the deals were written that were changed here last, so that
// the next change need not ask Redis before it commits. It is a guess: somebody
// else may have written the deal since, so that a commit on it compares the whole
// record, and whatever else is decided on it is decided again on what Redis says.
//
// A deal's number is its place, and of two with the same place the later stays.
// Full of usual records it takes three megabytes.
type recent [1 << 12]atomic.Pointer[recentDeal]

type recentDeal struct {
	id    int64
	value string
}

func (r *recent) at(id int64) *atomic.Pointer[recentDeal] { return &r[uint64(id)%uint64(len(r))] }

// of returns a deal as it was written, if it is remembered.
func (r *recent) of(id int64) (value string, known bool) {
	if d := r.at(id).Load(); d != nil && d.id == id {
		return d.value, true
	}
	return "", false
}

// keep remembers a deal, unless its record is a large one.
func (r *recent) keep(id int64, value string) {
	const most = 2 << 10
	if len(value) > most {
		r.at(id).Store(nil)
		return
	}
	r.at(id).Store(&recentDeal{id, value})
}
