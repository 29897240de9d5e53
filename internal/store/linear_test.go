package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/anishathalye/porcupine"

	"dealcoach/internal/coach"
)

// step is what a client does to a deal: it appends its mark to the history, or
// reads it when it has none.
type step struct {
	deal int64
	mark string
}

// outcome is what a step came to: the deal's version after the mark, or all
// marks in their order.
type outcome struct {
	version int64
	marks   string
}

// oneAtATime says what a deal does when steps come one after another: a mark is
// there once, from the moment it was acknowledged on at the latest.
var oneAtATime = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		deals := map[int64][]porcupine.Operation{}
		for _, op := range history {
			id := op.Input.(step).deal
			deals[id] = append(deals[id], op)
		}
		var parts [][]porcupine.Operation
		for _, ops := range deals {
			parts = append(parts, ops)
		}
		return parts
	},
	Init: func() any { return "" },
	Step: func(state, input, output any) (bool, any) {
		marks, in, out := state.(string), input.(step), output.(outcome)
		if in.mark == "" {
			return out.marks == marks, marks
		}
		return out.version == int64(strings.Count(marks, " "))+2, marks + in.mark + " "
	},
}

// Clients whose answers get lost see deals that change one step at a time, when
// they repeat what they do not know the outcome of under the same operation id.
func TestEightClientsSeeOneOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		history := eightClients(t, url, 400, sameOp)
		expectResult(t, history, porcupine.Ok)
	})
}

// The same clients with a new id for each try do not, or the test above proves
// nothing.
func TestClientsThatRepeatNaivelyAreFoundOut(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		history := eightClients(t, url, 100, newOp)
		expectResult(t, history, porcupine.Illegal)
	})
}

func sameOp(mark string, _ int) string { return mark }

func newOp(mark string, try int) string { return fmt.Sprint(mark, " try ", try) }

func expectResult(t *testing.T, history []porcupine.Operation, want porcupine.CheckResult) {
	t.Helper()
	if got := porcupine.CheckOperationsTimeout(oneAtATime, history, 20*time.Second); got != want {
		t.Errorf("the history of %d steps is %s, want %s", len(history), got, want)
	}
}

// onBoth runs a test on miniredis, and on a real Redis when there is one.
func onBoth(t *testing.T, test func(t *testing.T, url string)) {
	t.Run("miniredis", func(t *testing.T) { test(t, "redis://"+miniredis.RunT(t).Addr()) })
	t.Run("Redis", func(t *testing.T) { test(t, realRedis(t)) })
}

// eightClients append to 20 deals, as often each, through a network that loses
// one answer to a commit in twenty. They return what everybody saw.
func eightClients(t *testing.T, url string, appends int, op func(mark string, try int) string) []porcupine.Operation {
	const clients, deals = 8, 20
	s, p := onLossyNetwork(t, url)
	var ids []int64
	for i := range deals {
		ids = append(ids, create(t, s, fmt.Sprint("Deal ", i)).ID)
	}
	p.share.Store(5)
	begin := time.Now()
	histories := make([][]porcupine.Operation, clients)
	var wait sync.WaitGroup
	for c := range clients {
		wait.Go(func() {
			do := func(in step, work func() outcome) {
				call := time.Since(begin).Nanoseconds()
				out := work()
				histories[c] = append(histories[c], porcupine.Operation{
					ClientId: c, Input: in, Call: call, Output: out, Return: time.Since(begin).Nanoseconds(),
				})
			}
			for i := range appends {
				// As often to each, so that no history outgrows what is kept of it.
				id := ids[(i+c*appends)%deals]
				mark := fmt.Sprintf("%d.%d", c, i)
				do(step{id, mark}, func() outcome {
					d, _ := persist(t, s, id, mark, 15*time.Millisecond, op)
					return outcome{version: d.Version}
				})
				if id := ids[rand.IntN(deals)]; i%4 == 0 {
					do(step{deal: id}, func() outcome { return outcome{marks: strings.Join(marks(t, s, id), "")} })
				}
			}
		})
	}
	wait.Wait()
	if p.lost.Load() == 0 {
		t.Error("no answer was lost")
	}
	return slices.Concat(histories...)
}

// onLossyNetwork opens a store whose answers to commits can be lost.
func onLossyNetwork(t *testing.T, url string) (*Store, *proxy) {
	t.Helper()
	p := startProxy(t, strings.TrimPrefix(url, "redis://"))
	t.Cleanup(p.stop)
	s := open(t, p.url(), nil)
	t.Cleanup(func() { p.share.Store(0) })
	if err := s.db.ScriptLoad(t.Context(), commitScript.text).Err(); err != nil {
		t.Fatal(err)
	}
	p.script.Store(commitScript)
	return s, p
}

// persist appends a mark, and repeats it until the outcome is known. With a
// patience of less than the store's first pause, outcomes do stay unknown; it
// doubles with each try. It returns how often it was told that others are
// changing the deal.
func persist(t *testing.T, s *Store, id int64, mark string, patience time.Duration, op func(mark string, try int) string) (d coach.Deal, conflicts int) {
	t.Helper()
	begin := time.Now()
	for try := 0; time.Since(begin) < time.Minute; try++ {
		ctx, cancel := context.WithTimeout(t.Context(), patience<<min(try, 8))
		d, err := s.Update(ctx, id, op(mark, try), appending(mark))
		cancel()
		switch kind(err) {
		case coach.ErrConflict:
			conflicts++
		case coach.ErrUnknown, coach.ErrUnavailable:
		case nil:
			return d, conflicts
		default:
			t.Errorf("%s: %v", mark, err)
			return d, conflicts
		}
		time.Sleep(time.Millisecond) // a refusal comes at once
	}
	t.Errorf("%s did not get through in a minute", mark)
	return d, conflicts
}

func appending(mark string) func(*coach.Deal) error {
	return func(d *coach.Deal) error {
		d.Last = coach.Event{At: time.Now(), By: "U1", Kind: coach.Touched, Note: mark}
		d.News = append(d.News, d.Last)
		return nil
	}
}

// marks are a deal's, the oldest first, each with a space behind it.
func marks(t *testing.T, s *Store, id int64) []string {
	t.Helper()
	events, err := s.History(t.Context(), id, historyCap)
	for errors.Is(err, coach.ErrUnavailable) && t.Context().Err() == nil {
		events, err = s.History(t.Context(), id, historyCap)
	}
	if err != nil {
		t.Error(err)
	}
	var all []string
	for _, e := range slices.Backward(events) {
		if e.Kind == coach.Touched {
			all = append(all, e.Note+" ")
		}
	}
	return all
}
