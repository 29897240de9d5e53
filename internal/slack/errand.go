package slack

import (
	"context"
	"runtime/debug"
)

// errand does what takes longer than an answer may, once at a time for each key, and
// tells the outcome. A panic is told like any other error.
func (b *Bot) errand(key string, work func(context.Context) (*sheet, error), tell func(context.Context, *sheet, error)) error {
	var s *sheet
	var err error
	return b.errands.begin(key, func(ctx context.Context) {
		defer b.panicked(func(ref string) { s, err = apology(ref), nil })
		s, err = work(ctx)
	}, func(ctx context.Context) {
		defer b.panicked(func(ref string) { tell(ctx, apology(ref), nil) })
		tell(ctx, s, err)
	})
}

// panicked, deferred, catches a panic in an errand.
func (b *Bot) panicked(say func(ref string)) {
	if cause := recover(); cause != nil {
		ref := reference()
		b.log.Error("panic in an errand", "reference", ref, "cause", cause, "stack", string(debug.Stack()))
		say(ref)
	}
}
