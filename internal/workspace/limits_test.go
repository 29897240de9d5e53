package workspace_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
)

func limited(o *workspace.Options) { o.Limits = true }

// until calls until the limit is reached, and tells how many calls went through
// and how long to wait.
func until(t *testing.T, call func(n int) error) (n int, wait time.Duration) {
	t.Helper()
	for ; n < 1000; n++ {
		err := call(n)
		if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
			return n, limited.RetryAfter
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return n, 0
}

func TestRateLimitsAreSlacks(t *testing.T) {
	for name, tt := range map[string]struct {
		call  func(r *rig) func(n int) error
		calls int
		wait  time.Duration
	}{
		"a channel takes a short burst": {func(r *rig) func(int) error {
			return func(int) error { return r.posts("C1") }
		}, 5, 5 * time.Second},
		"a workspace takes several hundred messages a minute": {func(r *rig) func(int) error {
			for i := range 100 {
				r.AddChannel("C"+strconv.Itoa(100+i), "room-"+strconv.Itoa(i), r.BotUser())
			}
			return func(n int) error { return r.posts("C" + strconv.Itoa(100+n%100)) }
		}, 300, time.Minute},
		"tier 2": {func(r *rig) func(int) error {
			return func(int) error {
				_, _, err := r.api.GetConversationsContext(r.ctx, &slack.GetConversationsParameters{})
				return err
			}
		}, 20, time.Minute},
		"tier 3": {func(r *rig) func(int) error {
			return func(int) error {
				_, err := r.api.GetConversationInfoContext(r.ctx, &slack.GetConversationInfoInput{ChannelID: "C1"})
				return err
			}
		}, 50, time.Minute},
		"tier 4": {func(r *rig) func(int) error {
			return func(int) error { _, err := r.api.GetUserInfoContext(r.ctx, "U1"); return err }
		}, 100, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				call := tt.call(r)
				if n, wait := until(t, call); n != tt.calls || wait != tt.wait {
					t.Errorf("%d calls and then a pause of %v, want %d and %v", n, wait, tt.calls, tt.wait)
				}
				if _, err := r.api.AuthTestContext(r.ctx); err != nil {
					t.Errorf("another method: %v", err)
				}
				time.Sleep(tt.wait - time.Millisecond)
				if n, wait := until(t, call); n != 0 || wait != time.Second {
					t.Errorf("just before the pause is over: %d calls, a pause of %v", n, wait)
				}
				time.Sleep(time.Millisecond)
				if err := call(0); err != nil {
					t.Errorf("after the pause: %v", err)
				}
			}, limited)
		})
	}
}

func (r *rig) posts(channel string) error {
	_, _, err := r.api.PostMessageContext(r.ctx, channel, slack.MsgOptionText("hi", false))
	return err
}

func TestAMessageASecondIsAlwaysTaken(t *testing.T) {
	bubble(t, func(r *rig) {
		for i := range 120 {
			if err := r.posts("C1"); err != nil {
				t.Fatalf("message %d: %v", i, err)
			}
			time.Sleep(time.Second)
		}
	}, limited)
}

func TestLimitsAreOffUntilTheyAreTurnedOn(t *testing.T) {
	bubble(t, func(r *rig) {
		burst := func() int {
			for n := range 20 {
				if r.posts("C1") != nil {
					return n
				}
			}
			return 20
		}
		if n := burst(); n != 20 {
			t.Errorf("off: %d", n)
		}
		r.orders("limits", `{"on":true}`)
		if n := burst(); n != 5 {
			t.Errorf("on: %d", n)
		}
		r.orders("limits", `{"on":false}`)
		if n := burst(); n != 20 {
			t.Errorf("off again: %d", n)
		}
		refused := 0
		for _, c := range r.Calls() {
			if c.Error == "ratelimited" && !c.OK {
				refused++
			}
		}
		if refused != 1 {
			t.Errorf("%d refused calls in the journal", refused)
		}
	}, pageToken)
}
