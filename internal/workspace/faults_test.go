package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
)

func TestFaults(t *testing.T) {
	post := func(r *rig, ctx context.Context) error {
		_, _, err := r.api.PostMessageContext(ctx, "C1", slack.MsgOptionText("hi", false))
		return err
	}
	for name, tt := range map[string]struct {
		fault  workspace.Fault
		check  func(error) bool
		posted int
	}{
		"an error of Slack's": {workspace.Fault{Error: "fatal_error"}, func(err error) bool { return err != nil && err.Error() == "fatal_error" }, 0},
		"too many requests": {workspace.Fault{Status: 429, RetryAfter: "7"}, func(err error) bool {
			limited, ok := errors.AsType[*slack.RateLimitedError](err)
			return ok && limited.RetryAfter == 7*time.Second
		}, 0},
		"a broken server": {workspace.Fault{Status: 502}, func(err error) bool {
			status, ok := errors.AsType[slack.StatusCodeError](err)
			return ok && status.Code == 502
		}, 0},
		"a cut before":          {workspace.Fault{Drop: true}, func(err error) bool { return errors.Is(err, io.EOF) }, 0},
		"a lost answer":         {workspace.Fault{Done: true, Drop: true}, func(err error) bool { return errors.Is(err, io.EOF) }, 1},
		"a slow server":         {workspace.Fault{Delay: 9 * time.Second}, func(err error) bool { return err == nil }, 1},
		"slower than one waits": {workspace.Fault{Delay: 20 * time.Second}, func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }, 0},
		"done, and then a proxy's error": {workspace.Fault{Done: true, Status: 500}, func(err error) bool {
			status, ok := errors.AsType[slack.StatusCodeError](err)
			return ok && status.Code == 500
		}, 1},
		"done, and half an answer":     {workspace.Fault{Done: true, Status: 200, Body: `{"ok":true,"chan`}, func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }, 1},
		"done, and denied":             {workspace.Fault{Done: true, Error: "internal_error"}, func(err error) bool { return err != nil && err.Error() == "internal_error" }, 1},
		"done, and an empty answer":    {workspace.Fault{Done: true, Status: 200, Body: "{}"}, func(err error) bool { return err == nil }, 1},
		"done, and slower than waited": {workspace.Fault{Done: true, Delay: 20 * time.Second}, func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }, 1},
		"another channel":              {workspace.Fault{Channel: "C2", Drop: true}, func(err error) bool { return err == nil }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				tt.fault.Method = "chat.postMessage"
				r.Fail(tt.fault)
				ctx, cancel := context.WithTimeout(r.ctx, 10*time.Second)
				defer cancel()
				if err := post(r, ctx); !tt.check(err) {
					t.Errorf("error %v", err)
				}
				if n := len(r.Messages("C1")); n != tt.posted {
					t.Errorf("%d messages, want %d", n, tt.posted)
				}
				if err := post(r, r.ctx); err != nil {
					t.Errorf("the call after it: %v", err)
				}
			})
		})
	}
}

func TestAFaultTakesItsShare(t *testing.T) {
	bubble(t, func(r *rig) {
		struck := func(seed uint64) string {
			r.Fail(workspace.Fault{Method: "auth.test", Error: "internal_error", Times: -1, Share: 0.1, Seed: seed})
			defer r.ClearFaults()
			var struck strings.Builder
			for range 1000 {
				_, err := r.api.AuthTestContext(r.ctx)
				struck.WriteString(map[bool]string{true: ".", false: "x"}[err == nil])
			}
			return struck.String()
		}
		first := struck(1)
		if n := strings.Count(first, "x"); n < 60 || n > 140 {
			t.Errorf("%d of 1000 calls failed, want a tenth", n)
		}
		if struck(1) != first {
			t.Error("the same seed strikes other calls")
		}
		if struck(2) == first {
			t.Error("another seed strikes the same calls")
		}
	})
}

func TestWhatWasDoneIsInTheJournal(t *testing.T) {
	bubble(t, func(r *rig) {
		for _, f := range []workspace.Fault{{Status: 500}, {Done: true, Status: 500}, {Done: true, Status: 200, Body: "{}"}, {Done: true, Drop: true}} {
			f.Method = "auth.test"
			r.Fail(f)
			_, _ = r.api.AuthTestContext(r.ctx)
		}
		var got []string
		for _, c := range r.Calls() {
			got = append(got, fmt.Sprint(c.OK, " ", c.Error))
		}
		if want := []string{"false http_500", "true http_500", "true odd_answer", "true connection_dropped"}; !slices.Equal(got, want) {
			t.Errorf("the calls were %q, want %q", got, want)
		}
	})
}

func TestFaultsCanBeCleared(t *testing.T) {
	bubble(t, func(r *rig) {
		r.Fail(workspace.Fault{Error: "internal_error", Times: -1})
		for range 3 {
			if _, err := r.api.AuthTestContext(r.ctx); err == nil || err.Error() != "internal_error" {
				t.Errorf("a lasting fault: %v", err)
			}
		}
		r.ClearFaults()
		if _, err := r.api.AuthTestContext(r.ctx); err != nil {
			t.Errorf("cleared: %v", err)
		}
	})
}
