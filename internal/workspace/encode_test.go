package workspace

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"time"
)

func FuzzEncode(f *testing.F) {
	w, err := New(Options{Manifest: TestManifest})
	if err != nil {
		f.Fatal(err)
	}
	w.AddPerson(Person{ID: "U1", Handle: "maria"})
	w.AddChannel("C1", "sales")
	for _, s := range []string{"@maria & #sales <b>", "https://a.example/?x=1&y=<2>", "(@maria.)", "@@maria", "#", "http://", "&amp;"} {
		f.Add(s)
	}
	reference := regexp.MustCompile(`<(@U1|#C1\|sales|https?://[^<>]*)>`)
	names := map[string]string{"@U1": "@maria", "#C1|sales": "#sales"}
	f.Fuzz(func(t *testing.T, typed string) {
		encoded := w.encode(typed, true)
		plain := reference.ReplaceAllStringFunc(encoded, func(ref string) string {
			ref = strings.Trim(ref, "<>")
			if name, ok := names[ref]; ok {
				return name
			}
			return ref
		})
		if strings.ContainsAny(plain, "<>") {
			t.Errorf("%q leaves %q", typed, plain)
		}
		if strings.ContainsAny(typed, "&") {
			return // what is unescaped below is then ambiguous
		}
		if got := html.UnescapeString(plain); !strings.EqualFold(got, typed) {
			t.Errorf("%q became %q, which reads %q", typed, encoded, got)
		}
	})
}

func FuzzTS(f *testing.F) {
	for _, s := range []string{"1405894322.002768", "1405894322", "1.5", "-1.0", "1.-1", "", ".", "1e9.0", "99999999999999999999.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, ts string) {
		stamp, ok := parseTS(ts)
		if !ok {
			return
		}
		if again, ok := parseTS(formatTS(stamp)); !ok || again != stamp {
			t.Errorf("%q is %d, written %q, read %d", ts, stamp, formatTS(stamp), again)
		}
	})
}

func TestAMapThatForgets(t *testing.T) {
	now := time.Unix(0, 0)
	e := newExpiring[int](time.Minute)
	e.put("a", 1, now)
	e.put("b", 2, now.Add(30*time.Second))
	for _, tt := range []struct {
		key   string
		after time.Duration
		known bool
	}{{"a", 59 * time.Second, true}, {"a", time.Minute, false}, {"b", time.Minute, true}, {"b", 90 * time.Second, false}} {
		if _, ok := e.find(tt.key, now.Add(tt.after)); ok != tt.known {
			t.Errorf("%s after %v: known %v", tt.key, tt.after, ok)
		}
	}
	for range maxExpiring + 10 {
		e.put(token(), 3, now)
	}
	if len(e.entries) > maxExpiring {
		t.Errorf("%d entries are kept", len(e.entries))
	}
}

func TestARingKeepsTheLast(t *testing.T) {
	var r ring[string]
	for _, s := range []string{"a", "b", "c", "d", "e"} {
		r.add(3, s)
	}
	if got := strings.Join(r.all(), ""); got != "cde" {
		t.Errorf("kept %q", got)
	}
	if r.at(1) != nil || *r.at(2) != "c" || *r.at(4) != "e" {
		t.Error("found by the wrong number")
	}
}

func TestManifestsThatAreRefused(t *testing.T) {
	for name, change := range map[string][2]string{
		"no name":                      {"name: Deal Coach", "title: Deal Coach"},
		"no bot user":                  {"display_name: dealcoach", "nick: dealcoach"},
		"no socket mode":               {"socket_mode_enabled: true", "socket_mode_enabled: false"},
		"a command without a slash":    {"command: /deal", "command: deal"},
		"something that is not a list": {"bot_events:\n", "bot_events: 7\n    others:\n"},
	} {
		changed := strings.Replace(string(TestManifest), change[0], change[1], 1)
		if changed == string(TestManifest) {
			t.Errorf("%s: not in the manifest", name)
		}
		if _, err := New(Options{Manifest: []byte(changed)}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
