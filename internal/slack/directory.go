package slack

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// directory remembers for a while by which names the people of the workspace go:
// a file names hundreds of them, and Slack takes 20 look-ups a minute.
type directory struct {
	mu    sync.Mutex
	asked time.Time
	by    map[string][]coach.Person // by id, and by address and name in small letters
	mail  bool                      // Slack tells addresses
}

// directoryPage is how many people Slack is asked for at once.
const directoryPage = 500

// Find finds somebody by a user id, an e-mail address, a name or a handle. Who has
// left is found only when nobody else goes by that name.
func (b *Bot) Find(ctx context.Context, text string) (coach.Person, error) {
	b.directory.mu.Lock()
	defer b.directory.mu.Unlock()
	if err := b.readDirectory(ctx); err != nil {
		return coach.Person{}, err
	}
	name := strings.TrimSpace(text)
	if m := mention.FindStringSubmatch(name); m != nil && m[0] == name {
		name = m[1]
	}
	found := b.directory.by[strings.ToLower(strings.TrimPrefix(name, "@"))]
	if here := slices.DeleteFunc(slices.Clone(found), func(p coach.Person) bool { return p.Gone }); len(here) > 0 {
		found = here
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return coach.Person{}, coach.Refuse("Several people here are called “"+coach.Cut(name, 60)+"”.", "Name the owner by e-mail address or user id.")
	case strings.Contains(name, "@") && !b.directory.mail:
		return coach.Person{}, coach.Refuse("I can't see e-mail addresses: the app lacks the scope users:read.email.",
			"Name the owner as in Slack, or have the app installed anew with its manifest.")
	default:
		return coach.Person{}, coach.Refuse("I know nobody here called “"+coach.Cut(name, 60)+"”.", "Name the owner by e-mail address, by user id, or exactly as in Slack.")
	}
}

// readDirectory asks Slack who there is, unless that was done lately. When Slack
// does not answer, what was known before still serves. The caller holds mu.
func (b *Bot) readDirectory(ctx context.Context) error {
	d := &b.directory
	if d.by != nil && time.Since(d.asked) < rememberFor {
		return nil
	}
	users, err := b.api.GetUsersContext(ctx, slack.GetUsersOptionLimit(directoryPage))
	switch {
	case err != nil && d.by != nil:
		return nil
	case err != nil:
		return fmt.Errorf("users.list: %w", redact(err))
	}
	d.by, d.mail, d.asked = map[string][]coach.Person{}, false, time.Now()
	for _, u := range users {
		m := b.people.memberOf(u.ID, u)
		if m.outside || !b.home.houses(m.team, m.enterprise) {
			continue
		}
		d.mail = d.mail || u.Profile.Email != ""
		names := []string{u.ID, u.Profile.Email, m.Name, u.RealName, u.Profile.RealName, u.Profile.DisplayName, u.Name}
		for i, name := range names {
			names[i] = strings.ToLower(strings.TrimSpace(name))
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			if name != "" && name != unnamed {
				d.by[name] = append(d.by[name], m.Person)
			}
		}
	}
	return nil
}
