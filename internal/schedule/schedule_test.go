package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
	"dealcoach/prompts"
)

// bubbleClock is the clock inside a synctest bubble.
type bubbleClock struct{}

func (bubbleClock) Now() time.Time                  { return time.Now() }
func (bubbleClock) Until(t time.Time) time.Duration { return time.Until(t) }

// office is a directory of people with their zones.
type office struct {
	zones map[string]*time.Location
	fails atomic.Bool
	gone  atomic.Bool
}

func (o *office) Person(_ context.Context, id string) (coach.Person, error) {
	if o.fails.Load() {
		return coach.Person{}, errors.New("slack is down")
	}
	return coach.Person{ID: id, Name: id, Zone: o.zones[id], Gone: o.gone.Load()}, nil
}

func (o *office) Channel(_ context.Context, name string) (string, error) {
	if o.fails.Load() {
		return "", errors.New("slack is down")
	}
	return "C" + name, nil
}

// post is what the recording sender got.
type post struct {
	id string
	at time.Time
}

// recorder is a Sender that keeps what it was given.
type recorder struct {
	mu    sync.Mutex
	posts []post
	tries map[string]int
	// withdrawn is what was taken back.
	withdrawn []coach.Posted
	// fate decides what becomes of an attempt; nil: it is posted.
	fate func(d coach.Delivery, try int) error
}

func (r *recorder) Send(_ context.Context, d coach.Delivery) (coach.Posted, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tries == nil {
		r.tries = map[string]int{}
	}
	r.tries[d.ID]++
	if r.fate != nil {
		if err := r.fate(d, r.tries[d.ID]); err != nil {
			return coach.Posted{}, err
		}
	}
	r.posts = append(r.posts, post{d.ID, time.Now()})
	return coach.Posted{Channel: d.To, TS: fmt.Sprint(len(r.posts))}, nil
}

func (r *recorder) Withdraw(_ context.Context, p coach.Posted) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.withdrawn = append(r.withdrawn, p)
	return nil
}

// decide sets the fate of the attempts to come.
func (r *recorder) decide(fate func(d coach.Delivery, try int) error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fate = fate
}

func (r *recorder) all() []post {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]post(nil), r.posts...)
}

// house is a store with the loops of one or more instances running on it.
type house struct {
	*testing.T
	store  *storetest.Memory
	office *office
	sender *recorder
	book   notebook // what the loops tell
	wake   chan struct{}
	team   atomic.Pointer[coach.Settings] // instead of settings; nil: none
}

var berlin, newYork = zone("Europe/Berlin"), zone("America/New_York")

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// inBubble runs a story that begins on Mon 2 Nov 2026 at 07:00 in Berlin, with
// so many instances. All goroutines end before the bubble does.
func inBubble(t *testing.T, instances int, story func(h *house)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 11, 2, 7, 0, 0, 0, berlin)))
		wake := make(chan struct{}, 1)
		h := &house{T: t, wake: wake, sender: &recorder{},
			office: &office{zones: map[string]*time.Location{"U1": berlin, "U2": newYork}},
			store: storetest.NewMemory(func() {
				select {
				case wake <- struct{}{}:
				default:
				}
			})}
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for i := range instances {
			h.start(ctx, &all, fmt.Sprint("instance", i))
		}
		story(h)
		stop()
		all.Wait()
	})
}

func settings() coach.Settings {
	s := coach.DefaultSettings()
	s.Zone, s.DigestChannel = berlin, "sales"
	return s
}

// settings are the team's as they are now.
func (h *house) settings() coach.Settings {
	if s := h.team.Load(); s != nil {
		return *s
	}
	return settings()
}

// posts changes where digests go; empty is nowhere.
func (h *house) posts(channel string) {
	s := settings()
	s.DigestChannel = channel
	h.team.Store(&s)
}

func (h *house) start(ctx context.Context, all *sync.WaitGroup, name string) {
	scripts, err := coach.ParseScripts(prompts.FS)
	if err != nil {
		h.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	look := &Look{Store: h.store, Directory: h.office, Scripts: scripts, Settings: h.settings, Clock: bubbleClock{}, Wake: h.wake, Observe: &h.book, Log: log}
	deliver := &Deliver{Outbox: h.store, Sender: h.sender, Consumer: name, Observe: &h.book, Log: log}
	all.Go(func() { look.Run(ctx) })
	all.Go(func() { deliver.Run(ctx) })
}

// deal adds a deal in Negotiation (limit 5) for an owner, now.
func (h *house) deal(owner string) coach.Deal {
	h.Helper()
	d, err := coach.NewDeal(coach.Act{By: owner, At: time.Now()}, owner, coach.AddLine{Name: "Acme", Stage: coach.Negotiation})
	if err == nil {
		d, err = h.store.Create(h.Context(), fmt.Sprint("op", owner, time.Now().UnixNano()), d)
	}
	if err != nil {
		h.Fatal(err)
	}
	return d
}

// rep changes what is kept of a rep, now.
func (h *house) rep(id string, change func(*coach.Rep, coach.Act) error) {
	h.Helper()
	act := coach.Act{By: id, At: time.Now().In(berlin)}
	_, err := h.store.UpdateRep(h.Context(), id, fmt.Sprint("rep", id, act.At.UnixNano()), act.At,
		func(r *coach.Rep) error { return change(r, act) })
	if err != nil {
		h.Fatal(err)
	}
}

// until lets time pass to an instant in November 2026, in Berlin.
func (h *house) until(day, hour, minute int) {
	time.Sleep(time.Until(time.Date(2026, 11, day, hour, minute, 0, 0, berlin)))
	synctest.Wait()
}

// want checks what was posted so far, as "id at time in Berlin".
func (h *house) want(want ...string) {
	h.Helper()
	var got []string
	for _, p := range h.sender.all() {
		got = append(got, p.id+" at "+p.at.In(berlin).Format("Mon 15:04"))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		h.Errorf("posted %q\nwant   %q", got, want)
	}
}
