package workspace_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// orders is an order of a script, which it takes back as a problem or not.
func (r *rig) orders(path, body string) (status int, problem string) {
	r.t.Helper()
	var out sees
	status = r.page("POST", "/page/"+path, body, &out)
	return status, out.Problem
}

func TestAScriptMakesThingsGoWrong(t *testing.T) {
	bubble(t, func(r *rig) {
		ask := func() (string, time.Duration) {
			begun := time.Now()
			if _, err := r.api.AuthTestContext(r.ctx); err != nil {
				return err.Error(), since(begun)
			}
			return "", since(begun)
		}
		for name, tt := range map[string]struct {
			fault, want string
			took        time.Duration
		}{
			"an error":          {`{"method":"auth.test","error":"fatal_error"}`, "fatal_error", 0},
			"a status":          {`{"status":502,"body":"<html>"}`, "slack server error: 502 Bad Gateway", 0},
			"a rate limit":      {`{"status":429,"retryAfter":"7"}`, "slack rate limit exceeded, retry after 7s", 0},
			"a delay":           {`{"delayMs":1500}`, "", 1500 * time.Millisecond},
			"another method":    {`{"method":"chat.update","drop":true}`, "", 0},
			"every call, never": {`{"share":0.000000001,"seed":4,"times":-1,"done":true,"drop":true}`, "", 0},
		} {
			if status, problem := r.orders("fault", tt.fault); status != 200 || problem != "" {
				t.Errorf("%s: %d %s", name, status, problem)
			}
			if got, took := ask(); got != tt.want || took != tt.took {
				t.Errorf("%s: %q after %v, want %q after %v", name, got, took, tt.want, tt.took)
			}
			r.orders("faults/clear", "")
			if got, _ := ask(); got != "" {
				t.Errorf("%s, and cleared: %q", name, got)
			}
		}
	}, pageToken)
}

func TestAScriptsMistakesAreNamed(t *testing.T) {
	bubble(t, func(r *rig) {
		for _, tt := range []struct{ path, body, want string }{
			{"fault", `{}`, "Nothing goes wrong: give delayMs, skewMs, error, status or drop."},
			{"fault", `{"method":"auth.test","eror":"fatal_error"}`, `Not the JSON expected: json: unknown field "eror".`},
			{"fault", `{"drop":true,"status":500}`, "Of error, status and drop only one can happen."},
			{"fault", `{"status":42}`, "A status is between 200 and 599."},
			{"fault", `{"error":"x","retryAfter":"1"}`, "RetryAfter and body go with a status."},
			{"fault", `{"error":"x","share":2}`, "A share is between 0 and 1."},
			{"fault", `{"delayMs":-1}`, "A delay is between 0 and 3600000 ms."},
			{"disconnect", `{"reason":"boredom"}`, `No reason to disconnect is called "boredom"; there are ["warning" "refresh_requested" "link_disabled" "too_many_websockets"].`},
			{"limits", `{"on":"yes"}`, ""},
		} {
			status, problem := r.orders(tt.path, tt.body)
			if status != 400 || problem == "" || tt.want != "" && problem != tt.want {
				t.Errorf("%s %s: %d %q, want %q", tt.path, tt.body, status, problem, tt.want)
			}
		}
		if _, err := r.api.AuthTestContext(r.ctx); err != nil {
			t.Errorf("a call after all those mistakes: %v", err)
		}
	}, pageToken)
}

func TestAScriptEndsConnections(t *testing.T) {
	bubble(t, func(r *rig) {
		for name, end := range map[string][2]string{
			"one cut":        {"cut", `{"n":1}`},
			"all cut":        {"cut", ``},
			"a disconnect":   {"disconnect", `{"reason":"warning"}`},
			"without reason": {"disconnect", `{}`},
		} {
			s := r.dialRaw()
			if status, problem := r.orders(end[0], end[1]); status != 200 {
				t.Errorf("%s: %d %s", name, status, problem)
			}
			if f, err := s.next(); end[0] == "disconnect" && (err != nil || f.Type != "disconnect") {
				t.Errorf("%s: %+v %v", name, f, err)
			}
			_, _ = s.next()
			s.Close()
			pass(2 * time.Second)
			if r.Sockets() != 0 {
				t.Errorf("%s: %d sockets", name, r.Sockets())
			}
		}
	}, pageToken)
}

func TestOnlyTheOwnerGivesOrders(t *testing.T) {
	bubble(t, func(r *rig) {
		for _, path := range []string{"POST /page/fault", "POST /page/cut", "POST /page/limits", "GET /page/calls", "GET /page/envelopes"} {
			method, path, _ := strings.Cut(path, " ")
			if got := r.plain(method, path, nil); got != 403 {
				t.Errorf("%s without the token: %d", path, got)
			}
			if method == "POST" {
				if got := r.plain(method, path, map[string]string{"X-Page-Token": secret, "Origin": "https://evil.example"}); got != 403 {
					t.Errorf("%s from elsewhere: %d", path, got)
				}
			}
		}
	}, pageToken)
}

// plain is a request with these headers and nothing else.
func (r *rig) plain(method, path string, headers map[string]string) int {
	r.t.Helper()
	req := must[*http.Request](r.t)(http.NewRequestWithContext(r.ctx, method, r.URL()+path, strings.NewReader("{}")))
	for key, value := range headers {
		req.Header.Set(key, value)
	}
	resp := must[*http.Response](r.t)(r.http.Do(req))
	resp.Body.Close()
	return resp.StatusCode
}
