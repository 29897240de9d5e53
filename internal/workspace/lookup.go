package workspace

import "cmp"

import "strings"

// emailScope is what an app needs to see people's addresses.
const emailScope = "users:read.email"

// usersLookupByEmail is https://docs.slack.dev/reference/methods/users.lookupByEmail.
func (w *Workspace) usersLookupByEmail(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range w.peopleIDs {
		p := w.people[id]
		if p.Email != "" && !p.Deleted && strings.EqualFold(p.Email, strings.TrimSpace(r.args["email"])) {
			return answer{"user": w.userFor(r, p)}, nil
		}
	}
	return nil, refuse("users_not_found")
}

// askedFor is the person that a call names, the bot itself without one. The
// caller holds w.mu.
func (w *Workspace) askedFor(r *request) (*person, error) {
	p, ok := w.people[cmp.Or(r.args["user"], botUserID)]
	if !ok {
		return nil, refuse("user_not_found")
	}
	return p, nil
}

// usersProfileGet is https://docs.slack.dev/reference/methods/users.profile.get;
// without a user the profile is the bot's own.
func (w *Workspace) usersProfileGet(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, err := w.askedFor(r)
	if err != nil {
		return nil, err
	}
	return answer{"profile": w.userJSON(p).Profile}, nil
}
