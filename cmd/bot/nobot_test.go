package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// alone serves the workspace without the bot until the test ends, and returns
// what it printed.
func alone(t *testing.T, manifest string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	printed, out := io.Pipe()
	var all sync.WaitGroup
	all.Go(func() {
		err := serveAlone(ctx, l, manifest, out, slog.New(slog.DiscardHandler))
		out.CloseWithError(err)
	})
	t.Cleanup(func() { stop(); all.Wait() })
	text := make([]byte, 4096)
	n, err := printed.Read(text)
	if err != nil && err != io.EOF {
		t.Fatal(err)
	}
	return string(text[:n])
}

func call(t *testing.T, url, token string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	http.DefaultClient.CloseIdleConnections()
	return string(body)
}

func TestTheWorkspaceAlonePrintsWhatAnAppNeeds(t *testing.T) {
	printed := alone(t, "")
	api := regexp.MustCompile(`http://\S+/api/`).FindString(printed)
	app := regexp.MustCompile(`xapp-\S+`).FindString(printed)
	bot := regexp.MustCompile(`xoxb-\S+`).FindString(printed)
	if got := call(t, api+"auth.test", bot); !strings.Contains(got, `"ok":true`) {
		t.Errorf("auth.test answers %s", got)
	}
	if got := call(t, api+"apps.connections.open", app); !strings.Contains(got, `"url":"ws://`) {
		t.Errorf("apps.connections.open answers %s", got)
	}
	if got := call(t, api+"users.list", bot); !strings.Contains(got, "Mia Brandt") {
		t.Errorf("without a manifest an app may see who is there; users.list answers %s", got)
	}
}

func TestTheWorkspaceAloneHoldsAnAppToItsManifest(t *testing.T) {
	file := filepath.Join(t.TempDir(), "manifest.yaml")
	const manifest = "display_information: {name: Tiny}\nfeatures: {bot_user: {display_name: tiny}}\nsettings: {socket_mode_enabled: true}\n"
	if err := os.WriteFile(file, []byte(manifest), 0o600); err != nil {
		t.Fatal(err)
	}
	printed := alone(t, file)
	api := regexp.MustCompile(`http://\S+/api/`).FindString(printed)
	bot := regexp.MustCompile(`xoxb-\S+`).FindString(printed)
	if got := call(t, api+"users.list", bot); !strings.Contains(got, "missing_scope") {
		t.Errorf("users.list answers %s", got)
	}
}

func TestTheClockOfTheWorkspaceAloneCanBeMoved(t *testing.T) {
	printed := alone(t, "")
	page := regexp.MustCompile(`(http://\S+)/\?token=(\S+)`).FindStringSubmatch(printed)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, page[1]+"/page/skip", strings.NewReader(`{"to":"2099-01-05T09:00:00Z"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Page-Token", page[2])
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || !strings.HasPrefix(string(body), `{"now":"2099-01-05T`) || !strings.Contains(string(body), `"problem":""`) {
		t.Errorf("answered %s, %v", body, err)
	}
}
