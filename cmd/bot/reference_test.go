package main

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// What a manager types leads to a message to a rep. One reference stands at both
// ends in the log, and tells nothing of either.
func TestOneReferenceLeadsFromTheSocketToThePost(t *testing.T) {
	g := newGround(t, time.Now, "LOG_LEVEL=info")
	g.start()
	g.sockets(2)
	g.says(mia, "/deal add Acme 12k", "Acme")
	g.says(nora, "/deal assign acme @ben", "Ben")
	log := func() string {
		g.mu.Lock()
		defer g.mu.Unlock()
		return g.printed.String()
	}
	delivered := regexp.MustCompile(`msg=delivered message="?notice:given:\S+ attempt=1 reference=([0-9a-f]{8}) kind=notice`)
	g.eventually("Ben is told", func() bool { return delivered.MatchString(log()) })
	ref := delivered.FindStringSubmatch(log())[1]
	if !regexp.MustCompile(`msg=handled reference=` + ref + ` kind=command outcome=done`).MatchString(log()) {
		t.Errorf("nothing that was handled has the reference %s", ref)
	}
	if strings.Contains(log(), "Acme") {
		t.Error("a deal's name is in the log")
	}
}
