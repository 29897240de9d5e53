package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxShared is how many files a person can put into one message.
const maxShared = 10

// Upload is a file that a person shares.
type Upload struct {
	Name    string
	Content []byte
}

// Share is SayInThread with files; the text may be empty. In direct messages with
// the bot the app gets a message.im event of the subtype file_share.
func (w *Workspace) Share(ctx context.Context, user, channel, thread, text string, uploads ...Upload) (Message, error) {
	if err := context.Cause(ctx); err != nil {
		return Message{}, err
	}
	if len(uploads) == 0 || len(uploads) > maxShared {
		return Message{}, fmt.Errorf("a message has 1 to %d files, not %d", maxShared, len(uploads))
	}
	for _, u := range uploads {
		if u.Name == "" || len(u.Content) == 0 {
			return Message{}, errors.New("a file needs a name and something in it")
		}
	}
	var m Message
	err := w.change(func() error {
		ch, err := w.saying(user, channel, thread)
		if err != nil {
			return err
		}
		var files []*file
		for _, u := range uploads {
			f, err := w.newFile(user, u.Name, len(u.Content))
			if err != nil {
				return fmt.Errorf("%s is too large: %w", u.Name, err)
			}
			f.content, f.shared = u.Content, true
			files = append(files, f)
		}
		m = w.share(ch, Message{User: user, Text: w.encode(text, true), ThreadTS: thread}, files).Message
		return nil
	})
	return m, err
}

// servePageShare is the message field with files: a form with as, channel,
// thread, text, and a file or several.
func (w *Workspace) servePageShare(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxFile+maxBody)
	form, err := r.MultipartReader()
	if err != nil {
		http.Error(rw, "not the form expected", http.StatusBadRequest)
		return
	}
	in := map[string]string{}
	var uploads []Upload
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		var content []byte
		if err == nil {
			content, err = io.ReadAll(part)
		}
		if err != nil {
			writeJSON(rw, http.StatusOK, w.seen(in["as"], "That is too large to share here, or it did not arrive whole.", nil))
			return
		}
		if name := part.FileName(); name != "" {
			uploads = append(uploads, Upload{Name: name, Content: content})
			continue
		}
		in[part.FormName()] = string(content)
	}
	m, err := w.Share(r.Context(), in["as"], in["channel"], in["thread"], strings.TrimSpace(in["text"]), uploads...)
	if err != nil {
		writeJSON(rw, http.StatusOK, w.seen(in["as"], sentence(err), nil))
		return
	}
	writeJSON(rw, http.StatusOK, w.seen(in["as"], "", &m))
}
