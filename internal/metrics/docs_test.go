package metrics

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"context"

	dto "github.com/prometheus/client_model/go"
)

var update = flag.Bool("update", false, "write docs/watching.md's table anew")

const watching = "../../docs/watching.md"

// all returns each family of metrics after everything has happened once.
func all(t *testing.T) []*dto.MetricFamily {
	t.Helper()
	m := New(Build{})
	m.Handled("command", "done", time.Millisecond)
	m.Acked("command", time.Millisecond)
	m.Opened("start")
	m.Called("auth.test", "ok", time.Millisecond)
	m.Looked("rep", "done", 0)
	m.Prompted("quiet")
	m.Acted("quiet")
	m.Delivered("prompt", "posted")
	m.Committed("ok", time.Millisecond)
	m.Watch(func(context.Context) (State, error) { return State{}, nil })
	families, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	return families
}

// The table in the docs is made from what there is.
func TestTheDocsListWhatIsCounted(t *testing.T) {
	var table strings.Builder
	table.WriteString("| metric | labels | |\n|---|---|---|\n")
	for _, f := range all(t) {
		if !strings.HasPrefix(f.GetName(), namespace) {
			continue
		}
		var labels []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			labels = append(labels, l.GetName())
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s |\n", f.GetName(), strings.Join(labels, ", "), f.GetHelp())
	}
	text, err := os.ReadFile(watching)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(text), "| metric |")
	if !found {
		t.Fatal("no table of metrics in docs/watching.md")
	}
	if *update {
		if err := os.WriteFile(watching, []byte(head+table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := head + table.String(); string(text) != want {
		t.Error("docs/watching.md is not what is counted; go test ./internal/metrics -run Docs -update")
	}
}

// A metric in the dashboard or an alert that nobody counts would never be seen
// to be missing.
func TestTheDashboardAndTheAlertsNameWhatThereIs(t *testing.T) {
	var known []string
	for _, f := range all(t) {
		known = append(known, f.GetName())
	}
	name := regexp.MustCompile(`\b(dealcoach|go|process)_[a-z_]+`)
	for _, file := range []string{"../../docs/watching/dashboard.json", "../../docs/watching/alerts.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := name.FindAllString(string(text), -1)
		if len(found) < 6 {
			t.Errorf("%s names %d metrics", file, len(found))
		}
		for _, used := range found {
			family := strings.TrimSuffix(strings.TrimSuffix(used, "_bucket"), "_count")
			if !slices.Contains(known, used) && !slices.Contains(known, family) {
				t.Errorf("%s uses %s, which nobody counts", file, used)
			}
		}
	}
}

// Each alert has its section with what to do.
func TestEachAlertSaysWhatToDo(t *testing.T) {
	rules, err1 := os.ReadFile("../../docs/watching/alerts.yaml")
	text, err2 := os.ReadFile(watching)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	alerts := regexp.MustCompile(`alert: (\w+)`).FindAllStringSubmatch(string(rules), -1)
	if len(alerts) != 6 {
		t.Errorf("%d alerts", len(alerts))
	}
	for _, a := range alerts {
		if !strings.Contains(string(text), "\n## "+a[1]+"\n") {
			t.Errorf("docs/watching.md has no section %s", a[1])
		}
		if !strings.Contains(string(rules), "docs/watching.md#"+strings.ToLower(a[1])) {
			t.Errorf("%s does not point at its section", a[1])
		}
	}
}
