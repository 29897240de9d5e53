// Package storetest holds what a store of the coach's state must do, as an
// interface and a contract test, and an in-memory store that passes it. What is
// tested against Memory therefore holds for Redis too.
//
// The tour: store.go is the interface. memory.go and its neighbours are Memory;
// contract.go runs the contract, whose parts are in the files next to it.
package storetest

import (
	"context"
	"time"

	"dealcoach/internal/coach"
)

// Store is the coach's state. What each method promises is written at the
// methods of store.Store.
type Store interface {
	Ping(ctx context.Context) error
	Close() error

	Create(ctx context.Context, op string, d coach.Deal) (coach.Deal, error)
	Update(ctx context.Context, id int64, op string, change func(*coach.Deal) error) (coach.Deal, error)
	SaveAll(ctx context.Context, op string, deals []coach.Deal) error
	ByExternal(ctx context.Context, ids []string) (map[string]int64, error)
	ByRow(ctx context.Context, rows []string) (map[string]int64, error)
	Deal(ctx context.Context, id int64) (coach.Deal, error)
	Merge(ctx context.Context, from, into int64, op string, change func(from, into *coach.Deal) error) (coach.Deal, error)
	Deleted(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	Deals(ctx context.Context, ids []int64) ([]coach.Deal, error)
	Before(ctx context.Context, op string) (coach.Deal, error)
	OpenOf(ctx context.Context, owner string) ([]coach.Deal, error)
	Revisits(ctx context.Context, owner string, until coach.Date) ([]coach.Deal, error)
	Focused(ctx context.Context, week string) ([]coach.Deal, error)
	OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error)
	ClosedOf(ctx context.Context, owner string, n int) ([]coach.Deal, error)
	ClosedBetween(ctx context.Context, from, to time.Time) ([]coach.Deal, error)
	Names(ctx context.Context, owner, prefix string, n int) ([]coach.Named, error)
	Called(ctx context.Context, owner string, names []string) ([]coach.Named, error)
	Recall(names []string) (coach.Named, bool)
	History(ctx context.Context, id int64, n int) ([]coach.Event, error)

	Claim(ctx context.Context, now time.Time, n int, lease time.Duration) (due []coach.Timer, next time.Time, err error)
	Renew(ctx context.Context, timers []coach.Timer, lease time.Duration) error
	NextDue(ctx context.Context) (time.Time, bool, error)
	SetTimer(ctx context.Context, t coach.Timer) error
	Rep(ctx context.Context, id string) (coach.Rep, error)
	UpdateRep(ctx context.Context, id, op string, at time.Time, change func(*coach.Rep) error) (coach.Rep, error)
	SaveLook(ctx context.Context, t coach.Timer, l coach.Look) error
	LastDigest(ctx context.Context) (at time.Time, ok bool, err error)
	StartDigests(ctx context.Context, at time.Time) error
	SaveDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error
	PostDigest(ctx context.Context, op string, d coach.Digest) (posted bool, err error)
	CompleteDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error
	KeepDigest(ctx context.Context, d coach.Digest) error
	Prompt(ctx context.Context, id string) (coach.Prompt, error)
	Digest(ctx context.Context, id string) (coach.Digest, error)

	ShowHome(ctx context.Context, user string) error
	Absent(ctx context.Context) ([]string, error)
	Watch(ctx context.Context, user string, watches bool) error
	Watchers(ctx context.Context) ([]string, error)
	Notify(ctx context.Context, messages []coach.Message) error
	Receive(ctx context.Context, consumer string, n int, wait, lease time.Duration) ([]coach.Delivery, error)
	Finish(ctx context.Context, d coach.Delivery, p coach.Posted) (stands coach.Posted, err error)
	Defer(ctx context.Context, d coach.Delivery, wait time.Duration) error
	Bury(ctx context.Context, d coach.Delivery, reason string) error
	Revive(ctx context.Context, known []coach.MessageKind) (int, error)
	Posted(ctx context.Context, messageID string) (coach.Posted, bool, error)
	DeadLetters(ctx context.Context, n int) ([]coach.DeadLetter, error)
	Pending(ctx context.Context) (int, error)

	Settings(ctx context.Context) (coach.Saved, error)
	SaveSettings(ctx context.Context, op string, v coach.Saved, timers ...coach.Timer) error
	Retime(ctx context.Context, t coach.Timer, mine func(rep string) bool, decide func(r coach.Rep, due time.Time) (at time.Time, ok bool)) (moved int, err error)
	SettingsSaves(ctx context.Context, n int) ([]coach.SettingsSave, error)
	Fact(ctx context.Context, name string) (string, error)
	SetFact(ctx context.Context, name, value string) error
}
