package workspace

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dealcoach/internal/workspace/blockkit"
)

// refusal is an answer with ok:false, in Slack's words.
type refusal struct {
	Code     string
	Needed   string
	Provided string
	Errors   []string      // as in the field "errors"
	Findings []finding     // of blocks.validate, instead of Errors
	Messages []string      // as in "response_metadata"
	Wait     time.Duration // of a rate limit: until the call would be taken
}

func refuse(code string) *refusal { return &refusal{Code: code} }

// refuseProblems refuses a message for what is wrong with its blocks.
func refuseProblems(code string, problems []blockkit.Problem) *refusal {
	r := refuse(code)
	for _, p := range problems {
		r.Errors = append(r.Errors, strings.TrimPrefix(p.Error(), severity))
		r.Messages = append(r.Messages, p.Error())
	}
	return r
}

// severity is how every entry of response_metadata.messages starts.
const severity = "[ERROR] "

// invalidView refuses a view. Slack then has no list of "errors".
func invalidView(messages ...string) *refusal {
	return &refusal{Code: "invalid_arguments", Messages: messages}
}

func (r *refusal) Error() string { return r.Code }

// asRefusal turns any error of a method into what the app is told.
func asRefusal(err error) *refusal {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	return refuse("internal_error")
}

// answer tells the app, over the limit with a status and with whole seconds to wait.
func (r *refusal) answer(rw http.ResponseWriter) {
	status := http.StatusOK
	if r.Wait > 0 {
		status = http.StatusTooManyRequests
		rw.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(r.Wait.Seconds()))))
	}
	writeJSON(rw, status, r.body())
}

func (r *refusal) body() answer {
	a := answer{"ok": false, "error": r.Code}
	if r.Needed != "" {
		a["needed"], a["provided"] = r.Needed, r.Provided
	}
	if len(r.Errors) > 0 {
		a["errors"] = r.Errors
	}
	if len(r.Findings) > 0 {
		a["errors"] = r.Findings
	}
	if len(r.Messages) > 0 {
		a["response_metadata"] = map[string]any{"messages": r.Messages}
	}
	return a
}

// reasons is the error code and everything that Slack would say about it.
func reasons(err error) string {
	r := asRefusal(err)
	all := []string{r.Code}
	for _, m := range r.Messages {
		all = append(all, strings.TrimPrefix(m, severity))
	}
	return strings.Join(all, "; ")
}
