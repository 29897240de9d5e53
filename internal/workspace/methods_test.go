package workspace_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"
)

// with grants the app more scopes and events.
func with(scopes, events string) func(*workspace.Options) {
	return func(o *workspace.Options) {
		add := func(after, names string) {
			for name := range strings.FieldsSeq(names) {
				o.Manifest = bytes.Replace(o.Manifest, []byte(after), []byte(after+"      - "+name+"\n"), 1)
			}
		}
		add("    bot:\n", scopes)
		add("    bot_events:\n", events)
	}
}

// asks calls a method with the bot's token and returns the answer.
func (r *rig) asks(method string, pairs ...string) map[string]any {
	r.t.Helper()
	_, bot := r.Tokens()
	form := url.Values{"token": {bot}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	req := must[*http.Request](r.t)(http.NewRequestWithContext(r.ctx, http.MethodPost, r.APIURL()+method, strings.NewReader(form.Encode())))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp := must[*http.Response](r.t)(r.http.Do(req))
	defer resp.Body.Close()
	text := must[[]byte](r.t)(io.ReadAll(resp.Body))
	var out map[string]any
	r.try(json.Unmarshal(text, &out))
	return out
}

// question is a call, and what its answer must contain or the error it must be.
type question struct {
	name, method, args, want string
}

func (r *rig) answers(questions []question) {
	r.t.Helper()
	for _, q := range questions {
		got := string(must[[]byte](r.t)(json.Marshal(r.asks(q.method, strings.Fields(q.args)...))))
		if refused := `"error":"` + q.want + `"`; !strings.Contains(got, q.want) || strings.Contains(got, `"ok":false`) && !strings.Contains(got, refused) {
			r.t.Errorf("%s: %s, want %s", q.name, got, q.want)
		}
	}
}

func TestJoiningAndLeaving(t *testing.T) {
	bubble(t, func(r *rig) {
		r.AddChannel("C3", "alone", r.BotUser())
		r.answers([]question{
			{"a channel", "conversations.join", "channel C2", `"is_member":true`},
			{"once more", "conversations.join", "channel C2", `"warning":"already_in_channel"`},
			{"nowhere", "conversations.join", "channel C9", "channel_not_found"},
			{"a person", "conversations.join", "channel " + r.DM("U1"), "method_not_supported_for_channel_type"},
			{"to post there", "chat.postMessage", "channel C2 text hi", `"ok":true`},
			{"and out", "conversations.leave", "channel C2", `{"ok":true}`},
			{"out again", "conversations.leave", "channel C2", `"not_in_channel":true`},
			{"the last one", "conversations.leave", "channel C3", "last_member"},
		})
	}, without("      - chat:write.public\n"), with("channels:join channels:manage", ""))
	bubble(t, func(r *rig) {
		r.answers([]question{
			{"joining without the scope", "conversations.join", "channel C2", "missing_scope"},
			{"leaving without the scope", "conversations.leave", "channel C1", "missing_scope"},
		})
	})
}

func TestLookingPeopleUp(t *testing.T) {
	people := func(r *rig) {
		r.AddPerson(workspace.Person{ID: "U3", Handle: "eve", Name: "Eve Ray", Email: "Eve@example.com"})
		r.AddPerson(workspace.Person{ID: "U4", Handle: "old", Name: "Old Ray", Email: "old@example.com", Deleted: true})
	}
	bubble(t, func(r *rig) {
		people(r)
		r.answers([]question{
			{"by address", "users.lookupByEmail", "email eve@EXAMPLE.com", `"id":"U3"`},
			{"with the address", "users.info", "user U3", `"email":"Eve@example.com"`},
			{"who has left", "users.lookupByEmail", "email old@example.com", "users_not_found"},
			{"nobody", "users.lookupByEmail", "", "users_not_found"},
			{"a profile", "users.profile.get", "user U3", `"profile":{"display_name":"eve","email"`},
			{"its own profile", "users.profile.get", "", `"api_app_id":"ALOCAL0001"`},
			{"nobody's profile", "users.profile.get", "user U9", "user_not_found"},
		})
	}, with("users:read.email users.profile:read", ""))
	bubble(t, func(r *rig) {
		people(r)
		r.answers([]question{{"without the scope", "users.lookupByEmail", "email eve@example.com", "missing_scope"}})
		if text := string(must[[]byte](t)(json.Marshal(r.asks("users.info", "user", "U3")))); strings.Contains(text, "@example") {
			t.Errorf("an address without the scope: %s", text)
		}
	})
}

func TestReactions(t *testing.T) {
	bubble(t, func(r *rig) {
		s := r.dialRaw()
		defer s.Close()
		said := must[workspace.Message](t)(r.Say(r.ctx, "U1", "C1", "we won"))
		on := "channel C1 timestamp " + said.TS
		// The app's own reaction is an event, too.
		heard := make(chan rawFrame, 10)
		go func() {
			for f, err := s.next(); err == nil; f, err = s.next() {
				_ = s.ack(f.ID, nil)
				heard <- f
			}
		}()
		r.answers([]question{
			{"an emoji", "reactions.add", on + " name tada", `{"ok":true}`},
			{"once more", "reactions.add", on + " name tada", "already_reacted"},
			{"no emoji", "reactions.add", on + " name :tada:", "invalid_name"},
			{"no message", "reactions.add", "channel C1 timestamp 1.000001 name tada", "message_not_found"},
			{"no time", "reactions.add", "channel C1 timestamp soon name tada", "bad_timestamp"},
			{"no channel", "reactions.add", "channel C9 timestamp " + said.TS + " name tada", "channel_not_found"},
			{"nothing", "reactions.add", "name tada", "no_item_specified"},
			{"what is not there", "reactions.remove", on + " name eyes", "no_reaction"},
		})
		if p := r.does("react", `{"as":"U2","channel":"C1","ts":"`+said.TS+`","name":"tada"}`).Problem; p != "" {
			t.Errorf("a person: %s", p)
		}
		if p := r.does("react", `{"as":"U2","channel":"C1","ts":"`+said.TS+`","name":"tada"}`).Problem; !strings.Contains(p, "already_reacted") {
			t.Errorf("a person, once more: %q", p)
		}
		r.answers([]question{
			{"both", "reactions.get", on, `"reactions":[{"count":2,"name":"tada","users":["ULOCALBOT1","U2"]}]`},
			{"in history", "conversations.history", "channel C1", `"count":2`},
			{"taken away", "reactions.remove", on + " name tada", `{"ok":true}`},
			{"one is left", "reactions.get", on, `"count":1`},
		})
		for _, want := range []string{`"reaction_added","user":"ULOCALBOT1"`, `"reaction_added","user":"U2"`, `"reaction_removed","user":"ULOCALBOT1"`} {
			if f := <-heard; !strings.Contains(string(f.Payload), want) {
				t.Errorf("heard %s, want %s", f.Payload, want)
			}
		}
	}, pageToken, with("reactions:write reactions:read", "reaction_added reaction_removed"))
}

func TestHoursWithoutNotifications(t *testing.T) {
	night := time.Date(2026, 3, 27, 23, 30, 0, 0, time.UTC) // 00:30 in Berlin
	bubble(t, func(r *rig) {
		r.AddPerson(workspace.Person{ID: "U3", Handle: "eve", Zone: "Europe/Berlin", Quiet: "22:00-08:00"})
		r.AddPerson(workspace.Person{ID: "U4", Handle: "joe", Zone: "Europe/Berlin", Quiet: "12:00-13:00"})
		r.answers([]question{
			{"over midnight", "dnd.info", "user U3", `"dnd_enabled":true,"next_dnd_end_ts":1774681200,"next_dnd_start_ts":1774645200`},
			{"at noon", "dnd.info", "user U4", `"dnd_enabled":true,"next_dnd_end_ts":1774699200,"next_dnd_start_ts":1774695600`},
			{"never", "dnd.info", "user U1", `"dnd_enabled":false,"next_dnd_end_ts":1,"next_dnd_start_ts":1`},
			{"nobody", "dnd.info", "user U9", "user_not_found"},
			{"several", "dnd.teamInfo", "users U1,U3", `"U3":{"dnd_enabled":true`},
			{"none", "dnd.teamInfo", "", "no_users_provided"},
		})
	}, with("dnd:read", ""), func(o *workspace.Options) { o.Now = func() time.Time { return night } })
}

func TestBlocksCanBeChecked(t *testing.T) {
	const good = `[{"type":"section","text":{"type":"plain_text","text":"Hello"}}]`
	const bad = `[{"type":"section","text":{"type":"plain_text","text":""}}]`
	bubble(t, func(r *rig) {
		for name, tt := range map[string]struct{ key, value, code, pointer string }{
			"good blocks":    {"blocks", good, "", ""},
			"bad blocks":     {"blocks", bad, "invalid_blocks", "/0/text/text"},
			"a good message": {"message", `{"blocks":` + good + `}`, "", ""},
			"a bad message":  {"message", `{"blocks":` + bad + `}`, "invalid_message", "/blocks/0/text/text"},
			"no message":     {"message", `7`, "invalid_message", ""},
			"a good view":    {"view", `{"type":"home","blocks":` + good + `}`, "", ""},
			"a bad view":     {"view", `{"type":"home","blocks":` + bad + `}`, "invalid_view", "/blocks/0/text/text"},
			"nothing":        {"text", "hi", "invalid_arguments", ""},
		} {
			// Without a token.
			resp := must[*http.Response](t)(r.http.PostForm(r.APIURL()+"blocks.validate", url.Values{tt.key: {tt.value}}))
			var got struct {
				OK     bool
				Error  string
				Errors []struct{ Pointer, Code, Message string }
			}
			r.try(json.NewDecoder(resp.Body).Decode(&got))
			resp.Body.Close()
			if got.OK != (tt.code == "") || got.Error != tt.code || tt.pointer != "" && (len(got.Errors) == 0 || got.Errors[0].Pointer != tt.pointer) {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
}
