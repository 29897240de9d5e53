package slack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// errUnclear means that Slack answered and said neither that it worked nor what
// went wrong.
var errUnclear = errors.New("slack's answer does not say whether it worked")

// maxAnswer is far more than a page of a list needs.
const maxAnswer = 8 << 20

// candid is an HTTP client for the Web API that takes an unclear answer for an
// error. slack-go takes {} for a success with nothing in it: a history without
// messages, a channel that is nil.
type candid struct {
	*http.Client
	apiURL  string
	observe Observer
}

// Do makes the call and tells whoever watches how it ended. An answer that is no
// JSON object is left to the caller.
func (c candid) Do(req *http.Request) (*http.Response, error) {
	begun := time.Now()
	resp, said, err := c.ask(req)
	c.observe.Called(methodOf(req, c.apiURL), callOutcome(resp, said, err), time.Since(begun))
	return resp, err
}

// ask makes the call, and returns Slack's name of the error that it answers with.
func (c candid) ask(req *http.Request) (_ *http.Response, wrong string, _ error) {
	resp, err := c.Client.Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, "", fmt.Errorf("reading the answer: %w", err)
	}
	var said struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}
	if json.Unmarshal(body, &said) == nil && !said.OK && strings.TrimSpace(said.Error) == "" {
		return nil, "", errUnclear
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, said.Error, nil
}
