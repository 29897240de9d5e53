package schedule

import (
	"context"
	"slices"

	"dealcoach/internal/coach"
)

// absence notes in a look that the rep is gone or away for long, and tells the
// managers if there are deals to look after. Managers are those whom the settings
// name, and whoever looks at the team on their Home tab; each notice is held
// against its reader's rights before it is sent.
func (l *Look) absence(ctx context.Context, look *coach.Look, gone bool) error {
	look.Absent = true
	deals, err := l.Store.OpenOf(ctx, look.Rep.ID)
	if err != nil || len(deals) == 0 {
		return err
	}
	watchers, err := l.Store.Watchers(ctx)
	if err != nil {
		return err
	}
	readers := coach.Everybody(l.Settings().Managers, watchers)
	readers = slices.DeleteFunc(readers, func(id string) bool { return id == look.Rep.ID })
	if len(readers) == 0 {
		l.Log.Warn("nobody looks after somebody's deals, and no manager is known to be told", "rep", look.Rep.ID, "deals", len(deals))
	}
	look.Notices = look.Rep.AbsentNotice(gone).ToEach(readers)
	return nil
}
