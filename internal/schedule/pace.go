package schedule

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"dealcoach/internal/coach"
)

// pace keeps to Slack's limits before Slack has to remind of them: about one
// post a second in a channel, a few hundred a minute in the workspace, 50 edits
// and 100 Home tabs a minute. It counts real time.
type pace struct {
	mu        sync.Mutex
	prompts   line
	posts     *rate.Limiter // the others
	edits     *rate.Limiter
	homes     *rate.Limiter
	channels  map[string]*rate.Limiter
	heldPosts time.Time // Slack wants no post before it
	heldEdits time.Time // nor an edit before this
	heldHomes time.Time // nor a Home tab before this
}

const (
	promptsPerSecond = 4 // with what follows, "several hundred per minute", with room for other callers
	promptsBurst     = 40
	postsPerSecond   = 1 // which do not wait behind a morning's prompts
	postsBurst       = 30
	editsPerSecond   = 50.0 / 60
	editsBurst       = 25
	homesPerSecond   = 100.0 / 60
	homesBurst       = 50
	homesForReps     = 25 // of the burst: what the managers' tabs, which follow all deals, leave to the others
	channelPerSecond = 1
	channelBurst     = 3
	channelsKept     = 1000 // quiet ones are forgotten beyond this
)

func newPace() *pace {
	return &pace{
		prompts:  newLine(),
		posts:    rate.NewLimiter(postsPerSecond, postsBurst),
		edits:    rate.NewLimiter(editsPerSecond, editsBurst),
		homes:    rate.NewLimiter(homesPerSecond, homesBurst),
		channels: map[string]*rate.Limiter{},
	}
}

// reserve takes a place for the message now, or returns how long to wait before
// asking again.
func (p *pace) reserve(m coach.Message, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if wait := p.held(m).Sub(now); wait > 0 {
		return wait
	}
	switch m.Kind {
	case coach.RefreshMessage, coach.EditMessage:
		return take(now, p.edits)
	case coach.HomeMessage:
		return take(now, p.homes)
	case coach.TeamMessage:
		return p.leftOver(now)
	case coach.PromptMessage:
		if p.prompts.called(m.ID, now) {
			return 0
		}
		if wait := take(now, p.channel(m.To, now)); wait > 0 {
			return wait
		}
		return p.prompts.join(m.ID, now)
	default:
		return take(now, p.posts, p.channel(m.To, now))
	}
}

// leftOver is how long the job that asks for the managers' Home tabs waits, until
// there is more room than the tabs of the reps may need.
func (p *pace) leftOver(now time.Time) time.Duration {
	short := homesForReps - p.homes.TokensAt(now)
	return time.Duration(max(0, short) / homesPerSecond * float64(time.Second))
}

// held is until when messages of this one's kind wait because Slack said so.
func (p *pace) held(m coach.Message) *time.Time {
	switch m.Kind {
	case coach.RefreshMessage, coach.EditMessage:
		return &p.heldEdits
	case coach.HomeMessage, coach.TeamMessage:
		return &p.heldHomes
	default:
		return &p.heldPosts
	}
}

// hold keeps all messages of this one's kind back until an instant: a limit
// that one has met is met by the next as well.
func (p *pace) hold(m coach.Message, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if held := p.held(m); until.After(*held) {
		*held = until
	}
}

// channel returns the limiter of a channel. One that is full again has nothing
// to remember.
func (p *pace) channel(id string, now time.Time) *rate.Limiter {
	if len(p.channels) >= channelsKept {
		for other, l := range p.channels {
			if l.TokensAt(now) >= channelBurst {
				delete(p.channels, other)
			}
		}
	}
	l, ok := p.channels[id]
	if !ok {
		l = rate.NewLimiter(channelPerSecond, channelBurst)
		p.channels[id] = l
	}
	return l
}

// take draws from all limiters or from none.
func take(now time.Time, limiters ...*rate.Limiter) time.Duration {
	wait := time.Duration(0)
	drawn := make([]*rate.Reservation, 0, len(limiters))
	for _, l := range limiters {
		r := l.ReserveN(now, 1)
		drawn = append(drawn, r)
		wait = max(wait, r.DelayFrom(now))
	}
	if wait > 0 {
		for _, r := range drawn {
			r.CancelAt(now)
		}
	}
	return wait
}
