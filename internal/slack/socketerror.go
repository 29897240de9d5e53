package slack

import (
	"errors"
	"net/http"
	"regexp"
	"slices"

	"github.com/slack-go/slack"
)

// socketHopeless reports whether err will not go away by trying again. A missing
// method (404) means that apiURL is wrong.
func socketHopeless(err error) bool {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return slices.Contains([]string{"invalid_auth", "account_inactive", "not_authed", "token_revoked"}, refused.Err)
	}
	var status slack.StatusCodeError
	return errors.As(err, &status) && status.Code == http.StatusNotFound
}

// socketSecret finds what an error of opening may carry: the rest of a socket's
// URL after its host holds a ticket, and a token is a token. A URL may be anything,
// so all up to the closing quote goes.
var socketSecret = regexp.MustCompile(`(wss?://[^/?\s"]*)[^"]*|xapp-[^\s"]+`)

// socketText returns an error's text for the log, without tickets and tokens.
func socketText(err error) string {
	if err == nil {
		return ""
	}
	return socketSecret.ReplaceAllString(err.Error(), "$1…")
}
