package slack

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// Each row is an answer as Slack, or what stands before it, may give it.
func TestWhatAFailedPostMeans(t *testing.T) {
	const unknown = -1 * time.Second // it may have been posted
	tests := []struct {
		story  string
		status int
		header string
		body   string
		want   time.Duration // held so long; 0: undeliverable
	}{
		{"limited, with the seconds to wait", 429, "7", `{"ok":false,"error":"ratelimited"}`, 7 * time.Second},
		{"limited, and at once again", 429, "0", `{"ok":false,"error":"ratelimited"}`, time.Second},
		{"limited, with a fraction of a second", 429, "1.5", `{"ok":false,"error":"ratelimited"}`, 1500 * time.Millisecond},
		{"limited, with an instant that is over", 429, "Mon, 02 Nov 2026 09:00:00 GMT", `{}`, time.Second},
		{"limited, with a header that says nothing", 429, "soon", `{}`, afterBareLimit},
		{"limited, without the header", 429, "", `{"ok":false,"error":"ratelimited"}`, afterBareLimit},
		{"limited, by a page of a proxy", 429, "", `<html>slow down</html>`, afterBareLimit},
		{"limited, in an answer that looks well", 200, "", `{"ok":false,"error":"ratelimited"}`, afterBareLimit},
		{"limited, in the other spelling", 200, "", `{"ok":false,"error":"rate_limited"}`, afterBareLimit},
		{"the token was revoked", 200, "", `{"ok":false,"error":"token_revoked"}`, afterTokenRefusal},
		{"the channel is archived", 200, "", `{"ok":false,"error":"is_archived"}`, 0},
		{"a block is wrong", 200, "", `{"ok":false,"error":"invalid_blocks"}`, 0},
		{"Slack failed inside", 200, "", `{"ok":false,"error":"internal_error"}`, unknown},
		{"Slack failed gravely", 200, "", `{"ok":false,"error":"fatal_error"}`, unknown},
		{"a proxy failed", 502, "", `<html>bad gateway</html>`, unknown},
		{"a page instead of an answer", 200, "", `<html>hello</html>`, unknown},
		{"half an answer", 200, "", `{"ok":true,"ts":"1.`, unknown},
		{"nothing", 200, "", ``, unknown},
		{"an error without a name", 200, "", `{"ok":false}`, unknown},
		{"an answer without a place", 200, "", `{}`, unknown},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
				if tt.header != "" {
					rw.Header().Set("Retry-After", tt.header)
				}
				rw.WriteHeader(tt.status)
				rw.Write([]byte(tt.body))
			}))
			defer server.Close()
			judge(t, postTo(t.Context(), server.URL, server.Client()), tt.want)
		})
	}
	t.Run("nobody is there", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		judge(t, postTo(t.Context(), "http://"+l.Addr().String(), http.DefaultClient), afterDialFailure)
	})
}

// postTo posts as Send does, and returns the outcome.
func postTo(ctx context.Context, url string, client *http.Client) error {
	b := &Bot{Client: &Client{api: slack.New("xoxb-1", slack.OptionAPIURL(url+"/"), slack.OptionHTTPClient(client))}, now: time.Now}
	_, err := b.postOnce(ctx, coach.Delivery{Message: coach.Message{ID: "m"}}, coach.Posted{Channel: "C1"}, &sheet{})
	return err
}

func judge(t *testing.T, err error, want time.Duration) {
	t.Helper()
	var held coach.Held
	var dead coach.Undeliverable
	switch {
	case want == 0:
		if !errors.As(err, &dead) {
			t.Errorf("got %v, want it to be undeliverable", err)
		}
	case want > 0:
		if !errors.As(err, &held) || held.Wait != want {
			t.Errorf("got %v, want it held for %s", err, want)
		}
	case err == nil, errors.As(err, &held), errors.As(err, &dead):
		t.Errorf("got %v, want it not to be known", err)
	}
}
