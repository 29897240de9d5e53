package workspace

import (
	"slices"
	"strings"
)

// method is one method of the Web API.
type method struct {
	app    bool     // wants the app-level token
	public bool     // wants no token
	scopes []string // one of them must have been granted; none: any token will do
	minute int      // how many calls a minute Slack takes, see limits
	run    func(*Workspace, *request) (answer, error)
}

var (
	readScopes    = []string{"channels:read", "groups:read", "im:read", "mpim:read"}
	historyScopes = []string{"channels:history", "groups:history", "im:history", "mpim:history"}
	chatWrite     = []string{"chat:write"}
	filesRead     = []string{"files:read"}
	filesWrite    = []string{"files:write"}
	dndRead       = []string{"dnd:read"}
	usersRead     = []string{"users:read"}
)

// methods are the methods that the workspace knows, with the scopes and limits
// that Slack's page of each names: https://docs.slack.dev/reference/methods.
// Where several scopes are named, the channel's kind decides, which the method
// itself checks.
var methods = map[string]method{
	"apps.connections.open":        {app: true, minute: tier3, run: (*Workspace).connectionsOpen},
	"auth.test":                    {minute: special, run: (*Workspace).authTest},
	"blocks.validate":              {public: true, minute: special, run: (*Workspace).blocksValidate},
	"bots.info":                    {scopes: usersRead, minute: tier3, run: (*Workspace).botsInfo},
	"chat.delete":                  {scopes: chatWrite, minute: tier3, run: (*Workspace).chatDelete},
	"chat.deleteScheduledMessage":  {scopes: chatWrite, minute: tier3, run: (*Workspace).chatDeleteScheduled},
	"chat.getPermalink":            {minute: special, run: (*Workspace).chatGetPermalink},
	"chat.postEphemeral":           {scopes: chatWrite, minute: tier4, run: (*Workspace).chatPostEphemeral},
	postMethod:                     {scopes: chatWrite, minute: postsMinute, run: (*Workspace).chatPostMessage},
	"chat.scheduleMessage":         {scopes: chatWrite, minute: tier3, run: (*Workspace).chatSchedule},
	"chat.scheduledMessages.list":  {minute: tier3, run: (*Workspace).chatScheduledList},
	"chat.update":                  {scopes: chatWrite, minute: tier3, run: (*Workspace).chatUpdate},
	"conversations.history":        {scopes: historyScopes, minute: tier3, run: (*Workspace).conversationsHistory},
	"conversations.info":           {scopes: readScopes, minute: tier3, run: (*Workspace).conversationsInfo},
	"conversations.join":           {scopes: []string{"channels:join"}, minute: tier3, run: (*Workspace).conversationsJoin},
	"conversations.leave":          {scopes: leaveScopes, minute: tier3, run: (*Workspace).conversationsLeave},
	"conversations.list":           {scopes: readScopes, minute: tier2, run: (*Workspace).conversationsList},
	"conversations.members":        {scopes: readScopes, minute: tier4, run: (*Workspace).conversationsMembers},
	"conversations.open":           {scopes: []string{"im:write", "mpim:write"}, minute: tier3, run: (*Workspace).conversationsOpen},
	"conversations.replies":        {scopes: historyScopes, minute: tier3, run: (*Workspace).conversationsReplies},
	"dnd.info":                     {scopes: dndRead, minute: tier3, run: (*Workspace).dndInfo},
	"dnd.teamInfo":                 {scopes: dndRead, minute: tier2, run: (*Workspace).dndTeamInfo},
	"files.completeUploadExternal": {scopes: filesWrite, minute: tier4, run: (*Workspace).filesCompleteUpload},
	"files.delete":                 {scopes: filesWrite, minute: tier3, run: (*Workspace).filesDelete},
	"files.getUploadURLExternal":   {scopes: filesWrite, minute: tier4, run: (*Workspace).filesGetUploadURL},
	"files.info":                   {scopes: filesRead, minute: tier4, run: (*Workspace).filesInfo},
	"reactions.add":                {scopes: []string{"reactions:write"}, minute: tier3, run: (*Workspace).reactionsAdd},
	"reactions.get":                {scopes: []string{"reactions:read"}, minute: tier3, run: (*Workspace).reactionsGet},
	"reactions.remove":             {scopes: []string{"reactions:write"}, minute: tier2, run: (*Workspace).reactionsRemove},
	"team.info":                    {scopes: []string{"team:read"}, minute: tier3, run: (*Workspace).teamInfo},
	"users.conversations":          {scopes: readScopes, minute: tier3, run: (*Workspace).usersConversations},
	"users.info":                   {scopes: usersRead, minute: tier4, run: (*Workspace).usersInfo},
	"users.list":                   {scopes: usersRead, minute: tier2, run: (*Workspace).usersList},
	"users.lookupByEmail":          {scopes: []string{emailScope}, minute: tier3, run: (*Workspace).usersLookupByEmail},
	"users.profile.get":            {scopes: []string{"users.profile:read"}, minute: tier4, run: (*Workspace).usersProfileGet},
	"views.open":                   {minute: tier4, run: (*Workspace).viewsOpen},
	"views.publish":                {minute: tier4, run: (*Workspace).viewsPublish},
	"views.push":                   {minute: tier4, run: (*Workspace).viewsPush},
	"views.update":                 {minute: tier4, run: (*Workspace).viewsUpdate},
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
