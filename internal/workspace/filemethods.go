package workspace

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxAlt         = 1000 // characters
	maxUploadRooms = 100  // channels that files may be shared in at once
)

// filesGetUploadURL is https://docs.slack.dev/reference/methods/files.getUploadURLExternal.
func (w *Workspace) filesGetUploadURL(r *request) (answer, error) {
	size, err := strconv.Atoi(r.args["length"])
	switch {
	case r.args["filename"] == "", r.args["length"] == "", err == nil && size == 0:
		return nil, refuse("missing_argument")
	case err != nil || size < 0:
		return nil, refuse("invalid_arguments")
	case utf8.RuneCountInString(r.args["alt_txt"]) > maxAlt:
		return nil, refuse("alt_txt_too_large")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	f, err := w.newFile(botUserID, r.args["filename"], size)
	if err != nil {
		return nil, err
	}
	f.alt, f.ticket = r.args["alt_txt"], token()
	return answer{"upload_url": r.base + uploadPath + f.ticket, "file_id": f.ID}, nil
}

// filesCompleteUpload is https://docs.slack.dev/reference/methods/files.completeUploadExternal.
// It answers before the files are shared, as Slack mostly does.
func (w *Workspace) filesCompleteUpload(r *request) (answer, error) {
	var given []struct{ ID, Title string }
	if r.args["files"] == "" {
		return nil, refuse("missing_argument")
	}
	if json.Unmarshal(r.args.json("files"), &given) != nil || len(given) == 0 {
		return nil, refuse("invalid_arguments")
	}
	says := said{text: r.args["initial_comment"]}
	if says.text == "" {
		says.blocks = r.args.json("blocks")
	}
	c, err := newContent(says)
	if err != nil {
		return nil, err
	}
	var rooms []string
	if list := strings.Trim(r.args["channel_id"]+","+r.args["channels"], ","); list != "" {
		rooms = strings.Split(list, ",")
	}
	if len(rooms) > maxUploadRooms {
		return nil, refuse("channels_limit_exceeded")
	}
	var a answer
	err = w.change(func() error {
		var files []*file
		for _, g := range given {
			f, ok := w.files[g.ID]
			if !ok || f.Owner != botUserID || f.ticket != "" || f.shared || f.Deleted || slices.Contains(files, f) {
				return refuse("file_not_found")
			}
			files = append(files, f)
		}
		for _, id := range rooms {
			if err := w.mayShare(id, r.args["thread_ts"]); err != nil {
				return err
			}
		}
		var shown []fileJSON
		for i, f := range files {
			f.shared = true
			if given[i].Title != "" {
				f.Title = given[i].Title
			}
			shown = append(shown, w.fileJSON(f))
		}
		for _, id := range rooms {
			w.share(w.channels[id], Message{User: botUserID, Text: c.text, Blocks: c.blocks, ThreadTS: r.args["thread_ts"]}, files)
		}
		a = answer{"files": shown}
		return nil
	})
	return a, err
}

// mayShare checks that the bot can share files in a channel, for which it has to
// be there. The caller holds w.mu.
func (w *Workspace) mayShare(id, thread string) error {
	ch, ok := w.channels[id]
	switch {
	case !ok:
		return refuse("channel_not_found")
	case !ch.has(botUserID):
		return refuse("not_in_channel")
	case ch.im() && !w.app.Features.Home.MessagesTab:
		return refuse("messages_tab_disabled")
	}
	if _, ok := ch.find(thread); thread != "" && !ok {
		return refuse("thread_not_found")
	}
	return nil
}

// share adds a message with files. The caller holds w.mu and runs inside change.
func (w *Workspace) share(ch *channel, m Message, files []*file) *post {
	for _, f := range files {
		m.Files = append(m.Files, f.File)
	}
	return w.addWith(ch, m, files)
}

// filesInfo is https://docs.slack.dev/reference/methods/files.info.
func (w *Workspace) filesInfo(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f, err := w.fileNamed(r.args["file"])
	if err != nil {
		return nil, err
	}
	return answer{"file": w.fileJSON(f), "comments": []any{}, "response_metadata": nextCursor("")}, nil
}

// filesDelete is https://docs.slack.dev/reference/methods/files.delete. The
// messages stay.
func (w *Workspace) filesDelete(r *request) (answer, error) {
	return nil, w.change(func() error {
		f, err := w.fileNamed(r.args["file"])
		switch {
		case err != nil:
			return err
		case f.Owner != botUserID:
			return refuse("cant_delete_file")
		}
		f.Deleted, f.content = true, nil
		for _, s := range f.shares {
			ch := w.channels[s.channel]
			if p, ok := ch.find(s.ts); ok {
				w.tellMessage(ch, p, false)
			}
		}
		return nil
	})
}

// fileNamed finds a file that is there. The caller holds w.mu.
func (w *Workspace) fileNamed(id string) (*file, error) {
	f, ok := w.files[id]
	switch {
	case !ok || !f.shared:
		return nil, refuse("file_not_found")
	case f.Deleted:
		return nil, refuse("file_deleted")
	}
	return f, nil
}
