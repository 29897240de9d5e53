package workspace

import (
	"crypto/subtle"
	"net/http"
	"strings"
)

// tokenOf is the token of a request: from the Authorization header, the body or
// the query. slack-go, Bolt and Slack's Python client each do it differently.
func tokenOf(r *http.Request, a args) string {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return strings.TrimSpace(bearer)
	}
	return a["token"]
}

// admit checks that a token is the one that a method wants.
func (w *Workspace) admit(token string, wantsApp bool) error {
	want, other := w.botToken, w.appToken
	if wantsApp {
		want, other = other, want
	}
	switch {
	case token == "":
		return refuse("not_authed")
	case same(token, want):
		return nil
	case same(token, other):
		return refuse("not_allowed_token_type")
	}
	return refuse("invalid_auth")
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
