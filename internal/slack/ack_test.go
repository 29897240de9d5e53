package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// sendFunc is an ackSender made of a function.
type sendFunc func(ctx context.Context, payload any) error

func (f sendFunc) sendAck(ctx context.Context, _ string, _ time.Time, payload any) error {
	return f(ctx, payload)
}

// idleSocket is a socket that nobody runs: what it queues stays in slack-go's
// queue, as between two connections.
func idleSocket(tb testing.TB) *socket {
	all := newSockets(socketOptions{appToken: testAppToken, apiURL: "http://127.0.0.1:1/api/"})
	return newSocket(all, 1, testCrew(tb.Context(), ackAll, nil))
}

func (c *socket) envelope(id string) envelope {
	return envelope{id: id, kind: envelopeCommand, taken: time.Now(), reply: &envelopeReply{to: c}}
}

func TestAckIsSentOnce(t *testing.T) {
	var sent, again atomic.Int64
	e := envelope{reply: &envelopeReply{to: sendFunc(func(context.Context, any) error { sent.Add(1); return nil })}}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if err := e.ack(t.Context(), nil); errors.Is(err, errAcked) {
				again.Add(1)
			}
		})
	}
	wg.Wait()
	if sent.Load() != 1 || again.Load() != 49 {
		t.Errorf("sent %d times, refused %d times; want 1 and 49", sent.Load(), again.Load())
	}
}

// Pitfall: slack-go's queue takes 20 and then blocks for ever when no socket
// drains it.
func TestAckWaitsTwoSecondsAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := idleSocket(t)
		for i := range 20 {
			if err := c.envelope(fmt.Sprint(i)).ack(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		began, e := time.Now(), c.envelope("last")
		err := e.ack(t.Context(), nil)
		if took := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || took != ackTimeout {
			t.Errorf("err %v after %v; want a deadline after %v", err, took, ackTimeout)
		}
		if err := e.ack(t.Context(), nil); errors.Is(err, errAcked) {
			t.Error("an acknowledgement that was not queued counts as one")
		}
	})
}

// Pitfall: Slack drops acknowledgements of 20 KB without a word.
func TestAckTooLargeIsNotSent(t *testing.T) {
	e := idleSocket(t).envelope("E1")
	frame := len(`{"envelope_id":"E1","payload":""}`)
	if err := e.ack(t.Context(), strings.Repeat("x", 20*1024-frame)); !errors.Is(err, errTooLarge) {
		t.Errorf("20 KB: %v, want errTooLarge", err)
	}
	if err := e.ack(t.Context(), strings.Repeat("x", 20*1024-frame-1)); err != nil {
		t.Errorf("one byte less, after the failure: %v", err)
	}
}

func TestAckOfWhatIsNoJSON(t *testing.T) {
	e := idleSocket(t).envelope("E1")
	if err := e.ack(t.Context(), make(chan int)); err == nil || errors.Is(err, errTooLarge) {
		t.Errorf("got %v, want an error that is not errTooLarge", err)
	}
	if err := e.ack(t.Context(), nil); err != nil {
		t.Errorf("after the failure: %v", err)
	}
}

// Pitfall: an acknowledgement after the end is queued for ever and reported as
// sent.
func TestAckAfterTheEndFails(t *testing.T) {
	c := idleSocket(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.keep(ctx); err != nil {
		t.Fatal(err)
	}
	if err := c.envelope("E1").ack(t.Context(), nil); !errors.Is(err, errHungUp) {
		t.Errorf("got %v, want errHungUp", err)
	}
}

func TestFailedWriteIsRepeatedOnceWhileSlackWaits(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var s sentAcks
	s.add("fresh", now.Add(-2999*time.Millisecond))
	s.add("late", now.Add(-3*time.Second))
	for _, tt := range []struct {
		name, id string
		want     bool
	}{
		{"Slack still waits", "fresh", true},
		{"a second failure is final", "fresh", false},
		{"Slack has given up", "late", false},
		{"never heard of", "other", false},
	} {
		if _, ok := s.repeat(tt.id, now); ok != tt.want {
			t.Errorf("%s: repeat is %v", tt.name, ok)
		}
	}
	for i := range len(s.last) {
		s.add(fmt.Sprint(i), now)
	}
	if taken, ok := s.repeat("0", now); !ok || !taken.Equal(now) {
		t.Error("forgot one of the last acknowledgements")
	}
}
