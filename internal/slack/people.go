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
	zones map[string]*time.Location // each once: it takes more memory than a person

	crowd *crowd
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

// What is known of a person is asked for again after rememberFor; while too many
// are asked for, it serves for rememberLong.
const (
	rememberFor  = 10 * time.Minute
	rememberLong = 24 * time.Hour
)

// unnamed is how a person is spoken of whom Slack does not name.
const unnamed = "somebody"

func newPeople(api *slack.Client) *people {
	return &people{api: api, known: map[string]known{}, zones: map[string]*time.Location{}, crowd: newCrowd()}
}

// Person tells who a user id is, for a loop that looks at many: it leaves Slack's
// limits to those who wait for an answer. When Slack does not answer, what was
// known before still serves.
func (c *Client) Person(ctx context.Context, id string) (coach.Person, error) {
	c.people.crowd.comes(id)
	m, err := c.lookUp(patient(ctx), id)
	return m.Person, err
}

// lookUp is Person with where they belong.
func (c *Client) lookUp(ctx context.Context, id string) (member, error) {
	if id == coach.Left {
		return member{Person: coach.Person{ID: id, Name: coach.LeftName, Gone: true}}, nil
	}
	p := c.people
	k, ok := p.lately(id)
	if ok {
		return k.member, nil
	}
	found := !k.asked.IsZero()
	if isPatient(ctx) && !p.crowd.persons.Allow() {
		if found && time.Since(k.asked) < rememberLong {
			return k.member, nil
		}
		if m, ok, err := p.inDirectory(ctx, id); ok || err != nil {
			return m, err
		}
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
	return p.remember(p.memberOf(id, *user)), nil
}

// lately is what is known of a person; ok means since so short a time that nobody
// has to be asked.
func (p *people) lately(id string) (k known, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k, ok = p.known[id]
	return k, ok && time.Since(k.asked) < rememberFor
}

// memberOf reads what Slack tells of the person with an id. An answer without
// anybody in it says nothing, least of all another id.
func (p *people) memberOf(id string, u slack.User) member {
	person := coach.Person{
		ID:    id,
		Name:  cmp.Or(u.RealName, u.Profile.RealName, u.Profile.DisplayName, u.Name, unnamed),
		Admin: u.IsAdmin || u.IsOwner || u.IsPrimaryOwner,
		Gone:  u.Deleted,
	}
	// A zone that Go does not know is no zone: the team's serves then.
	person.Zone = p.zone(u.TZ)
	return member{
		Person: person, team: u.TeamID, enterprise: u.Enterprise.EnterpriseID,
		outside: u.IsBot || u.IsWorkflowBot || u.IsConnectorBot || u.IsStranger,
	}
}

// zone is the zone of a name; nil when there is none.
func (p *people) zone(name string) *time.Location {
	if name == "" {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	zone, known := p.zones[name]
	if !known {
		zone, _ = time.LoadLocation(name)
		p.zones[name] = zone
	}
	return zone
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
		m, err := c.lookUp(ctx, user)
		if err != nil {
			return "Somebody"
		}
		return m.Name
	}
}
