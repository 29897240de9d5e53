package slack

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/time/rate"
)

// crowd is what asking about many people at once needs: the share of Slack's limits
// that the loops may use, so that commands never wait for them, and the
// workspace's list of people, read a page at a time in their place.
type crowd struct {
	persons *rate.Limiter // users.info: Slack allows 100 a minute
	pages   *rate.Limiter // users.list: 20
	rooms   *rate.Limiter // conversations.open: 50
	quiet   *rate.Limiter // dnd.info: 50
	quiets  *rate.Limiter // dnd.teamInfo: 20

	reading chan struct{} // holds one while somebody reads the list
	list    *slack.UserPagination
	listed  time.Time // when it was read to its end

	mu     sync.Mutex
	coming []string               // whom the loop has looked at, in the order in which their prompts go out
	peace  map[string]quietAnswer // what Slack said of whom
}

type quietAnswer struct {
	slack.DNDStatus
	asked time.Time
}

const (
	crowdPage = 1000 // people per call, the most that Slack gives
	// teamPage is how many Slack tells the do-not-disturb hours of at once.
	teamPage = 50
	// comingKept is how many of those who were looked at are remembered.
	comingKept = 100_000
)

func newCrowd() *crowd {
	return &crowd{
		persons: rate.NewLimiter(50.0/60, 20), pages: rate.NewLimiter(12.0/60, 5),
		rooms: rate.NewLimiter(20.0/60, 10), quiet: rate.NewLimiter(25.0/60, 15), quiets: rate.NewLimiter(12.0/60, 3),
		reading: make(chan struct{}, 1), peace: map[string]quietAnswer{},
	}
}

type patientKey struct{}

// patient marks the work of a loop, for whose answer nobody waits.
func patient(ctx context.Context) context.Context {
	return context.WithValue(ctx, patientKey{}, true)
}

func isPatient(ctx context.Context) bool { return ctx.Value(patientKey{}) != nil }

// inDirectory looks for a person in the workspace's list, and reads on in it until
// they come up. ok is false when they do not; the error is that it takes longer
// than ctx lasts. What was read stays known.
func (p *people) inDirectory(ctx context.Context, id string) (m member, ok bool, err error) {
	select {
	case p.crowd.reading <- struct{}{}:
		defer func() { <-p.crowd.reading }()
	case <-ctx.Done():
		return member{}, false, fmt.Errorf("users.list: %w", ctx.Err())
	}
	for {
		p.mu.Lock()
		k, found := p.known[id]
		p.mu.Unlock()
		if found && time.Since(k.asked) < rememberLong {
			return k.member, true, nil
		}
		if time.Since(p.crowd.listed) < rememberFor {
			return member{}, false, nil
		}
		if err := p.readPage(ctx); err != nil {
			return member{}, false, fmt.Errorf("users.list: %w", redact(err))
		}
	}
}

// readPage reads the next page of the list.
func (p *people) readPage(ctx context.Context) error {
	c := p.crowd
	if err := c.pages.Wait(ctx); err != nil {
		return err
	}
	if c.list == nil {
		list := p.api.GetUsersPaginated(slack.GetUsersOptionLimit(crowdPage))
		c.list = &list
	}
	page, err := c.list.Next(ctx)
	if c.list.Done(err) {
		c.list, c.listed = nil, time.Now()
		return nil
	}
	if err != nil {
		return err
	}
	for _, u := range page.Users {
		p.remember(p.memberOf(u.ID, u))
	}
	page.Users = nil
	c.list = &page
	return nil
}

// comes notes that a person may be sent a prompt soon.
func (c *crowd) comes(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.coming) < comingKept {
		c.coming = append(c.coming, id)
	}
}

// next lists a person and those who come after them.
func (c *crowd) next(id string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	all, seen := []string{id}, map[string]bool{id: true}
	rest := 0
	for ; rest < len(c.coming) && len(all) < teamPage; rest++ {
		if one := c.coming[rest]; !seen[one] {
			all, seen[one] = append(all, one), true
		}
	}
	c.coming = c.coming[rest:]
	return all
}

// said is what Slack said of a person lately.
func (c *crowd) said(id string) (slack.DNDStatus, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	is, ok := c.peace[id]
	return is.DNDStatus, ok && time.Since(is.asked) < rememberFor
}

// hears keeps what Slack said of those who were asked about, and forgets what is
// too old to serve. Of whom it said nothing, nothing is known.
func (c *crowd) hears(asked []string, all map[string]slack.DNDStatus) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.peace) > 100*teamPage {
		for id, is := range c.peace {
			if time.Since(is.asked) > rememberFor {
				delete(c.peace, id)
			}
		}
	}
	for _, id := range asked {
		c.peace[id] = quietAnswer{all[id], time.Now()}
	}
}
