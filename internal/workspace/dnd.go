package workspace

import (
	"strings"
	"time"
)

// maxDNDUsers is how many people dnd.teamInfo tells about at once.
const maxDNDUsers = 50

// quiet is when Slack holds back somebody's notifications. The times are 1 when
// it never does.
type quiet struct {
	Enabled bool  `json:"dnd_enabled"`
	Start   int64 `json:"next_dnd_start_ts"`
	End     int64 `json:"next_dnd_end_ts"`
}

// quietFor is p's session that goes on or comes next. A person whose Quiet
// cannot be read has none.
func quietFor(p *person, now time.Time) quiet {
	from, to, _ := strings.Cut(p.Quiet, "-")
	begin, err := time.Parse("15:04", from)
	end, err2 := time.Parse("15:04", to)
	if err != nil || err2 != nil {
		return quiet{Start: 1, End: 1}
	}
	now = now.In(p.zone())
	for day := -1; ; day++ {
		until := clockOn(now, day, end.Hour(), end.Minute())
		if !begin.Before(end) {
			until = clockOn(now, day+1, end.Hour(), end.Minute())
		}
		if until.After(now) {
			return quiet{true, clockOn(now, day, begin.Hour(), begin.Minute()).Unix(), until.Unix()}
		}
	}
}

// dndInfo is https://docs.slack.dev/reference/methods/dnd.info.
func (w *Workspace) dndInfo(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, err := w.askedFor(r)
	if err != nil {
		return nil, err
	}
	q := quietFor(p, w.now())
	return answer{"dnd_enabled": q.Enabled, "next_dnd_start_ts": q.Start, "next_dnd_end_ts": q.End, "snooze_enabled": false}, nil
}

// dndTeamInfo is https://docs.slack.dev/reference/methods/dnd.teamInfo.
func (w *Workspace) dndTeamInfo(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if r.args["users"] == "" {
		return nil, refuse("no_users_provided")
	}
	ids := strings.Split(r.args["users"], ",")
	if len(ids) > maxDNDUsers {
		return nil, refuse("invalid_arguments")
	}
	users := map[string]quiet{}
	for _, id := range ids {
		p, ok := w.people[strings.TrimSpace(id)]
		if !ok {
			return nil, refuse("user_not_visible")
		}
		users[p.ID] = quietFor(p, w.now())
	}
	return answer{"users": users}, nil
}
