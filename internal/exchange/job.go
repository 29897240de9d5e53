package exchange

import (
	"context"

	"dealcoach/internal/coach"
)

// Store is what an import or export needs of the store. What each method promises is
// written at the methods of store.Store.
type Store interface {
	ByExternal(ctx context.Context, ids []string) (map[string]int64, error)
	ByRow(ctx context.Context, rows []string) (map[string]int64, error)
	SaveAll(ctx context.Context, op string, deals []coach.Deal) error
	Deals(ctx context.Context, ids []int64) ([]coach.Deal, error)
	OpenOf(ctx context.Context, owner string) ([]coach.Deal, error)
	OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error)
	ClosedOf(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	History(ctx context.Context, id int64, n int) ([]coach.Event, error)
}

// People finds somebody by a user id, an e-mail address or a name. Nobody, or more
// than one, is a coach.Refusal in words for the person who sent the file; any other
// error ends the import.
type People interface {
	Find(ctx context.Context, text string) (coach.Person, error)
}

// Job is one import or export on behalf of somebody.
type Job struct {
	Store    Store
	People   People
	Settings coach.Settings
	Act      coach.Act // who, and when, in their zone
	Manager  bool      // may import and export everybody's deals; else only Act.By's own
}

// MaxBytes is the largest file that is read: several hundred thousand rows.
const MaxBytes = 64 << 20
