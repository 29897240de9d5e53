package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/slack"
)

// token asks Slack whom the bot token belongs to, and what it may do.
func (x *examination) token(ctx context.Context) findings {
	ctx, cancel := context.WithTimeout(ctx, slackWithin)
	defer cancel()
	standing, err := x.client.Examine(ctx)
	x.standing, x.known = standing, err == nil
	if err != nil {
		return slackSays(err, "SLACK_BOT_TOKEN", "OAuth & Permissions").and(slackClock(standing))
	}
	return found(fine, "slack", "the bot token is good for "+standing.TeamName, "").and(scopesFound(standing), slackClock(standing))
}

// slackSays explains why a call failed.
func slackSays(err error, setting, page string) findings {
	var refused slack.Refused
	switch {
	case !errors.As(err, &refused):
		return found(wrong, "slack", "Slack does not answer: "+networkSays(err), "Look at SLACK_API_URL and at the way to it: network, proxy, firewall; status.slack.com says whether it is Slack.")
	case refused.Code == "account_inactive", refused.Code == "token_revoked":
		return found(wrong, "slack", fmt.Sprintf("Slack takes %s no more (%s): the app was removed from the workspace, or the token was revoked.", setting, refused.Code),
			"Install the app anew, and copy "+setting+" from its page "+page+".")
	case refused.Code == "not_allowed_token_type":
		return found(wrong, "slack", setting+" is a token of another kind (not_allowed_token_type).", "Copy "+setting+" from the app's page "+page+".")
	case refused.Token():
		return found(wrong, "slack", fmt.Sprintf("Slack refuses %s (%s).", setting, refused.Code), "Copy "+setting+" anew from the app's page "+page+".")
	case refused.Code == "missing_scope":
		return missingScope(refused.Needed)
	default:
		return found(wrong, "slack", "Slack refuses: "+refused.Error(), "Look at the app's settings, and whether the workspace restricts apps.")
	}
}

func networkSays(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "nothing came in time"
	}
	return err.Error()
}

// socket asks for the address of a socket and does not use it.
func (x *examination) socket(ctx context.Context) findings {
	ctx, cancel := context.WithTimeout(ctx, slackWithin)
	defer cancel()
	err := x.client.TryOpen(ctx)
	var refused slack.Refused
	switch {
	case err == nil:
		return found(fine, "sockets", "Socket Mode is on: Slack offers a socket (none was opened)", "")
	case errors.As(err, &refused) && refused.Code == "missing_scope":
		return found(wrong, "sockets", "SLACK_APP_TOKEN lacks the scope connections:write.", "Generate an app-level token with it: Basic Information, App-Level Tokens.")
	case errors.As(err, &refused) && strings.Contains(strings.ReplaceAll(strings.ToLower(refused.Code), "_", " "), "socket mode"):
		return found(wrong, "sockets", "Socket Mode is off.", "Turn it on: the app's page Socket Mode.")
	case errors.As(err, &refused) && !refused.Token():
		return found(wrong, "sockets", "Slack offers no socket: "+refused.Error(), "See that Socket Mode is on: the app's page Socket Mode.")
	default:
		return slackSays(err, "SLACK_APP_TOKEN", "Basic Information")
	}
}

// people tries to read them.
func (x *examination) people(ctx context.Context) findings {
	ctx, cancel := context.WithTimeout(ctx, slackWithin)
	defer cancel()
	err := x.client.TryPeople(ctx)
	var refused slack.Refused
	switch {
	case err == nil:
		return found(fine, "people", "their names and zones can be read", "")
	case errors.As(err, &refused) && refused.Token():
		return nil // the token's line says it
	case errors.As(err, &refused) && refused.Code == "unknown_method":
		return found(note, "people", "This server has no users.list, so whether people can be read is not known.", "")
	case errors.As(err, &refused) && refused.Code == "missing_scope":
		return missingScope(refused.Needed)
	default:
		return found(risk, "people", "They cannot be read: "+networkSays(err), "Try again: without their zones nobody is prompted at the right hour.")
	}
}

// unasked names what nobody can ask.
var unasked = finding{note, "app", "Whether interactivity, the Home tab and the Messages tab are on could not be checked: Slack tells no bot. The manifest has them on.",
	"When buttons do nothing, or the bot's page says that messages are turned off: Interactivity & Shortcuts, and App Home."}

// appsFound compares the apps that the tokens belong to. Slack's app-level tokens
// bear the app's id.
func appsFound(appToken, app string) findings {
	parts := strings.Split(appToken, "-")
	switch {
	case len(parts) < 3 || !strings.HasPrefix(parts[2], "A") || app == "":
		return nil
	case parts[2] != app:
		return found(wrong, "app", "The two tokens belong to different apps: commands would reach one, and the other would answer.",
			"Copy both tokens from the same app.")
	default:
		return found(fine, "app", "both tokens belong to the same app", "")
	}
}

// How far two clocks may be apart.
const (
	skewRisk  = 30 * time.Second
	skewWrong = 5 * time.Minute
)

func slackClock(s slack.Standing) findings {
	if s.Clock.IsZero() {
		return nil
	}
	return clockFound("This machine's clock", "Slack's", s.Skew, "Set this machine's clock by NTP: prompts and digests go by it.")
}

func clockFound(ours, theirs string, ahead time.Duration, mend string) findings {
	unit := time.Second
	if ahead.Abs() > skewWrong {
		unit = time.Minute
	}
	ahead = ahead.Round(unit)
	where := "ahead of"
	if ahead < 0 {
		where = "behind"
	}
	says := fmt.Sprintf("%s is %s %s %s.", ours, ahead.Abs(), where, theirs)
	switch {
	case ahead.Abs() > skewWrong:
		return found(wrong, "clock", says, mend)
	case ahead.Abs() > skewRisk:
		return found(risk, "clock", says, mend)
	default:
		return found(fine, "clock", strings.ToLower(ours[:1])+ours[1:]+" agrees with "+theirs, "")
	}
}

// scopesFound names each scope of the manifest that the token was not granted.
func scopesFound(s slack.Standing) findings {
	if s.Scopes == nil {
		return found(note, "scopes", "The server does not tell which scopes the token has, so they could not be checked.", "")
	}
	var all findings
	for _, scope := range manifestScopes() {
		if !slices.Contains(s.Scopes, scope) {
			all = all.and(missingScope(scope))
		}
	}
	if all == nil {
		return found(fine, "scopes", "the token has all of the manifest", "")
	}
	return all
}
