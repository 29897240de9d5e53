package main

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"dealcoach"
)

func TestTheManifestIsPrintedWithItsLink(t *testing.T) {
	var out bytes.Buffer
	if code := start(t.Context(), []string{"manifest"}, &out, &out); code != exitOK {
		t.Fatalf("exit code %d", code)
	}
	if !strings.HasPrefix(out.String(), string(dealcoach.Manifest)) {
		t.Error("it does not begin with the manifest")
	}
	_, link, _ := strings.Cut(out.String(), "https://")
	u, err := url.Parse("https://" + strings.TrimSpace(link))
	if err != nil {
		t.Fatal(err)
	}
	if u.Host != "api.slack.com" || u.Path != "/apps" || u.Query().Get("new_app") != "1" {
		t.Errorf("the link leads to %s%s", u.Host, u.Path)
	}
	if got := u.Query().Get("manifest_yaml"); got != string(dealcoach.Manifest) {
		t.Errorf("the link carries another manifest:\n%s", got)
	}
}

func TestAnUnknownSubCommandIsExplained(t *testing.T) {
	var out, errs bytes.Buffer
	if code := start(t.Context(), []string{"fly"}, &out, &errs); code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	if !strings.Contains(errs.String(), `"fly"`) || !strings.Contains(errs.String(), "bot demo") {
		t.Errorf("it says %q", errs.String())
	}
}
