package workspace

import "time"

// triggerLife is how long a trigger opens a view:
// https://docs.slack.dev/interactivity/handling-user-interaction.
const triggerLife = 3 * time.Second

// trigger is the right to open one view for somebody who has just done something.
type trigger struct {
	user string
	made time.Time
	used bool
}

// newTrigger makes a trigger for user. The caller holds w.mu.
func (w *Workspace) newTrigger(user string) string {
	id := token()
	now := time.Now()
	w.triggers.put(id, trigger{user: user, made: now}, now)
	return id
}

// pull uses a trigger up and tells whose it is. The caller holds w.mu.
func (w *Workspace) pull(id string) (user string, err error) {
	now := time.Now()
	t, ok := w.triggers.find(id, now)
	switch {
	case !ok:
		return "", refuse("invalid_trigger_id")
	case t.used:
		return "", refuse("exchanged_trigger_id")
	case now.Sub(t.made) > triggerLife:
		return "", refuse("expired_trigger_id")
	}
	t.used = true
	return t.user, nil
}
