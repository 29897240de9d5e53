package workspace

import "errors"

// refusal is an answer with ok:false, in Slack's words.
type refusal struct {
	Code     string
	Needed   string
	Provided string
	Errors   []string // as in the field "errors"
	Messages []string // as in "response_metadata"
}

func refuse(code string) *refusal { return &refusal{Code: code} }

func (r *refusal) Error() string { return r.Code }

// asRefusal turns any error of a method into what the app is told.
func asRefusal(err error) *refusal {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	return refuse("internal_error")
}

func (r *refusal) body() answer {
	a := answer{"ok": false, "error": r.Code}
	if r.Needed != "" {
		a["needed"], a["provided"] = r.Needed, r.Provided
	}
	if len(r.Errors) > 0 {
		a["errors"] = r.Errors
	}
	if len(r.Messages) > 0 {
		a["response_metadata"] = map[string]any{"messages": r.Messages}
	}
	return a
}
