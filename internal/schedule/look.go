package schedule

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// Timers is what looking needs of the store.
type Timers interface {
	Claim(ctx context.Context, now time.Time, n int, lease time.Duration) (due []coach.Timer, next time.Time, err error)
	Renew(ctx context.Context, timers []coach.Timer, lease time.Duration) error
	SetTimer(ctx context.Context, t coach.Timer) error
	// Rep returns a rep; one that is not known yet has version 0.
	Rep(ctx context.Context, id string) (coach.Rep, error)
	OpenOf(ctx context.Context, owner string) ([]coach.Deal, error)
	Revisits(ctx context.Context, owner string, until coach.Date) ([]coach.Deal, error)
	Focused(ctx context.Context, week string) ([]coach.Deal, error)
	Posted(ctx context.Context, message string) (coach.Posted, bool, error)
	SaveLook(ctx context.Context, t coach.Timer, l coach.Look) error
	Retime(ctx context.Context, t coach.Timer, mine func(rep string) bool, decide func(r coach.Rep, due time.Time) (at time.Time, ok bool)) (moved int, err error)
	Watchers(ctx context.Context) ([]string, error)
	Notify(ctx context.Context, messages []coach.Message) error
	LastDigest(ctx context.Context) (at time.Time, ok bool, err error)
	StartDigests(ctx context.Context, at time.Time) error
	OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error)
	ClosedOf(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	ClosedBetween(ctx context.Context, from, to time.Time) ([]coach.Deal, error)
	Digest(ctx context.Context, id string) (coach.Digest, error)
	CompleteDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error
	SaveDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error
}

// Directory knows the people and channels of the workspace.
type Directory interface {
	Person(ctx context.Context, id string) (coach.Person, error)
	// Channel returns the id of a channel given as C… or #name.
	Channel(ctx context.Context, name string) (id string, err error)
}

// Look is the loop that decides what to say, when its time has come.
type Look struct {
	Store     Timers
	Directory Directory
	Scripts   coach.Scripts
	Settings  func() coach.Settings // as they are now
	Clock     Clock
	Wake      <-chan struct{} // a commit added a timer, or the clock was moved
	Sweep     time.Duration   // real time; the backstop: after it the store is looked at without a wake-up. 0: 5 s
	Observe   Observer        // nil: nobody watches
	Pulse     *Pulse          // beats with each round; nil: nobody listens
	Log       *slog.Logger
}

const (
	claimAtOnce = 10              // timers per claim
	claimLease  = 5 * time.Second // real time; a dead instance's timers are free again after it
	sweepEvery  = claimLease      // finds what no wake-up told of, a dead instance's timers above all
)

// Run looks until ctx ends, and returns when the look in hand is committed.
func (l *Look) Run(ctx context.Context) {
	failing := time.Duration(0)
	prepared := false
	for ctx.Err() == nil {
		l.Pulse.beat()
		if !prepared && l.Settings().DigestChannel != "" {
			if err := l.prepareDigest(ctx); err != nil {
				failing = grow(failing)
				l.report(ctx, "prepare the digest", err)
				pause(ctx, failing, nil)
				continue
			}
			prepared = true
		}
		wait, err := l.round(ctx)
		if err != nil {
			failing = grow(failing)
			l.report(ctx, "claim timers", err)
			pause(ctx, failing, nil)
			continue
		}
		failing = 0
		pause(ctx, wait, l.Wake)
	}
}

// round claims and works off what is due, and returns how long there is
// nothing to do.
func (l *Look) round(ctx context.Context) (time.Duration, error) {
	due, next, err := l.Store.Claim(ctx, l.Clock.Now(), claimAtOnce, claimLease)
	if err != nil {
		return 0, err
	}
	if len(due) == 0 {
		sweep := cmp.Or(l.Sweep, sweepEvery)
		if next.IsZero() {
			return sweep, nil
		}
		return min(l.Clock.Until(next), sweep), nil
	}
	// A stop lets the timers in hand finish: half of them done is all of them
	// claimed, and the rest would wait for the lease.
	work, done := context.WithTimeout(context.WithoutCancel(ctx), claimLease)
	defer done()
	stopRenewing := l.renewing(work, due)
	defer stopRenewing()
	for _, t := range due {
		late := l.Clock.Now().Sub(t.Due)
		err := l.look(work, t)
		observer(l.Observe).Looked(kindOf(t), lookOutcome(err), late)
		if err != nil {
			l.report(ctx, "look at "+t.Name, err)
		}
	}
	return 0, nil
}

// renewing keeps the claims alive until the returned function is called, which
// waits for the renewal in hand.
func (l *Look) renewing(ctx context.Context, timers []coach.Timer) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for pause(ctx, claimLease/3, nil); ctx.Err() == nil; pause(ctx, claimLease/3, nil) {
			if err := l.Store.Renew(ctx, timers, claimLease); err != nil {
				l.report(ctx, "renew timers", err)
			}
		}
	}()
	return func() { cancel(); <-ended }
}

// look works off one timer. When it fails, the claim's lease brings the timer
// back; a record that changed meanwhile is read again at once.
func (l *Look) look(ctx context.Context, t coach.Timer) error {
	const rounds = 3
	var err error
	for range rounds {
		if rep, ok := t.Rep(); ok {
			err = l.lookAtRep(ctx, t, rep)
		} else if t.Name == coach.DigestTimer {
			err = l.lookAtDigest(ctx, t)
		} else if id, ok := t.Early(); ok {
			err = l.lookAtEarly(ctx, t, id)
		} else if mine, ok := t.Settings(); ok {
			err = l.retime(ctx, t, mine)
		} else {
			return fmt.Errorf("no such timer")
		}
		if !errors.Is(err, coach.ErrConflict) {
			return err
		}
	}
	return err
}

func (l *Look) lookAtRep(ctx context.Context, t coach.Timer, id string) error {
	person, err := l.Directory.Person(ctx, id)
	if err != nil {
		return fmt.Errorf("ask Slack for the person: %w", err)
	}
	rep, err := l.Store.Rep(ctx, id)
	if err != nil {
		return err
	}
	if rep.Version == 0 {
		rep.Since = t.Due
	}
	if person.Gone {
		look := coach.Look{Rep: rep}
		if err := l.absence(ctx, &look, true); err != nil {
			return err
		}
		return l.Store.SaveLook(ctx, t, look)
	}
	now := person.In(l.Settings(), l.Clock.Now())
	rep.Zone = ""
	if person.Zone != nil {
		rep.Zone = person.Zone.String()
	}
	day, next := rep.PromptDay(l.Settings(), now)
	look := coach.Look{Rep: rep, Next: next}
	if rep.LongAway(l.Settings().Work, coach.DateOf(now)) {
		if err := l.absence(ctx, &look, false); err != nil {
			return err
		}
	}
	if !day.IsZero() {
		deals, err := l.Store.OpenOf(ctx, id)
		if err != nil {
			return err
		}
		revisits, err := l.Store.Revisits(ctx, id, day)
		if err != nil {
			return err
		}
		deals = append(deals, revisits...)
		if err := l.forget(ctx, coach.PromptID(id, rep.LookedOn), deals); err != nil {
			return err
		}
		look.Rep.LookedOn = day
		look.Prompt, look.Deals = l.prompt(rep, deals, now)
		if err := l.foretell(ctx, &look, now); err != nil {
			return err
		}
	}
	return l.Store.SaveLook(ctx, t, look)
}

// forget takes back the last prompt's nudges when it never got through: what
// nobody read does not count.
func (l *Look) forget(ctx context.Context, last string, deals []coach.Deal) error {
	if !slices.ContainsFunc(deals, func(d coach.Deal) bool { return d.Nudge.Prompt == last }) {
		return nil
	}
	_, posted, err := l.Store.Posted(ctx, last)
	if err != nil || posted {
		return err
	}
	for i := range deals {
		deals[i].Unprompted(last)
	}
	return nil
}

// prompt decides the rep's prompt and marks the deals in it.
func (l *Look) prompt(rep coach.Rep, deals []coach.Deal, now time.Time) (*coach.Prompt, []coach.Deal) {
	p, any := coach.DailyPrompt(rep.ID, deals, l.Scripts, l.Settings().For(rep), now)
	if !any {
		return nil, nil
	}
	byID := make(map[int64]coach.Deal, len(deals))
	for _, d := range deals {
		byID[d.ID] = d
	}
	var marked []coach.Deal
	for _, c := range p.All() {
		d := byID[c.Deal]
		observer(l.Observe).Prompted(string(c.Situation))
		d.Prompted(p, c)
		marked = append(marked, d)
	}
	l.Log.Info("prompt decided", "prompt", p.ID, "cards", len(p.Cards), "more", len(p.More))
	return &p, marked
}

func (l *Look) report(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		l.Log.Warn("could not "+what+"; trying again", "err", err)
	}
}
