package slack

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestACallIsNamedByItsMethodAlone(t *testing.T) {
	const api = "https://slack.com/api/"
	for url, want := range map[string]string{
		api + "chat.postMessage":                                       "chat.postMessage",
		api + "conversations.history?channel=C1":                       "conversations.history",
		"https://hooks.slack.com/commands/T1/2/secretsecret":           "other",
		"https://files.slack.com/files-pri/T1-F1/download/clients.csv": "other",
	} {
		req, err := http.NewRequest(http.MethodPost, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := methodOf(req, api); got != want {
			t.Errorf("%s is named %q, want %q", url, got, want)
		}
	}
}

func TestHowACallEnded(t *testing.T) {
	tests := []struct {
		story  string
		status int
		said   string
		err    error
		want   string
	}{
		{"Slack did it", 200, "", nil, "ok"},
		{"Slack names an error", 200, "channel_not_found", nil, "channel_not_found"},
		{"too many calls", 429, "", nil, "limited"},
		{"too many calls, said in the answer", 200, "ratelimited", nil, "limited"},
		{"a page of HTML", 502, "", nil, "http"},
		{"no answer", 0, "", errors.New("reset"), "network"},
		{"an answer that says nothing", 200, "", fmt.Errorf("call: %w", errUnclear), "unclear"},
	}
	for _, tt := range tests {
		if got := callOutcome(&http.Response{StatusCode: tt.status}, tt.said, tt.err); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.story, got, tt.want)
		}
	}
}

func TestHowWhatSomebodyWantedEnded(t *testing.T) {
	for want, err := range map[string]error{
		"done":    nil,
		"refused": fmt.Errorf("close: %w", coach.Refuse("It is closed.", "")),
		"unsaved": fmt.Errorf("commit: %w", coach.ErrUnavailable),
		"unknown": errors.Join(coach.ErrUnknown, coach.ErrUnavailable),
		"failed":  errors.New("a bug"),
	} {
		if got := outcomeOf(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}

func TestAMessageOfANewerVersionIsLeftToIt(t *testing.T) {
	b := &Bot{}
	d := coach.Delivery{Message: coach.Message{ID: "song:U1", Kind: "song", To: "U1"}, First: time.Now().Add(-time.Minute)}
	var held coach.Held
	if _, err := b.Send(t.Context(), d); !errors.As(err, &held) {
		t.Errorf("a minute old: %v", err)
	}
	d.First = time.Now().Add(-2 * time.Hour)
	var dead coach.Undeliverable
	if _, err := b.Send(t.Context(), d); !errors.As(err, &dead) {
		t.Errorf("two hours old: %v", err)
	}
}
