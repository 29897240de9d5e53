package workspace

import (
	"sync"
	"time"
)

// Slack's rate limits: https://docs.slack.dev/apis/web-api/rate-limits. A tier is
// how many calls of one method it takes in a minute. For the methods with a
// limit of their own it says "hundreds"; Slack's client for Java assumes 600.
const (
	tier2   = 20
	tier3   = 50
	tier4   = 100
	special = 600
)

// chat.postMessage has limits of its own: a message a second in a channel, with
// short bursts, and "several hundred" a minute in the workspace.
const (
	postMethod    = "chat.postMessage"
	postsMinute   = 300
	postsBurst    = 5
	postsBurstFor = postsBurst * time.Second
)

// pace allows n calls in any span of time.
type pace struct {
	n    int
	span time.Duration
}

// limits hold the app to Slack's rate limits while they are on.
type limits struct {
	mu    sync.Mutex
	on    bool
	taken map[string][]time.Time // what counts, the oldest first
}

// Limit turns Slack's rate limits on or off, see Options.Limits. What was called
// before does not count.
func (w *Workspace) Limit(on bool) {
	w.limits.mu.Lock()
	defer w.limits.mu.Unlock()
	w.limits.on, w.limits.taken = on, map[string][]time.Time{}
}

// take counts a call of a method that takes so many a minute, or refuses it. A
// call that is refused does not count.
func (l *limits) take(method string, aMinute int, channel string, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.on {
		return nil
	}
	paces := map[string]pace{method: {aMinute, time.Minute}}
	if method == postMethod {
		paces[method+" "+channel] = pace{postsBurst, postsBurstFor}
	}
	var wait time.Duration
	for key, p := range paces {
		wait = max(wait, l.wait(key, p, now))
	}
	if wait > 0 {
		return &refusal{Code: "ratelimited", Wait: wait}
	}
	for key := range paces {
		l.taken[key] = append(l.taken[key], now)
	}
	return nil
}

// wait is how long until a pace allows one more call. The caller holds mu.
func (l *limits) wait(key string, p pace, now time.Time) time.Duration {
	times := l.taken[key]
	for len(times) > 0 && now.Sub(times[0]) >= p.span {
		times = times[1:]
	}
	l.taken[key] = times
	if len(times) < p.n {
		return 0
	}
	return p.span - now.Sub(times[0])
}
