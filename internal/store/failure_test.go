package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
)

// withProxy opens a store whose answers can be lost, with one deal in it and
// all scripts known to the server.
func withProxy(t *testing.T) (*Store, *proxy, coach.Deal) {
	t.Helper()
	p := startProxy(t, miniredis.RunT(t).Addr())
	t.Cleanup(p.stop)
	s := open(t, p.url(), nil)
	d := create(t, s, "Acme")
	return s, p, d
}

// expectOnce expects that the deal was changed by one operation, once.
func expectOnce(t *testing.T, s *Store, id int64) {
	t.Helper()
	d, err := s.Deal(t.Context(), id)
	if err != nil || d.Version != 2 || d.Attempts != 1 {
		t.Errorf("got version %d with %d attempts, %v; want the change once", d.Version, d.Attempts, err)
	}
	history, err := s.History(t.Context(), id, 10)
	if err != nil || len(history) != 2 {
		t.Errorf("got %d lines of history, %v; want 2", len(history), err)
	}
}

func attempt(d *coach.Deal) error {
	d.Attempts++
	d.Last = coach.Event{At: time.Now(), By: "U1", Kind: coach.Attempted}
	d.News = append(d.News, d.Last)
	return nil
}

func TestACommitWhoseAnswerIsLostIsRepeatedWithoutHarm(t *testing.T) {
	s, p, d := withProxy(t)
	p.cuts.Store(2)
	got, err := s.Update(t.Context(), d.ID, "click", attempt)
	if err != nil || got.Version != 2 || got.Attempts != 1 {
		t.Errorf("got %+v, %v; want the changed deal", got, err)
	}
	if p.lost.Load() != 2 {
		t.Errorf("%d answers were lost, want 2", p.lost.Load())
	}
	expectOnce(t, s, d.ID)
}

func TestATimerWhoseCommitHadNoAnswerWakesTheLoop(t *testing.T) {
	p := startProxy(t, miniredis.RunT(t).Addr())
	t.Cleanup(p.stop)
	woken := false
	s := open(t, p.url(), func() { woken = true })
	if err := s.db.ScriptLoad(t.Context(), commitScript.text).Err(); err != nil {
		t.Fatal(err)
	}
	p.cuts.Store(1)
	create(t, s, "Acme")
	if !woken || p.lost.Load() != 1 {
		t.Errorf("the loop was woken: %v, with %d lost answers; want true with 1", woken, p.lost.Load())
	}
}

func TestACommitWhoseAnswersAreAllLostIsUnknownAndCanBeRepeated(t *testing.T) {
	s, p, d := withProxy(t)
	p.cuts.Store(1000)
	_, err := s.Update(t.Context(), d.ID, "click", attempt)
	expectKind(t, err, coach.ErrUnknown)
	if errors.Is(err, coach.ErrUnavailable) {
		t.Errorf("%v is said to have written nothing, too", err)
	}
	if got, want := p.lost.Load(), int64(1+len(pauses)); got != want {
		t.Errorf("the commit was sent %d times, want %d", got, want)
	}
	p.cuts.Store(0)
	if _, err := s.Update(t.Context(), d.ID, "click", attempt); err != nil {
		t.Error(err)
	}
	expectOnce(t, s, d.ID)
}

func TestACommitWhoseAnswerIsLateIsUnknown(t *testing.T) {
	s, p, _ := withProxy(t)
	p.mute.Store(true)
	defer p.mute.Store(false)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begin := time.Now()
	err := s.SetTimer(ctx, coach.Timer{Name: "a", Due: time.Now()})
	expectKind(t, err, coach.ErrUnknown)
	if took := time.Since(begin); took > time.Second {
		t.Errorf("it took %s to give up, want about 100 ms", took)
	}
}

func TestARedisThatIsDownIsUnavailableAtOnce(t *testing.T) {
	mini := miniredis.RunT(t)
	s := openOn(t, "redis://"+mini.Addr())
	d := create(t, s, "Acme")
	mini.Close()
	calls := map[string]func(ctx context.Context) error{
		"Ping": s.Ping,
		"Create": func(ctx context.Context) error {
			_, err := s.Create(ctx, "add", coach.Deal{Name: "New"})
			return err
		},
		"Update": func(ctx context.Context) error { _, err := s.Update(ctx, d.ID, "click", attempt); return err },
		"Deal":   func(ctx context.Context) error { _, err := s.Deal(ctx, d.ID); return err },
		"SetTimer": func(ctx context.Context) error {
			return s.SetTimer(ctx, coach.Timer{Name: "a", Due: time.Now()})
		},
		"SetFact": func(ctx context.Context) error { return s.SetFact(ctx, "origin", "now") },
		"Receive": func(ctx context.Context) error {
			_, err := s.Receive(ctx, "reader", 1, time.Minute, time.Minute)
			return err
		},
	}
	for name, call := range calls {
		begin := time.Now()
		err := call(t.Context())
		if took := time.Since(begin); !errors.Is(err, coach.ErrUnavailable) || took > 500*time.Millisecond {
			t.Errorf("%s: got error %v after %s, want ErrUnavailable within 500 ms", name, err, took)
		}
	}
	if err := mini.Restart(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); s.Ping(t.Context()) != nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the store did not find Redis again in 5 s")
		}
	}
}

func TestAServerThatRefusesIsUnavailable(t *testing.T) {
	for _, answer := range []string{
		"LOADING Redis is loading the dataset in memory",
		"READONLY You can't write against a read only replica.",
		"OOM command not allowed when used memory > 'maxmemory'.",
		"CLUSTERDOWN The cluster is down",
		"NOAUTH Authentication required.",
		"MISCONF Errors writing to the AOF file",
		"NOREPLICAS Not enough good replicas to write.",
	} {
		t.Run(answer, func(t *testing.T) {
			mini := miniredis.RunT(t)
			s := openOn(t, "redis://"+mini.Addr())
			create(t, s, "Acme")
			mini.SetError(answer)
			expectKind(t, s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: time.Now()}), coach.ErrUnavailable)
			_, err := s.Create(t.Context(), "add", coach.Deal{Name: "Acme"})
			expectKind(t, err, coach.ErrUnavailable)
		})
	}
}

func TestNoErrorHoldsThePassword(t *testing.T) {
	mini := miniredis.RunT(t)
	mini.RequireAuth("another")
	for name, host := range map[string]string{"wrong password": mini.Addr(), "no server": "127.0.0.1:1"} {
		s := openOn(t, "redis://:hunter2@"+host)
		_, err := s.Create(t.Context(), "add", coach.Deal{Name: "Acme"})
		for _, err := range []error{err, s.Ping(t.Context()), s.SetTimer(t.Context(), coach.Timer{Name: "a"})} {
			expectKind(t, err, coach.ErrUnavailable)
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s: the error %q holds the password", name, err)
			}
		}
	}
}

func TestAWaitForWorkEndsSoonAfterItsContext(t *testing.T) {
	s := openOn(t, "redis://"+miniredis.RunT(t).Addr())
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := s.Receive(ctx, "reader", 1, time.Minute, time.Minute)
	expectKind(t, err, coach.ErrUnavailable)
	if took := time.Since(begin); took > 2*slice {
		t.Errorf("the wait went on for %s", took)
	}
}

// openOn opens a store on a server that may go away.
func openOn(t *testing.T, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{URL: url, Team: "T1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func expectKind(t *testing.T, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("got error %v, want %v", err, kind)
	}
}
