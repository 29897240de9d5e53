package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace"
)

// Slack takes the digest and each page of its thread, and every first answer is
// lost: what is there is found, in the channel and in the thread, and is not
// posted again.
func TestALostAnswerPostsNoPageTwice(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	const deals = coach.PageDeals + 5
	p.perform("mia> /deal add Deal {1..45}\n| Added...\nmia> /deal won #{1..45}\n| Won...")
	p.demo.workspace.Fail(workspace.Fault{Method: "chat.postMessage", Channel: salesChannel, Times: 3, Done: true, Drop: true})
	friday := onDay(6, 16, 0)
	p.demo.clock.move(friday)
	digest := coach.DigestID(salesChannel, friday)
	want := []string{digest, coach.ThreadID(digest, 1), coach.ThreadID(digest, 2)}
	p.settled(func() bool { return len(p.demo.workspace.Messages(salesChannel)) >= len(want) })

	posts := p.demo.workspace.Messages(salesChannel)
	var got []string
	named := 0
	for _, m := range posts {
		got = append(got, idOf(m))
		if m.ThreadTS != "" {
			named += strings.Count(m.Text, "• *Deal ")
		}
		if below := m.ThreadTS == posts[0].TS; below != (m.TS != posts[0].TS) {
			t.Errorf("%s stands in the thread %q of %q", idOf(m), m.ThreadTS, posts[0].TS)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("posted %q, want %q", got, want)
	}
	if named != deals {
		t.Errorf("the thread names %d deals, want %d", named, deals)
	}
	var tried int
	for _, c := range p.demo.workspace.Calls() {
		if c.Method == "conversations.replies" {
			tried++
		}
	}
	if tried < 2 {
		t.Errorf("the thread was looked into %d times; no answer was lost", tried)
	}
}

// settled waits until something is so and no message is on its way.
func (p *play) settled(so func() bool) {
	p.Helper()
	deadline := time.After(40 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		pending, err := p.demo.store.Pending(p.Context())
		if err == nil && pending == 0 && so() {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			p.Fatalf("%d messages are still on their way, %v", pending, err)
		}
	}
}
