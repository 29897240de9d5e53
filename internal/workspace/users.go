package workspace

func (w *Workspace) authTest(r *request) (answer, error) {
	return answer{
		"url": r.base + "/", "team": teamName, "user": w.app.Features.BotUser.Name, "team_id": w.team,
		"user_id": botUserID, "bot_id": botID, "is_enterprise_install": false,
	}, nil
}

func (w *Workspace) teamInfo(r *request) (answer, error) {
	return answer{"team": map[string]any{
		"id": w.team, "name": teamName, "domain": teamDomain, "email_domain": "", "url": r.base + "/",
		"icon": map[string]any{"image_default": true}, "avatar_base_url": r.base + "/", "is_verified": false,
	}}, nil
}

func (w *Workspace) botsInfo(r *request) (answer, error) {
	if id := r.args["bot"]; id != "" && id != botID {
		return nil, refuse("bot_not_found")
	}
	return answer{"bot": map[string]any{
		"id": botID, "app_id": appID, "user_id": botUserID, "name": w.app.Display.Name,
		"deleted": false, "updated": 0, "icons": map[string]any{},
	}}, nil
}

func (w *Workspace) usersInfo(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.people[r.args["user"]]
	if !ok {
		return nil, refuse("user_not_found")
	}
	return answer{"user": w.userFor(r, p)}, nil
}

func (w *Workspace) usersList(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	limit, err := r.args.limit(len(w.peopleIDs), 1000)
	if err != nil {
		return nil, err
	}
	ids, next, err := pageOf(w.peopleIDs, r.args["cursor"], limit, itself)
	if err != nil {
		return nil, err
	}
	members := make([]userJSON, len(ids))
	for i, id := range ids {
		members[i] = w.userFor(r, w.people[id])
	}
	return answer{"members": members, "cache_ts": w.now().Unix(), "response_metadata": nextCursor(next)}, nil
}

// userFor shows p to a caller who may have asked for the locale. The caller holds w.mu.
func (w *Workspace) userFor(r *request, p *person) userJSON {
	u := w.userJSON(p)
	if r.args.bool("include_locale") {
		u.Locale = "en-US"
	}
	return u
}
