package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// room is one package of the house.
type room struct {
	pkg     string
	imports []string
	reason  string
}

// allowed says which packages may know which: the house's floor plan. The
// standard library is allowed everywhere; a row that ends with / allows all
// below it. Tests may import more.
var allowed = []room{
	{"dealcoach", nil, "holds the manifest, so that everybody can have it"},
	{"dealcoach/prompts", nil, "holds the scripts as files: data needs nothing"},
	{"dealcoach/internal/coach", []string{"github.com/olebedev/when", "github.com/olebedev/when/rules", "github.com/rickar/cal/v2", "github.com/rickar/cal/v2/", "go.yaml.in/yaml/v3"},
		"pure: it knows selling, and libraries for dates in words, holidays and YAML that do no I/O"},
	{"dealcoach/internal/store", []string{"dealcoach/internal/coach", "github.com/redis/go-redis/v9", "github.com/redis/go-redis/v9/", "github.com/go-json-experiment/json", "github.com/go-json-experiment/json/"},
		"the only room that knows Redis; its records are read by Go's next JSON package (decision 16)"},
	{"dealcoach/internal/store/storetest", []string{"dealcoach/internal/coach", "github.com/google/go-cmp/cmp", "github.com/google/go-cmp/cmp/cmpopts"},
		"the contract that every store keeps; it must not know which one it tests"},
	{"dealcoach/internal/store/redistest", []string{"github.com/redis/go-redis/v9", "github.com/redis/go-redis/v9/"},
		"starts servers for tests; it must not know the store that is tested on them"},
	{"dealcoach/internal/schedule", []string{"dealcoach/internal/coach", "golang.org/x/time/rate"},
		"the clock loops; they know neither Slack nor Redis, and pace by a library"},
	{"dealcoach/internal/exchange", []string{"dealcoach/internal/coach"},
		"files in and out; whoever keeps the deals and knows the people is told to it"},
	{"dealcoach/internal/slack", []string{"dealcoach/internal/coach", "dealcoach/internal/exchange", "github.com/slack-go/slack", "github.com/slack-go/slack/", "github.com/gorilla/websocket", "github.com/go-json-experiment/json", "github.com/go-json-experiment/json/", "golang.org/x/time/rate"},
		"the only room that knows slack-go; its sockets are its own (decision 9), and what the loops ask is paced by a library; commands are read by Go's next JSON package (decision 16)"},
	{"dealcoach/internal/metrics", []string{"github.com/prometheus/client_golang/prometheus", "github.com/prometheus/client_golang/prometheus/"},
		"the only room that knows Prometheus; it hears names and times, and knows nobody's types"},
	{"dealcoach/internal/workspace", []string{"dealcoach/internal/workspace/", "github.com/gorilla/websocket", "go.yaml.in/yaml/v3"},
		"speaks Slack's wire protocol for any client, so it knows nobody of this program"},
	{"dealcoach/internal/pipes", nil, "a listener without a network, for tests: a pipe needs nothing"},
	{"dealcoach/internal/workspace/blockkit", nil, "a checker of JSON"},
	{"dealcoach/internal/workspace/page", nil, "the page's files"},
	{"dealcoach/cmd/bench", []string{"github.com/gorilla/websocket"}, "measures whole programs over the wire, so it knows none of their parts"},
	{"dealcoach/cmd/bench/plain", []string{"github.com/slack-go/slack", "github.com/slack-go/slack/", "github.com/redis/go-redis/v9"},
		"what the bot is measured beside: a bot as one writes it from the examples"},
	{"dealcoach/cmd/bot", []string{"dealcoach", "dealcoach/", "github.com/kelseyhightower/envconfig", "github.com/alicebob/miniredis/v2"},
		"plugs everything together; it alone reads the environment and embeds a Redis for the demo"},
}

func TestWhoMayKnowWhom(t *testing.T) {
	type listed struct {
		ImportPath string
		Imports    []string
	}
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "dealcoach/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := map[string]bool{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen[p.ImportPath] = true
		i := slices.IndexFunc(allowed, func(r room) bool { return r.pkg == p.ImportPath })
		if i < 0 {
			t.Errorf("%s has no row in the table: say what it may know, and why", p.ImportPath)
			continue
		}
		for _, path := range p.Imports {
			if !strings.Contains(strings.Split(path, "/")[0], ".") && !strings.HasPrefix(path, "dealcoach") {
				continue // the standard library
			}
			if !slices.ContainsFunc(allowed[i].imports, func(ok string) bool {
				return path == ok || strings.HasSuffix(ok, "/") && strings.HasPrefix(path, ok)
			}) {
				t.Errorf("%s imports %s; it may not: %s", p.ImportPath, path, allowed[i].reason)
			}
		}
	}
	for _, row := range allowed {
		if !seen[row.pkg] {
			t.Errorf("the table has a row for %s, which is not there", row.pkg)
		}
	}
}
