package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// Access is how the bot gets into a workspace.
type Access struct {
	AppToken string // xapp-…: opens sockets
	BotToken string // xoxb-…: everything else
	APIURL   string // ends with a slash

	// Dial makes the connections to Slack. Nil: over the network.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)

	// Observe is told of calls, sockets and what comes over them. Nil: nobody watches.
	Observe Observer
}

// Client calls Slack's Web API for the bot. It is safe for concurrent use.
type Client struct {
	access Access
	api    *slack.Client
	web    candid
	files  *slack.Client // for what is in files
	log    *slog.Logger
	people *people
	rooms  *rooms
}

// callTimeout bounds one Web API call; a delivery bounds its own more tightly, to
// stay within its lease.
const callTimeout = 4 * time.Second

// NewClient makes a client. It calls nobody yet.
func NewClient(a Access, log *slog.Logger) *Client {
	web := &http.Client{Timeout: callTimeout}
	if a.Dial != nil {
		web.Transport = newTransport(a.Dial)
	}
	calls := candid{web, a.APIURL, observer(a.Observe)}
	api := slack.New(a.BotToken, slack.OptionAPIURL(a.APIURL), slack.OptionHTTPClient(calls))
	return &Client{
		access: a, api: api, web: calls, files: newFiles(a, web.Transport), log: log,
		people: newPeople(api), rooms: newRooms(api),
	}
}

// Identity is who the bot is.
type Identity struct {
	Team       string // the workspace's id
	TeamName   string
	Enterprise string // the id of the organisation that the workspace belongs to; empty for none
	User       string // the bot's own user id
}

// unnumbered stands for the id of a workspace whose server gives it none.
const unnumbered = "workspace"

// own reports whether team is the bot's own workspace, as far as anybody says.
// People of an organisation may bear its id in the place of a workspace's.
func (i Identity) own(team string) bool {
	return team == "" || team == i.Team || team == i.Enterprise || i.Team == "" || i.Team == unnumbered
}

// houses reports whether people of a workspace are the bot's: of its own, or of
// another one in the same organisation.
func (i Identity) houses(team, enterprise string) bool {
	return i.own(team) || i.Enterprise != "" && enterprise == i.Enterprise
}

// ErrRefused means that Slack does not accept the tokens: waiting cannot mend
// it.
var ErrRefused = errors.New("slack refused the token")

// Identify asks Slack who the bot is, again and again with growing pauses
// while Slack cannot be reached. It returns ErrRefused for a token that will
// never do.
func (c *Client) Identify(ctx context.Context) (Identity, error) {
	wait := 250 * time.Millisecond
	for {
		who, err := c.api.AuthTestContext(ctx)
		if err == nil {
			return Identity{
				Team: cmp.Or(who.TeamID, unnumbered), TeamName: who.Team, Enterprise: who.EnterpriseID, User: who.UserID,
			}, nil
		}
		if refusedToken(err) {
			return Identity{}, fmt.Errorf("%w: %s", ErrRefused, code(err))
		}
		c.log.Warn("slack does not answer; trying again", "wait", wait, "err", redact(err))
		select {
		case <-ctx.Done():
			return Identity{}, ctx.Err()
		case <-time.After(wait):
		}
		wait = min(2*wait, 30*time.Second)
	}
}
