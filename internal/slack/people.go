package slack

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// people remembers who is who for a while, so that a command does not wait for
// users.info. A user_change event makes it forget the person at once.
type people struct {
	api   *slack.Client
	mu    sync.Mutex
	known map[string]known
}

type known struct {
	member
	asked time.Time
}

// member is somebody with where they belong.
type member struct {
	coach.Person
	team, enterprise string // their workspace and its organisation; empty when Slack does not say
	outside          bool   // a bot, or a stranger from elsewhere
}

const rememberFor = 10 * time.Minute

// unnamed is how a person is spoken of whom Slack does not name.
const unnamed = "somebody"

func newPeople(api *slack.Client) *people {
	return &people{api: api, known: map[string]known{}}
}

// Person tells who a user id is. When Slack does not answer, what was known
// before still serves.
func (c *Client) Person(ctx context.Context, id string) (coach.Person, error) {
	m, err := c.lookUp(ctx, id)
	return m.Person, err
}

// lookUp is Person with where they belong.
func (c *Client) lookUp(ctx context.Context, id string) (member, error) {
	p := c.people
	p.mu.Lock()
	k, found := p.known[id]
	p.mu.Unlock()
	if found && time.Since(k.asked) < rememberFor {
		return k.member, nil
	}
	user, err := p.api.GetUserInfoContext(ctx, id)
	switch code(err) {
	case "user_not_found", "user_not_visible":
		return p.remember(member{Person: coach.Person{ID: id, Name: unnamed, Gone: true}}), nil
	case "missing_scope", "unknown_method", "not_allowed_token_type":
		// Asking again cannot help; the team's zone serves meanwhile.
		c.log.Warn("slack does not let the bot see who people are", "user", id, "err", err)
		return p.remember(member{Person: coach.Person{ID: id, Name: unnamed}}), nil
	}
	if err != nil {
		if found {
			return k.member, nil
		}
		return member{}, fmt.Errorf("users.info: %w", redact(err))
	}
	return p.remember(memberOf(id, *user)), nil
}

// memberOf reads what Slack tells of the person with an id. An answer without
// anybody in it says nothing, least of all another id.
func memberOf(id string, u slack.User) member {
	person := coach.Person{
		ID:    id,
		Name:  cmp.Or(u.RealName, u.Profile.RealName, u.Profile.DisplayName, u.Name, unnamed),
		Admin: u.IsAdmin || u.IsOwner || u.IsPrimaryOwner,
		Gone:  u.Deleted,
	}
	// A zone that Go does not know is no zone: the team's serves then.
	if zone, err := time.LoadLocation(u.TZ); err == nil && u.TZ != "" {
		person.Zone = zone
	}
	return member{
		Person: person, team: u.TeamID, enterprise: u.Enterprise.EnterpriseID,
		outside: u.IsBot || u.IsWorkflowBot || u.IsConnectorBot || u.IsStranger,
	}
}

func (p *people) remember(m member) member {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[m.ID] = known{m, time.Now()}
	return m
}

func (p *people) forget(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, id)
}

// nameOf returns a person's name for a sentence, never a mention: nobody is
// pinged by being spoken of.
func (c *Client) nameOf(ctx context.Context) func(user string) string {
	return func(user string) string {
		person, err := c.Person(ctx, user)
		if err != nil {
			return "Somebody"
		}
		return person.Name
	}
}
