package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// example is a command in the documentation and the answer that it shows.
var example = regexp.MustCompile("(?s)```sh\n(.*?)```\n```json\n(.*?)```")

// The examples are told one after the other, as a story: so they are run, by a
// shell with curl, against what bot demo -no-bot serves.
func TestTheExamplesInTheDocumentationWork(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl on this machine")
	}
	doc, err := os.ReadFile("../../docs/workspace.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := example.FindAllStringSubmatch(string(doc), -1)
	if commands := strings.Count(string(doc), "```sh"); len(examples) != commands || commands < 20 {
		t.Fatalf("%d of %d commands have an answer", len(examples), commands)
	}
	printed := alone(t, "")
	ts := orderApp(t, printed)
	address := regexp.MustCompile(`(http://\S+)/\?token=(\S+)`).FindStringSubmatch(printed)
	for _, e := range examples {
		run := func() error { return tryExample(t.Context(), e[1], e[2], address[1], address[2], ts) }
		err := run()
		// What an app does after its acknowledgement may take a moment.
		for deadline := time.Now().Add(10 * time.Second); err != nil && strings.Contains(e[1], "?") && time.Now().Before(deadline); err = run() {
			time.Sleep(20 * time.Millisecond)
		}
		if err != nil {
			t.Errorf("%s%v", e[1], err)
		}
	}
}

func tryExample(ctx context.Context, command, answer, page, token, ts string) error {
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Env = append(os.Environ(), "PAGE="+page, "TOKEN="+token, "TS="+ts)
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	var got, want any
	if err := json.Unmarshal([]byte(answer), &want); err != nil {
		return fmt.Errorf("the answer shown is no JSON: %w", err)
	}
	if err := json.Unmarshal(out, &got); err != nil {
		return fmt.Errorf("answered %s: %w", out, err)
	}
	if where := differs(want, got, ""); where != "" {
		return fmt.Errorf("answered %s, which is not as shown at %s", out, where)
	}
	return nil
}

// differs is where got lacks something of want; in want "…" stands for anything,
// and a list for its beginning.
func differs(want, got any, at string) string {
	switch want := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || len(want) == 0 && len(g) > 0 {
			return at + "/"
		}
		for key, w := range want {
			v, ok := g[key]
			if !ok {
				return at + "/" + key
			}
			if where := differs(w, v, at+"/"+key); where != "" {
				return where
			}
		}
		return ""
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) < len(want) {
			return at + "/"
		}
		for i, w := range want {
			if where := differs(w, g[i], at+"/"+strconv.Itoa(i)); where != "" {
				return where
			}
		}
		return ""
	}
	if want == "…" || want == got {
		return ""
	}
	return at + "/"
}
