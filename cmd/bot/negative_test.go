package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
)

// The faults of the tests before are real ones: whoever receives, posts and
// records without looking before a repetition posts a good part twice. A harness
// that did not show it would prove nothing.
func TestWhoeverDoesNotLookPostsTwice(t *testing.T) {
	t.Parallel()
	messages, atLeast := 600, 10
	if stress() {
		messages, atLeast = 6000, 100
	}
	o := newOffice(t, 1, 1)
	for i := range messages {
		due := coach.Timer{Name: coach.DigestTimer, Due: o.Now().Add(time.Duration(i))}
		d := coach.Digest{ID: fmt.Sprint("digest:", salesChannel, ":", i), Channel: salesChannel}
		if err := o.store.SaveDigest(t.Context(), due, d, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	goWrong(o.workspace, "chat.postMessage", faultShare)
	ctx, enough := context.WithCancel(t.Context())
	defer enough()
	client := &http.Client{Timeout: 200 * time.Millisecond}
	defer client.CloseIdleConnections()
	var posting sync.WaitGroup
	for i := range 8 {
		posting.Go(func() { naive{o.store, client, o}.deliver(ctx, fmt.Sprint("naive", i)) })
	}
	done := func() bool { n, err := o.store.Pending(t.Context()); return err == nil && n == 0 }
	if !o.within(60*time.Second, done) {
		t.Error("it does not come to an end")
	}
	enough()
	posting.Wait()
	n := tally{what: "naive", asked: messages}
	for _, posted := range o.messages() {
		n.kept++
		n.twice += posted - 1
	}
	n.lost = messages - n.kept
	t.Logf("\n%s\n%s", heading, n)
	if n.twice < atLeast || n.lost > 0 {
		t.Errorf("%d messages too many, want at least %d; %d are lost", n.twice, atLeast, n.lost)
	}
}

// naive delivers as one would at first: what Slack did not confirm is posted
// again.
type naive struct {
	outbox *store.Store
	client *http.Client
	at     *office
}

func (n naive) deliver(ctx context.Context, consumer string) {
	for ctx.Err() == nil {
		got, err := n.outbox.Receive(ctx, consumer, 1, 100*time.Millisecond, 250*time.Millisecond)
		if err != nil {
			continue
		}
		for _, d := range got {
			if posted, ok := n.post(ctx, d.Message); ok {
				_, _ = n.outbox.Finish(ctx, d, posted) // else it comes again
			}
		}
	}
}

func (n naive) post(ctx context.Context, m coach.Message) (coach.Posted, bool) {
	_, token := n.at.workspace.Tokens()
	form := url.Values{
		"token": {token}, "channel": {m.To}, "text": {m.ID},
		"metadata": {`{"event_type":"naive","event_payload":{"id":"` + m.ID + `"}}`},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, n.at.workspace.APIURL()+"chat.postMessage", strings.NewReader(form.Encode()))
	if err != nil {
		return coach.Posted{}, false
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := n.client.Do(req)
	if err != nil {
		return coach.Posted{}, false
	}
	defer resp.Body.Close()
	var answer struct {
		OK          bool
		Channel, TS string
	}
	err = json.NewDecoder(resp.Body).Decode(&answer)
	return coach.Posted{Channel: answer.Channel, TS: answer.TS}, err == nil && answer.OK
}
