package workspace

import (
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
)

// maxBody bounds a request's body.
const maxBody = 1 << 20

// args are the arguments of a call. A JSON body's strings are as they are, its
// other values in JSON; clients send both forms and mixtures of them.
type args map[string]string

// readArgs collects the arguments from the query, a form or a JSON body.
func readArgs(rw http.ResponseWriter, r *http.Request) (args, error) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxBody)
	a := args{}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err == nil && kind == "application/json":
		if err := a.readJSON(r); err != nil {
			return nil, err
		}
	case err == nil && kind == "multipart/form-data":
		if r.ParseMultipartForm(maxBody) != nil {
			return nil, refuse("invalid_form_data")
		}
	}
	if r.ParseForm() != nil {
		return nil, refuse("invalid_form_data")
	}
	for k, v := range r.Form {
		if _, ok := a[k]; !ok {
			a[k] = v[0]
		}
	}
	return a, nil
}

func (a args) readJSON(r *http.Request) error {
	var body map[string]json.RawMessage
	switch err := json.NewDecoder(r.Body).Decode(&body); {
	case r.ContentLength == 0:
		return nil
	case err != nil:
		return refuse("invalid_json")
	}
	for k, raw := range body {
		var s string
		switch {
		case absent(raw):
		case json.Unmarshal(raw, &s) == nil:
			a[k] = s
		default:
			a[k] = string(raw)
		}
	}
	return nil
}

func (a args) json(key string) json.RawMessage { return json.RawMessage(a[key]) }

func (a args) bool(key string) bool {
	on, err := strconv.ParseBool(a[key])
	return err == nil && on
}

// limit reads a page size: def when none is given, at most top.
func (a args) limit(def, top int) (int, error) {
	if a["limit"] == "" || a["limit"] == "0" {
		return def, nil
	}
	n, err := strconv.Atoi(a["limit"])
	if err != nil || n < 0 {
		return 0, refuse("invalid_limit")
	}
	return min(n, top), nil
}
