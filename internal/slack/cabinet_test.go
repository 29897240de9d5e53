package slack

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// cabinet is what an office's Slack keeps of files.
type cabinet struct {
	uploads  map[string]string // what people have uploaded, by id: the content
	about    map[string]string // the same: what files.info says of it
	received []string          // what the bot has sent, "name: content"
	named    string            // what the bot is about to upload
	hired    []string          // whom users.list tells of beside the staff
	refuse   string            // the answer to files.getUploadURLExternal, if any
	fetched  []string          // the addresses that were downloaded
}

// files answers what is about files, and who there is; false for anything else,
// which is then kept as an answer of the bot's.
func (o *office) files(r *http.Request, body []byte) (answer string, ok bool) {
	form, _ := url.ParseQuery(string(body))
	switch name := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]; name {
	case "files.info":
		info, known := o.cabinet.about[form.Get("file")]
		if !known {
			return `{"ok":false,"error":"file_not_found"}`, true
		}
		return `{"ok":true,"file":` + info + `}`, true
	case "files.getUploadURLExternal":
		o.cabinet.named = form.Get("filename")
		if o.cabinet.refuse != "" {
			return o.cabinet.refuse, true
		}
		return `{"ok":true,"upload_url":"https://slack.test/upload","file_id":"FUP"}`, true
	case "upload":
		o.cabinet.received = append(o.cabinet.received, o.cabinet.named+": "+onlyPart(r, body))
		return "", true
	case "files.completeUploadExternal":
		words, _ := json.Marshal(form.Get("initial_comment"))
		o.heard = append(o.heard, `{"text":`+string(words)+`}`)
		return `{"ok":true,"files":[{"id":"FUP"}]}`, true
	case "users.list":
		return `{"ok":true,"members":[` + strings.Join(slices.Concat(slices.Sorted(maps.Values(staff)), o.cabinet.hired), ",") + `]}`, true
	case "conversations.open":
		return `{"ok":true,"channel":{"id":"D1"}}`, true
	case "chat.update":
		text, _ := json.Marshal(form.Get("text"))
		o.heard = append(o.heard, `{"text":`+string(text)+`,"blocks":`+form.Get("blocks")+`}`)
		return `{"ok":true,"channel":"D1","ts":"3.000000"}`, true
	default:
		content, ok := o.cabinet.uploads[name]
		if ok {
			o.cabinet.fetched = append(o.cabinet.fetched, r.URL.String())
		}
		return content, ok
	}
}

// onlyPart is the content of a form's only file.
func onlyPart(r *http.Request, body []byte) string {
	_, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	form, err := multipart.NewReader(strings.NewReader(string(body)), parameters["boundary"]).ReadForm(1 << 20)
	if err != nil || len(form.File["file"]) != 1 {
		return fmt.Sprint("no file: ", err)
	}
	f, err := form.File["file"][0].Open()
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		return err.Error()
	}
	return string(content)
}

// keeps puts a file of somebody's into Slack and returns its id.
func (o *office) keeps(owner, name, content string) string {
	if o.cabinet.uploads == nil {
		o.cabinet.uploads, o.cabinet.about = map[string]string{}, map[string]string{}
	}
	id := "F" + strconv.Itoa(len(o.cabinet.uploads)+1)
	o.cabinet.uploads[id] = content
	o.describes(id, map[string]any{
		"id": id, "name": name, "user": owner, "size": len(content), "url_private_download": "https://slack.test/files-pri/" + id,
	})
	return id
}

// describes says what files.info tells of a file.
func (o *office) describes(id string, info map[string]any) {
	text, err := json.Marshal(info)
	if err != nil {
		panic(err)
	}
	o.cabinet.about[id] = string(text)
}

// drops drops files into the bot's DM, with words.
func (o *office) drops(from sender, words string, files ...string) string {
	shared := &slack.Msg{}
	for _, id := range files {
		shared.Files = append(shared.Files, slack.File{ID: id})
	}
	return o.takes(&envelope{
		kind: envelopeEvent, eventID: "Ev" + strconv.Itoa(o.sent), event: &slackevents.EventsAPIEvent{
			TeamID: from.team, EnterpriseID: from.enterprise,
			InnerEvent: slackevents.EventsAPIInnerEvent{Type: "message", Data: &slackevents.MessageEvent{
				Type: "message", SubType: slack.MsgSubTypeFileShare, User: from.user, Text: words, Channel: "D1", ChannelType: "im",
				TimeStamp: "1.000000", Message: shared,
			}},
		},
	})
}

// pressesThere presses a button of a message in the bot's DM.
func (o *office) pressesThere(from sender, action, value string) string {
	in := o.pressed(from, action, value)
	in.Channel.ID = "D1"
	in.Container = slack.Container{Type: "message", ChannelID: "D1", MessageTs: "3.000000"}
	return o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
}

// imports drops a file and presses the button under its preview.
func (o *office) imports(from sender, name, content string) string {
	id := o.keeps(from.user, name, content)
	said := o.drops(from, "", id)
	pressed := offered.FindStringSubmatch(said)
	if pressed == nil {
		return said
	}
	return o.pressesThere(from, doImport, pressed[1])
}
