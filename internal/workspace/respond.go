package workspace

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// A response URL works five times within half an hour:
// https://docs.slack.dev/interactivity/handling-user-interaction.
const (
	hookLife    = 30 * time.Minute
	hookUses    = 5
	respondPath = "/respond/"
	inChannel   = "in_channel"
)

// hook is what a response URL stands for.
type hook struct {
	user, channel string
	original      *post // the message whose button was clicked; nil for a command
	used          int
}

// responseBody is what an app sends to a response URL, or with the
// acknowledgement of a command.
type responseBody struct {
	Text        string          `json:"text"`
	Markdown    string          `json:"markdown_text"`
	Blocks      json.RawMessage `json:"blocks"`
	Attachments json.RawMessage `json:"attachments"`
	Type        string          `json:"response_type"`
	Replace     flag            `json:"replace_original"`
	Delete      flag            `json:"delete_original"`
	ThreadTS    string          `json:"thread_ts"`
}

func (b responseBody) said() said {
	return said{text: b.Text, markdown: b.Markdown, blocks: unwrapped(b.Blocks), attachments: unwrapped(b.Attachments)}
}

// unwrapped is JSON that may be inside a string, as some clients send it.
func unwrapped(raw json.RawMessage) json.RawMessage {
	var s string
	if json.Unmarshal(raw, &s) == nil && s != "" {
		return json.RawMessage(s)
	}
	return raw
}

// flag is a boolean that clients also write as a string.
type flag bool

func (f *flag) UnmarshalJSON(text []byte) error {
	*f = strings.Trim(string(text), `"`) == "true"
	return nil
}

// serveRespond answers a POST to a response URL. What is wrong with the message
// is said as by the Web API; an address that is used up or too old is not found.
func (w *Workspace) serveRespond(rw http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, respondPath)
	var in responseBody
	readErr := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxBody)).Decode(&in)
	h, err := w.use(id)
	if err != nil {
		w.journal.add(Call{Method: "response_url", At: time.Now(), Error: err.Error()})
		writeJSON(rw, http.StatusNotFound, asRefusal(err).body())
		return
	}
	w.serveCall(rw, r, "response_url", args{"user": h.user, "channel": h.channel}, func() (answer, error) {
		if readErr != nil {
			return nil, refuse("invalid_payload")
		}
		return nil, w.respond(h, in)
	})
}

// use counts one use of a response URL.
func (w *Workspace) use(id string) (hook, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	h, ok := w.hooks.find(id, time.Now())
	switch {
	case !ok:
		return hook{}, refuse("expired_url")
	case h.used >= hookUses:
		return hook{}, refuse("used_url")
	}
	h.used++
	return *h, nil
}

// respond does what was sent to a response URL. There is no original behind a
// command's URL: there replace_original posts a new message, as in Slack.
func (w *Workspace) respond(h hook, in responseBody) error {
	c, err := newContent(in.said())
	if err != nil {
		return err
	}
	if c.empty() && !bool(in.Delete) {
		return refuse("no_text")
	}
	return w.change(func() error {
		ch := w.channels[h.channel]
		original := h.original != nil && !h.original.Deleted
		if bool(in.Delete) && original {
			w.remove(ch, h.original)
		}
		switch {
		case c.empty():
		case bool(in.Replace) && original && !bool(in.Delete):
			w.revise(ch, h.original, c)
		default:
			m := Message{User: botUserID, Text: c.text, Blocks: c.blocks, Attachments: c.attachments, ThreadTS: in.ThreadTS}
			if in.Type != inChannel {
				m.Ephemeral = h.user
			}
			w.add(ch, m)
		}
		return nil
	})
}
