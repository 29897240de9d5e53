package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// fileTimeout bounds one upload or download.
const fileTimeout = 2 * time.Minute

// newFiles makes the client for the contents of files, which take longer than a
// call and are no JSON. slack-go sends the token to the API's own host and to
// Slack's, and nowhere else.
func newFiles(a Access, transport http.RoundTripper) *slack.Client {
	return slack.New(a.BotToken, slack.OptionAPIURL(a.APIURL),
		slack.OptionHTTPClient(&http.Client{Timeout: fileTimeout, Transport: transport}))
}

// upload is a file on its way to somebody.
type upload struct {
	name    string
	content []byte
}

// send uploads files as one message in a channel. words are markup.
func (c *Client) send(ctx context.Context, channel, words string, files ...upload) error {
	var all []slack.FileSummary
	for _, f := range files {
		place, err := c.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: f.name, FileSize: len(f.content)})
		if err != nil {
			return fmt.Errorf("files.getUploadURLExternal: %w", redact(err))
		}
		err = c.files.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: place.UploadURL, Reader: bytes.NewReader(f.content), Filename: f.name})
		if err != nil {
			return fmt.Errorf("the upload: %w", redact(err))
		}
		all = append(all, slack.FileSummary{ID: place.FileID, Title: f.name})
	}
	_, err := c.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{Files: all, Channel: channel, InitialComment: words})
	if err != nil {
		return fmt.Errorf("files.completeUploadExternal: %w", redact(err))
	}
	return nil
}

// about asks Slack what a file is.
func (c *Client) about(ctx context.Context, id string) (slack.File, error) {
	f, _, _, err := c.api.GetFileInfoContext(ctx, id, 0, 0)
	if err != nil {
		return slack.File{}, fmt.Errorf("files.info: %w", redact(err))
	}
	return *f, nil
}

// content downloads a file of at most that many bytes.
func (c *Client) content(ctx context.Context, f slack.File, most int) ([]byte, error) {
	body := limited{most: most}
	if err := c.files.GetFileContext(ctx, f.URLPrivateDownload, &body); err != nil {
		return nil, fmt.Errorf("the download: %w", redact(err))
	}
	return body.data, nil
}

// limited keeps what is written to it, up to so many bytes.
type limited struct {
	data []byte
	most int
}

var errTooLong = errors.New("longer than it said")

// Write writes all of p or fails.
func (l *limited) Write(p []byte) (int, error) {
	if len(l.data)+len(p) > l.most {
		return 0, errTooLong
	}
	l.data = append(l.data, p...)
	return len(p), nil
}

// fileTrouble words what went wrong with a file. What waiting may mend is for the
// log as well.
func (b *Bot) fileTrouble(err error) error {
	var refusal coach.Refusal
	var refused slack.SlackErrorResponse
	switch name := code(err); {
	case errors.As(err, &refusal):
		return err
	case name == "missing_scope" && errors.As(err, &refused):
		return coach.Refuse("Slack does not let me do that: the app lacks the scope "+refused.Needed+".",
			"Whoever runs the bot installs the app anew with its manifest (bot manifest); then try again.")
	case name == "file_not_found", name == "file_deleted":
		return coach.Refuse("That file is not there any more.", "Send it to me again.")
	case name == "storage_limit_reached", strings.HasPrefix(name, "file_upload"):
		return coach.Refuse("This Slack takes no more files from me: "+name+".", "An admin of the workspace can tell why.")
	}
	b.log.Warn("slack did not take or hand out a file", "err", redact(err))
	return coach.Refuse("Slack and I could not pass the file on just now.", "Please try again in a minute.")
}

// endingOf is how a file's name ends, in small letters: ".csv".
func endingOf(name string) string { return strings.ToLower(path.Ext(name)) }
