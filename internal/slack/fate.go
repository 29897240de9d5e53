package slack

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// code returns Slack's name for an error, or "" when Slack gave none.
func code(err error) string {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	return ""
}

// refusedToken reports whether Slack will never accept the token.
func refusedToken(err error) bool { return slices.Contains(noTokens, code(err)) }

// noTokens are Slack's refusals of a token.
var noTokens = []string{
	"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
}

// redact takes out of an error what must not be seen: the addresses of calls,
// which may carry a socket's ticket or a message's response_url.
func redact(err error) error {
	var where *url.Error
	if errors.As(err, &where) {
		return where.Err
	}
	return err
}

// permanent lists the refusals of a post that no repetition mends
// (chat.postMessage and chat.update, as documented by Slack).
var permanent = []string{
	"channel_not_found", "is_archived", "not_in_channel", "messages_tab_disabled", "restricted_action",
	"restricted_action_read_only_channel", "restricted_action_thread_only_channel", "user_not_found",
	"user_disabled", "cannot_dm_bot", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long",
	"msg_too_long", "no_text", "missing_scope", "metadata_too_large", "metadata_must_be_sent_from_app",
	"invalid_arguments", "users_list_not_supplied", "not_allowed", "ekm_access_denied", "team_access_not_granted",
}

// How long to wait before a held message is tried again.
const (
	afterDialFailure  = time.Second
	afterBareLimit    = 30 * time.Second // a 429 that does not say how long
	afterTokenRefusal = time.Minute      // an admin has to mend it
)

// fate tells what a failed call means for the message: held when it surely was
// not posted, undeliverable when it never will be, and the error itself when
// it may have been posted.
func fate(err error) error {
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	var badHeader *strconv.NumError
	var dial *net.OpError
	cause := redact(err)
	switch name := code(err); {
	case errors.As(err, &limited):
		return coach.Held{Wait: max(limited.RetryAfter, time.Second), Limited: true, Cause: cause}
	case errors.As(err, &badHeader): // slack-go's answer to a Retry-After that is no whole number
		return coach.Held{Wait: retryAfter(badHeader.Num, time.Now()), Limited: true, Cause: cause}
	case name == "ratelimited", name == "rate_limited",
		errors.As(err, &status) && status.Code == http.StatusTooManyRequests:
		return coach.Held{Wait: afterBareLimit, Limited: true, Cause: cause}
	case refusedToken(err):
		return coach.Held{Wait: afterTokenRefusal, Cause: cause}
	case slices.Contains(permanent, name):
		return coach.Undeliverable{Reason: name}
	case errors.As(err, &dial) && dial.Op == "dial":
		return coach.Held{Wait: afterDialFailure, Cause: cause}
	default:
		return cause
	}
}

// retryAfter reads a Retry-After that is no whole number of seconds: a fraction,
// or an instant as HTTP writes them.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseFloat(header, 64); err == nil && seconds >= 0 && seconds < 86400 {
		return max(time.Duration(seconds*float64(time.Second)), time.Second)
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(now), time.Second)
	}
	return afterBareLimit
}
