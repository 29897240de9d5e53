package workspace

import (
	"slices"
	"strings"
)

// method is one method of the Web API.
type method struct {
	app    bool     // wants the app-level token
	scopes []string // one of them must have been granted; none: any token will do
	run    func(*Workspace, *request) (answer, error)
}

var (
	readScopes    = []string{"channels:read", "groups:read", "im:read", "mpim:read"}
	historyScopes = []string{"channels:history", "groups:history", "im:history", "mpim:history"}
)

// methods are the methods that the workspace knows, with the scopes that Slack's
// page of each names: https://docs.slack.dev/reference/methods. Where several
// are named, the channel's kind decides, which the method itself checks.
var methods = map[string]method{
	"apps.connections.open": {app: true, run: (*Workspace).connectionsOpen},
	"auth.test":             {run: (*Workspace).authTest},
	"bots.info":             {scopes: []string{"users:read"}, run: (*Workspace).botsInfo},
	"chat.delete":           {scopes: []string{"chat:write"}, run: (*Workspace).chatDelete},
	"chat.getPermalink":     {run: (*Workspace).chatGetPermalink},
	"chat.postEphemeral":    {scopes: []string{"chat:write"}, run: (*Workspace).chatPostEphemeral},
	"chat.postMessage":      {scopes: []string{"chat:write"}, run: (*Workspace).chatPostMessage},
	"chat.update":           {scopes: []string{"chat:write"}, run: (*Workspace).chatUpdate},
	"conversations.history": {scopes: historyScopes, run: (*Workspace).conversationsHistory},
	"conversations.info":    {scopes: readScopes, run: (*Workspace).conversationsInfo},
	"conversations.list":    {scopes: readScopes, run: (*Workspace).conversationsList},
	"conversations.members": {scopes: readScopes, run: (*Workspace).conversationsMembers},
	"conversations.open":    {scopes: []string{"im:write", "mpim:write"}, run: (*Workspace).conversationsOpen},
	"conversations.replies": {scopes: historyScopes, run: (*Workspace).conversationsReplies},
	"team.info":             {scopes: []string{"team:read"}, run: (*Workspace).teamInfo},
	"users.conversations":   {scopes: readScopes, run: (*Workspace).usersConversations},
	"users.info":            {scopes: []string{"users:read"}, run: (*Workspace).usersInfo},
	"users.list":            {scopes: []string{"users:read"}, run: (*Workspace).usersList},
	"views.open":            {run: (*Workspace).viewsOpen},
	"views.publish":         {run: (*Workspace).viewsPublish},
	"views.push":            {run: (*Workspace).viewsPush},
	"views.update":          {run: (*Workspace).viewsUpdate},
}

// need checks that the manifest grants one of the scopes.
func (w *Workspace) need(scopes ...string) error {
	if len(scopes) == 0 || slices.ContainsFunc(scopes, w.app.granted) {
		return nil
	}
	return &refusal{
		Code: "missing_scope", Needed: strings.Join(scopes, ","),
		Provided: strings.Join(w.app.OAuth.Scopes.Bot, ","),
	}
}
