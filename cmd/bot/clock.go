package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// realClock is the machine's clock.
type realClock struct{}

func (realClock) Now() time.Time                  { return time.Now() }
func (realClock) Until(t time.Time) time.Duration { return time.Until(t) }

// rehearsal is a clock that shows Start at the real instant Since and runs
// Speed times faster. Every instance with the same three shows the same.
type rehearsal struct {
	Start time.Time `json:"start"`
	Since time.Time `json:"since"`
	Speed float64   `json:"speed"`
}

// Now returns what the clock shows.
func (r rehearsal) Now() time.Time { return r.at(time.Now()) }

// Until returns the real time until the clock shows t.
func (r rehearsal) Until(t time.Time) time.Duration {
	return time.Duration(float64(t.Sub(r.Now())) / r.Speed)
}

func (r rehearsal) at(real time.Time) time.Time {
	return r.Start.Add(time.Duration(float64(real.Sub(r.Since)) * r.Speed))
}

// rehearsalSettings are the three settings as they were given; zero times were
// left open.
type rehearsalSettings struct {
	start, since time.Time
	speed        float64
}

const fastest = 100000

// rehearsal reads the three clock settings. Against Slack itself they are
// refused: people would get a week's prompts in a minute.
func (env Environment) rehearsal(p *problems, apiURL string) *rehearsalSettings {
	if env.ClockStart == "" && env.ClockSince == "" && env.ClockSpeed == "1" {
		return nil
	}
	if isSlackItself(apiURL) {
		p.add("CLOCK_START, CLOCK_SPEED, CLOCK_SINCE", "a rehearsal clock is not for Slack itself; set SLACK_API_URL to another server, or leave them out")
	}
	r := &rehearsalSettings{}
	var err error
	if r.speed, err = strconv.ParseFloat(env.ClockSpeed, 64); err != nil || !(r.speed > 0 && r.speed <= fastest) {
		p.add("CLOCK_SPEED", fmt.Sprintf("%q is not a number above 0, at most %d", env.ClockSpeed, fastest))
	}
	r.start = p.instant("CLOCK_START", env.ClockStart)
	r.since = p.instant("CLOCK_SINCE", env.ClockSince)
	return r
}

func (p *problems) instant(setting, text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		p.add(setting, fmt.Sprintf("%q is not an instant like 2026-11-23T08:00:00Z", text))
	}
	return t
}

func isSlackItself(apiURL string) bool {
	u, err := url.Parse(apiURL)
	if err != nil {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, domain := range []string{"slack.com", "slack-gov.com"} {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// factStore is where the clock's origin is kept.
type factStore interface {
	Fact(ctx context.Context, name string) (string, error)
	SetFact(ctx context.Context, name, value string) error
}

const clockFact = "rehearsal-clock"

// open makes the clock. Its origin is kept in the store, so that a restart goes
// on where the clock was; a setting that was given anew wins.
func (s rehearsalSettings) open(ctx context.Context, store factStore, now time.Time) (rehearsal, error) {
	text, err := store.Fact(ctx, clockFact)
	if err != nil {
		return rehearsal{}, err
	}
	var kept rehearsal
	if text != "" {
		if err := json.Unmarshal([]byte(text), &kept); err != nil {
			return rehearsal{}, fmt.Errorf("the kept clock: %w", err)
		}
	}
	clock := s.next(kept, now)
	if clock == kept {
		return kept, nil
	}
	value, err := json.Marshal(clock)
	if err != nil {
		return rehearsal{}, err
	}
	return clock, store.SetFact(ctx, clockFact, string(value))
}

// next works out the clock from the settings and the one that was kept, if any.
func (s rehearsalSettings) next(kept rehearsal, now time.Time) rehearsal {
	now = now.UTC().Truncate(time.Millisecond)
	clock := rehearsal{Start: s.start.UTC(), Since: s.since.UTC(), Speed: s.speed}
	if clock.Since.IsZero() {
		clock.Since = now
	}
	switch {
	case kept.Speed == 0: // the first start
		if s.start.IsZero() {
			clock.Start = now
		}
	case !s.since.IsZero() && !s.start.IsZero():
		// Both are given: they say it all.
	case s.since.IsZero() && (s.start.IsZero() || s.start.Equal(kept.Start)):
		if s.speed == kept.Speed {
			return kept
		}
		clock.Start, clock.Since = kept.at(now), now // goes on from here, at another pace
	case s.start.IsZero():
		clock.Start = kept.Start
	}
	return clock
}
