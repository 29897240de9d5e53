package workspace_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

var withFiles = with("files:read files:write", "")

// uploads uploads a file as the app, and shares it in a channel unless that is empty.
func (r *rig) uploads(name, content, channel string) (*slack.FileSummary, error) {
	return r.api.UploadFileContext(r.ctx, slack.UploadFileParameters{
		Filename: name, FileSize: len(content), Reader: strings.NewReader(content), Channel: channel, InitialComment: "here it is",
	})
}

func TestAnAppSharesAFile(t *testing.T) {
	bubble(t, func(r *rig) {
		f := must[*slack.FileSummary](t)(r.uploads("Ünsere Deals.CSV", "name\nAcme\n", "C1"))
		got := r.Messages("C1")
		if len(got) != 1 || got[0].Text != "here it is" || len(got[0].Files) != 1 || got[0].Files[0].Name != "Ünsere Deals.CSV" {
			t.Fatalf("said %+v", got)
		}
		if content, ok := r.Content(f.ID); !ok || string(content) != "name\nAcme\n" {
			t.Errorf("content %q", content)
		}
		history := must[*slack.GetConversationHistoryResponse](t)(r.api.GetConversationHistoryContext(r.ctx, &slack.GetConversationHistoryParameters{ChannelID: "C1"}))
		m := history.Messages[0]
		if m.SubType != "file_share" || m.BotID == "" || len(m.Files) != 1 || m.Files[0].Mimetype != "text/csv" || m.Files[0].Size != 10 {
			t.Errorf("in history %+v", m)
		}
		if url := m.Files[0].URLPrivateDownload; !strings.HasSuffix(url, "/download/_nsere_deals.csv") {
			t.Errorf("address %s", url)
		}
		info, _, _, err := r.api.GetFileInfoContext(r.ctx, f.ID, 0, 0)
		r.try(err)
		if len(info.Shares.Public["C1"]) != 1 || info.Shares.Public["C1"][0].Ts != m.Timestamp || !info.IsPublic || info.User != r.BotUser() {
			t.Errorf("info %+v", info)
		}
		var read bytes.Buffer
		r.try(r.api.GetFileContext(r.ctx, m.Files[0].URLPrivate, &read))
		if read.String() != "name\nAcme\n" {
			t.Errorf("read %q", &read)
		}
		r.try(r.api.DeleteFileContext(r.ctx, f.ID))
		if err := r.api.GetFileContext(r.ctx, m.Files[0].URLPrivate, &read); err == nil {
			t.Error("a deleted file can be read")
		}
		if text, _ := json.Marshal(r.asks("conversations.history", "channel", "C1")); !strings.Contains(string(text), `"mode":"tombstone"`) {
			t.Errorf("afterwards %s", text)
		}
	}, withFiles)
}

func TestAFileInAThreadOrNowhere(t *testing.T) {
	bubble(t, func(r *rig) {
		parent := must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "send it"))
		_, err := r.api.UploadFileContext(r.ctx, slack.UploadFileParameters{
			Filename: "a.txt", FileSize: 1, Content: "x", Channel: "C1", ThreadTimestamp: parent.TS,
		})
		r.try(err)
		if got := r.Messages("C1"); len(got) != 2 || got[1].ThreadTS != parent.TS {
			t.Errorf("in the thread %+v", got)
		}
		f := must[*slack.FileSummary](t)(r.uploads("b.bin", "x", ""))
		info, _, _, err := r.api.GetFileInfoContext(r.ctx, f.ID, 0, 0)
		r.try(err)
		if len(r.Messages("C1")) != 2 || info.IsPublic || info.Mimetype != "application/octet-stream" {
			t.Errorf("a private file %+v", info)
		}
	}, withFiles)
}

func TestFilesThatAreRefused(t *testing.T) {
	bubble(t, func(r *rig) {
		done := must[*slack.FileSummary](t)(r.uploads("a.txt", "x", ""))
		empty := must[*slack.GetUploadURLExternalResponse](t)(r.api.GetUploadURLExternalContext(r.ctx, slack.GetUploadURLExternalParameters{FileName: "b.txt", FileSize: 1}))
		must[workspace.Message](t)(r.Share(r.ctx, "U1", "C1", "", "", workspace.Upload{Name: "hers.txt", Content: []byte("x")}))
		hers := r.Messages("C1")[0].Files[0].ID
		whole := must[*slack.GetUploadURLExternalResponse](t)(r.api.GetUploadURLExternalContext(r.ctx, slack.GetUploadURLExternalParameters{FileName: "c.txt", FileSize: 1}))
		r.try(r.api.UploadToURL(r.ctx, slack.UploadToURLParameters{UploadURL: whole.UploadURL, Reader: strings.NewReader("x"), Filename: "c.txt"}))
		one := func(id string) string { return `files [{"id":"` + id + `"}] ` }
		r.answers([]question{
			{"nothing to upload", "files.getUploadURLExternal", "filename a.csv length 0", "missing_argument"},
			{"without a name", "files.getUploadURLExternal", "length 5", "missing_argument"},
			{"a length in words", "files.getUploadURLExternal", "filename a.csv length much", "invalid_arguments"},
			{"a very large one", "files.getUploadURLExternal", "filename a.csv length 104857601", "file_upload_size_restricted"},
			{"a long description", "files.getUploadURLExternal", "filename a.png length 5 alt_txt " + strings.Repeat("x", 1001), "alt_txt_too_large"},
			{"no files", "files.completeUploadExternal", "channel_id C1", "missing_argument"},
			{"an empty list", "files.completeUploadExternal", "files []", "invalid_arguments"},
			{"no such file", "files.completeUploadExternal", one("F0"), "file_not_found"},
			{"one without content", "files.completeUploadExternal", one(empty.FileID), "file_not_found"},
			{"one that was shared", "files.completeUploadExternal", one(done.ID), "file_not_found"},
			{"another's", "files.completeUploadExternal", one(hers), "file_not_found"},
			{"nowhere", "files.completeUploadExternal", one(whole.FileID) + "channel_id C9", "channel_not_found"},
			{"where the bot is not", "files.completeUploadExternal", one(whole.FileID) + "channel_id C2", "not_in_channel"},
			{"in no thread", "files.completeUploadExternal", one(whole.FileID) + "channel_id C1 thread_ts 1.000001", "thread_not_found"},
			{"in the end", "files.completeUploadExternal", one(whole.FileID) + "channel_id C1", `"ok":true`},
			{"asked for nothing", "files.info", "", "file_not_found"},
			{"another's to delete", "files.delete", "file " + hers, "cant_delete_file"},
			{"its own to delete", "files.delete", "file " + done.ID, `"ok":true`},
			{"once more", "files.delete", "file " + done.ID, "file_deleted"},
			{"what was deleted", "files.info", "file " + done.ID, "file_deleted"},
		})
		for name, content := range map[string]string{"too short": "", "too long": "xx"} {
			resp := must[*http.Response](t)(r.http.Post(empty.UploadURL, "text/plain", strings.NewReader(content)))
			resp.Body.Close()
			if resp.StatusCode != http.StatusBadRequest {
				t.Errorf("%s: %d", name, resp.StatusCode)
			}
		}
	}, withFiles)
	bubble(t, func(r *rig) {
		r.answers([]question{
			{"uploading without the scope", "files.getUploadURLExternal", "filename a.csv length 1", "missing_scope"},
			{"sharing without the scope", "files.completeUploadExternal", "", "missing_scope"},
			{"reading without the scope", "files.info", "file F1", "missing_scope"},
			{"deleting without the scope", "files.delete", "file F1", "missing_scope"},
		})
	})
}

func TestASharedFileIsAnEvent(t *testing.T) {
	bubble(t, func(r *rig) {
		heard := make(chan *slackevents.MessageEvent, 1)
		defer r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			if m, ok := e.Data.(slackevents.EventsAPIEvent).InnerEvent.Data.(*slackevents.MessageEvent); ok {
				heard <- m
			}
		})()
		must[workspace.Message](t)(r.Share(r.ctx, "U1", r.DM("U1"), "", "my deals", workspace.Upload{Name: "deals.csv", Content: []byte("name\n")}))
		m := <-heard
		if m.SubType != "file_share" || m.User != "U1" || m.Text != "my deals" || m.Channel != r.DM("U1") || len(m.Message.Files) != 1 || m.Message.Files[0].Name != "deals.csv" {
			t.Errorf("heard %+v", m)
		}
		var read bytes.Buffer
		r.try(r.api.GetFileContext(r.ctx, m.Message.Files[0].URLPrivateDownload, &read))
		if read.String() != "name\n" {
			t.Errorf("read %q", &read)
		}
		for name, bad := range map[string][]workspace.Upload{"no file": nil, "an empty file": {{Name: "a"}}, "eleven": make([]workspace.Upload, 11)} {
			if _, err := r.Share(r.ctx, "U1", "C1", "", "", bad...); err == nil {
				t.Errorf("%s was shared", name)
			}
		}
		if _, err := r.Share(r.ctx, "U1", r.DM("U2"), "", "", workspace.Upload{Name: "a", Content: []byte("a")}); err == nil {
			t.Error("shared in another's messages")
		}
	}, withFiles)
}

func TestWhoMayReadAFile(t *testing.T) {
	private := func(r *rig) string {
		must[workspace.Message](t)(r.Share(r.ctx, "U1", "C1", "", "", workspace.Upload{Name: "<b>.html", Content: []byte("<script>")}))
		var list struct {
			Messages []struct {
				Files []struct{ Name, URL string }
			}
		}
		r.page("GET", "/page/messages?as=U1&channel=C1", "", &list)
		return list.Messages[0].Files[0].URL
	}
	get := func(r *rig, path, header, value string) (string, http.Header) {
		req := must[*http.Request](t)(http.NewRequestWithContext(r.ctx, http.MethodGet, r.URL()+path, nil))
		req.Header.Set(header, value)
		resp := must[*http.Response](t)(r.http.Do(req))
		defer resp.Body.Close()
		return string(must[[]byte](t)(io.ReadAll(resp.Body))), resp.Header
	}
	bubble(t, func(r *rig) {
		path := private(r)
		app, bot := r.Tokens()
		for name, tt := range map[string]struct {
			header, value string
			may           bool
		}{
			"the app":                   {"Authorization", "Bearer " + bot, true},
			"the page":                  {"X-Page-Token", secret, true},
			"its other token":           {"Authorization", "Bearer " + app, false},
			"a guess":                   {"Authorization", "Bearer xoxb-guess", false},
			"nobody":                    {"X", "", false},
			"the page's token, guessed": {"X-Page-Token", "guess", false},
		} {
			text, header := get(r, path, tt.header, tt.value)
			if may := text == "<script>"; may != tt.may || !may && !strings.Contains(text, "Sign in") {
				t.Errorf("%s reads %q", name, text)
			}
			if tt.may && (header.Get("Content-Disposition") != `attachment; filename="<b>.html"` || header.Get("Content-Type") != "application/octet-stream" ||
				header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(header.Get("Content-Security-Policy"), "sandbox")) {
				t.Errorf("%s: %v", name, header)
			}
		}
		if err := r.api.GetFileContext(r.ctx, r.URL()+strings.Replace(path, "-F", "-FX", 1), io.Discard); err == nil {
			t.Error("a file that is none was read")
		}
	}, withFiles, pageToken)
	bubble(t, func(r *rig) {
		err := r.api.GetFileContext(r.ctx, r.URL()+private(r), io.Discard)
		if err == nil || !strings.Contains(err.Error(), "sign-in") {
			t.Errorf("without the scope: %v", err)
		}
	}, pageToken)
}

func TestAnUploadGoesWrongOnRequest(t *testing.T) {
	bubble(t, func(r *rig) {
		r.Fail(workspace.Fault{Method: "upload_url", Status: 503})
		_, err := r.uploads("a.txt", "x", "C1")
		if status, ok := errors.AsType[slack.StatusCodeError](err); !ok || status.Code != 503 {
			t.Errorf("the upload: %v", err)
		}
		f := must[*slack.FileSummary](t)(r.uploads("a.txt", "x", "C1"))
		info, _, _, err := r.api.GetFileInfoContext(r.ctx, f.ID, 0, 0)
		r.try(err)
		r.Fail(workspace.Fault{Method: "url_private", Status: 502})
		if r.api.GetFileContext(r.ctx, info.URLPrivate, io.Discard) == nil {
			t.Error("the download arrived")
		}
		r.try(r.api.GetFileContext(r.ctx, info.URLPrivate, io.Discard))
	}, withFiles)
}

func TestThePageSharesFiles(t *testing.T) {
	bubble(t, func(r *rig) {
		shares := func(fields map[string]string, files ...string) (out struct {
			Problem string
			Message *struct {
				Text  string
				Files []struct {
					Name string
					Size int
				}
			}
		}) {
			var body bytes.Buffer
			form := multipart.NewWriter(&body)
			for name, value := range fields {
				r.try(form.WriteField(name, value))
			}
			for _, name := range files {
				w := must[io.Writer](t)(form.CreateFormFile("file", name))
				must[int](t)(w.Write([]byte("content")))
			}
			r.try(form.Close())
			req := must[*http.Request](t)(http.NewRequestWithContext(r.ctx, http.MethodPost, r.URL()+"/page/share", &body))
			req.Header.Set("X-Page-Token", secret)
			req.Header.Set("Content-Type", form.FormDataContentType())
			resp := must[*http.Response](t)(r.http.Do(req))
			defer resp.Body.Close()
			r.try(json.NewDecoder(resp.Body).Decode(&out))
			return out
		}
		out := shares(map[string]string{"as": "U1", "channel": "C1", "text": "two"}, "a.csv", "b.csv")
		if out.Problem != "" || out.Message == nil || len(out.Message.Files) != 2 || out.Message.Files[1].Name != "b.csv" || out.Message.Files[1].Size != 7 {
			t.Errorf("two files: %+v", out)
		}
		if out := shares(map[string]string{"as": "U1", "channel": "C9"}, "a.csv"); out.Problem == "" {
			t.Error("shared nowhere")
		}
		if out := shares(map[string]string{"as": "U1", "channel": "C1"}); !strings.Contains(out.Problem, "1 to 10 files") {
			t.Errorf("no file: %+v", out)
		}
	}, withFiles, pageToken)
}
