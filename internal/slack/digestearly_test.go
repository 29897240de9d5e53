package slack

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

// friday is the coming digest's instant, a day after nine.
var friday = time.Date(2026, 11, 13, 16, 0, 0, 0, time.UTC)

// summary is the digest up to an instant, with one deal.
func summary(to time.Time) coach.Digest {
	return coach.Digest{
		ID: coach.DigestID("C1", to), Channel: "C1", From: to.AddDate(0, 0, -7), To: to,
		Won: coach.Outcome{Count: 1, Value: 1200000, Top: []coach.Ended{{Deal: 1, Name: "Globex", Owner: "UREP", Value: 1200000}}},
	}
}

// digests gives the office a channel, whose next digest is made at an instant.
func (o *office) digests(to time.Time) {
	team := o.settings()
	team.DigestChannel = "C1"
	o.Bot.settings = func() coach.Settings { return team }
	o.preview = func(context.Context) (coach.Digest, error) { return summary(to), nil }
}

// postsEarly presses the button that posts the coming digest.
func (o *office) postsEarly(who sender) string {
	o.digests(friday)
	return o.presses(who, doPost, summary(friday).ID)
}

func TestPostingTheDigestEarly(t *testing.T) {
	rep, admin, lead := sender{user: "UREP", team: "T1"}, sender{user: "UADMIN", team: "T1"}, sender{user: "ULEAD", team: "T1"}
	id := summary(friday).ID
	posted := func(o *office) { // on Wednesday, by somebody
		if _, err := o.memory.PostDigest(context.Background(), "press", summary(friday)); err != nil {
			panic(err)
		}
	}
	arrived := func(o *office) {
		got, err := o.memory.Receive(context.Background(), "test", 1, time.Second, time.Minute)
		if err == nil && len(got) == 1 {
			_, err = o.memory.Finish(context.Background(), got[0], coach.Posted{Channel: "C1", TS: "2.000001"})
		}
		if err != nil {
			panic(err)
		}
	}
	made := func(o *office, to time.Time) {
		if err := o.memory.SaveDigest(context.Background(), coach.Timer{Name: coach.DigestTimer, Due: to}, summary(to), time.Time{}); err != nil {
			panic(err)
		}
	}
	tests := []struct {
		story string
		was   func(o *office)
		does  func(o *office) string
		says  []string
		early bool // afterwards there is an early digest of the week
	}{
		{"a rep sees the preview without a button", nil,
			func(o *office) string { return o.types(rep, "/deal digest") }, []string{"Only you see this. The channel reads it on Fri 13 Nov at 16:00"}, false},
		{"a rep may not post", nil,
			func(o *office) string { return o.types(rep, "/deal digest post") }, []string{"Only a manager can post the digest early."}, false},
		{"a rep has got hold of the button", nil,
			func(o *office) string { return o.presses(rep, doPost, id) }, []string{"Only a manager can post the digest early."}, false},
		{"a manager sees the button", nil,
			func(o *office) string { return o.types(admin, "/deal digest") }, []string{"Post it now", `"value":"/deal digest post"`}, false},
		{"the button asks", nil,
			func(o *office) string { return o.presses(lead, doAgain+":post", "/deal digest post") },
			[]string{"Post the summary of the week to <#C1> now? On Fri 13 Nov at 16:00 it will be brought up to date in place.", `"value":"` + id + `"`}, false},
		{"yes", nil,
			func(o *office) string { return o.presses(lead, doPost, id) },
			[]string{"Posted to <#C1>. On Fri 13 Nov at 16:00 it is brought up to date in place"}, true},
		{"a second manager presses", posted,
			func(o *office) string { return o.presses(admin, doPost, id) },
			[]string{"The week to Fri 13 Nov is on its way to <#C1>; nothing was posted a second time."}, true},
		{"a manager presses again once it is there", func(o *office) { posted(o); arrived(o) },
			func(o *office) string { return o.presses(admin, doPost, id) },
			[]string{"The week to Fri 13 Nov has been posted, in <#C1>: <https://slack.test/archives/C1/p2000001|see it there>."}, true},
		{"the preview tells that it was posted", func(o *office) { posted(o); arrived(o) },
			func(o *office) string { return o.types(admin, "/deal digest") },
			[]string{"<https://slack.test/archives/C1/p2000001|A summary of this week> was posted early"}, true},
		{"an old button is pressed in the week after", func(o *office) { made(o, friday); arrived(o); o.digests(friday.AddDate(0, 0, 7)) },
			func(o *office) string { return o.presses(admin, doPost, id) },
			[]string{"The week to Fri 13 Nov has been posted, in <#C1>: <https://slack.test"}, false},
		{"a button of a week that had none", func(o *office) { o.digests(friday.AddDate(0, 0, 7)) },
			func(o *office) string { return o.presses(admin, doPost, id) }, []string{"That button is of another week, so nothing was posted."}, false},
		{"a value that the bot never made", nil,
			func(o *office) string { return o.presses(admin, doPost, "prompt:U1:2026-11-12") }, []string{"That button is of another week"}, false},
		{"right after the digest it is told, and when the next one can be posted", func(o *office) {
			last := nine.Add(-time.Hour)
			made(o, last)
			arrived(o)
			o.digests(last.AddDate(0, 0, 7))
		}, func(o *office) string { return o.types(admin, "/deal digest post") },
			[]string{"The week to Thu 12 Nov has been posted, in <#C1>", "The next one can be posted from Sat 14 Nov at 08:00 on."}, false},
		{"too early, and there was none before", func(o *office) { o.digests(nine.AddDate(0, 0, 6)) },
			func(o *office) string { return o.types(admin, "/deal digest post") },
			[]string{"That is too early: the next summary is of the week to Wed 18 Nov.", "It can be posted from Fri 13 Nov at 09:00 on."}, false},
		{"at the instant itself the loop posts it", func(o *office) { o.digests(nine) },
			func(o *office) string { return o.types(admin, "/deal digest post") }, []string{"is being posted at this moment"}, false},
		{"another word", nil,
			func(o *office) string { return o.types(admin, "/deal digest now") }, []string{"I can show the digest, and post it early.", "/deal digest post"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			o := newOffice(t)
			o.digests(friday)
			if tt.was != nil {
				tt.was(o)
			}
			said := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(tt.does(o))
			for _, want := range tt.says {
				if !strings.Contains(said, want) {
					t.Errorf("it says %s\nwant %s", said, want)
				}
			}
			if strings.Contains(said, "Post it now") && !strings.Contains(tt.story, "sees the button") {
				t.Errorf("there is a button in %s", said)
			}
			o.fit(t)
			d, err := o.memory.Digest(t.Context(), id)
			if err != nil && !errors.Is(err, coach.ErrNotFound) || d.Early != tt.early {
				t.Errorf("afterwards the week's digest is %+v, %v", d, err)
			}
		})
	}
}

// anEarlyWeek posts a digest with a thread of two pages early, and completes it
// with so many lost deals more than the post names.
func anEarlyWeek(t *testing.T, b *Bot, more int) coach.Digest {
	t.Helper()
	memory := b.deals.(*storetest.Memory)
	with := func(n int) coach.Digest {
		d := coach.Digest{ID: coach.DigestID("C1", nine), Channel: "C1", To: nine}
		for i := range n {
			d.Lost.More = append(d.Lost.More, coach.Ended{Deal: int64(i + 1), Name: "Deal"})
		}
		d.Lost.Count = max(n, 1)
		d.AddWeeks([]coach.Digest{{ID: "before", To: nine.AddDate(0, 0, -7), Won: coach.Outcome{Count: 1}}})
		return d
	}
	if _, err := memory.PostDigest(t.Context(), "press", with(coach.PageDeals+1)); err != nil {
		t.Fatal(err)
	}
	got, err := memory.Receive(t.Context(), "test", 10, time.Second, time.Minute)
	if err != nil || len(got) != 3 {
		t.Fatalf("received %+v, %v", got, err)
	}
	for i, d := range got {
		if _, err := memory.Finish(t.Context(), d, coach.Posted{Channel: "C1", TS: "2.00000" + string(rune('0'+i))}); err != nil {
			t.Fatal(err)
		}
	}
	whole := with(more)
	if err := memory.SaveDigest(t.Context(), coach.Timer{Name: coach.DigestTimer, Due: nine}, whole, time.Time{}); err != nil {
		t.Fatal(err)
	}
	return whole
}

func TestFridayEditsWhatWasPostedEarly(t *testing.T) {
	tests := []struct {
		story string
		more  int
		post  string // what becomes of the post and of the two pages
		pages [2]string
	}{
		{"the thread stays", coach.PageDeals + 2, "chat.update", [2]string{"chat.update", "chat.update"}},
		{"the second page is needed no more", coach.PageDeals, "chat.update", [2]string{"chat.update", "chat.delete"}},
		{"there is no thread any more", 0, "chat.update", [2]string{"chat.delete", "chat.delete"}},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			var calls []string
			b := postOffice(t, func(method string, form url.Values) string {
				calls = append(calls, method+" "+form.Get("ts"))
				return `{"ok":true,"channel":"C1","ts":"` + form.Get("ts") + `"}`
			})
			d := anEarlyWeek(t, b, tt.more)
			want := []string{tt.post + " 2.000000", tt.pages[0] + " 2.000001", tt.pages[1] + " 2.000002"}
			for _, id := range []string{d.ID, coach.ThreadID(d.ID, 1), coach.ThreadID(d.ID, 2)} {
				m := coach.Message{ID: coach.EditID(id), Kind: coach.EditMessage, To: "C1", NotAfter: nine.Add(time.Hour)}
				if _, err := b.Send(t.Context(), coach.Delivery{Message: m, Attempt: 1}); err != nil {
					t.Error(err)
				}
			}
			if strings.Join(calls, ", ") != strings.Join(want, ", ") {
				t.Errorf("Slack was asked for %q, want %q", calls, want)
			}
		})
	}
}

func TestAnEditThatCannotBe(t *testing.T) {
	edit := func(id string, until time.Time) coach.Delivery {
		return coach.Delivery{Attempt: 1, Message: coach.Message{ID: coach.EditID(id), Kind: coach.EditMessage, To: "C1", NotAfter: until}}
	}
	b := postOffice(t, func(_ string, form url.Values) string {
		if strings.Contains(form.Get("blocks"), "data_visualization") {
			return `{"ok":false,"error":"invalid_blocks"}`
		}
		return `{"ok":true,"channel":"C1","ts":"2.000000"}`
	})
	d := anEarlyWeek(t, b, 1)
	if at, err := b.Send(t.Context(), edit(d.ID, nine)); err != nil || at.TS != "2.000000" {
		t.Errorf("where Slack takes no chart: %+v, %v", at, err)
	}
	var held coach.Held
	other := d
	other.ID = coach.DigestID("C2", nine)
	if _, err := b.deals.PostDigest(t.Context(), "press", other); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Send(t.Context(), edit(other.ID, nine)); !errors.As(err, &held) {
		t.Errorf("the post is still on its way: %v", err)
	}
	if _, err := b.Send(t.Context(), edit(other.ID, nine.Add(-time.Second))); !errors.Is(err, coach.ErrDropped) {
		t.Errorf("it never arrived: %v", err)
	}
	gone := postOffice(t, func(string, url.Values) string { return `{"ok":false,"error":"message_not_found"}` })
	d = anEarlyWeek(t, gone, 0)
	if _, err := gone.Send(t.Context(), edit(d.ID, nine)); !errors.Is(err, coach.ErrDropped) {
		t.Errorf("somebody has deleted the post: %v", err)
	}
	if _, err := gone.Send(t.Context(), edit(coach.ThreadID(d.ID, 1), nine)); err != nil {
		t.Errorf("somebody has deleted a page that goes anyway: %v", err)
	}
}
