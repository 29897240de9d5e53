package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Everything of a rep is exported and erased; then a contact, and a deal.
func TestAPersonAContactAndADealAreErasedFromTheCommandLine(t *testing.T) {
	g := newGround(t, nil)
	dir := t.TempDir()
	deals, mine, all := filepath.Join(dir, "deals.csv"), filepath.Join(dir, "mia.json"), filepath.Join(dir, "all.ndjson")
	data := "id,name,owner,contact\nA1,Acme,Mia Brandt,Jo Miller\nB1,Bolt,U0BEN,Jo Miller\nC1,Cog,U0BEN,Ann\n"
	if err := os.WriteFile(deals, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		story string
		args  []string
		code  int
		want  []string // in what it prints
	}{
		{"deals come in", []string{"import", "-as", mia, deals}, exitOK, []string{"3 new"}},
		{"everything of one person", []string{"export", "-person", "mia brandt", mine}, exitOK, []string{"Everything of " + mia + " is in " + mine + ", 1 deal among it."}},
		{"as a table", []string{"export", "-person", mia, deals}, exitUsage, []string{"everything of one person is JSON"}},
		{"with open deals of nobody's", []string{"erase", "-person", mia}, exitFailed, []string{"they have 1 open deal", "-give-to", "-with-deals"}},
		{"given to themselves", []string{"erase", "-person", mia, "-give-to", mia}, exitUsage, []string{"somebody who stays"}},
		{"a look beforehand", []string{"erase", "-person", mia, "-give-to", "U0BEN"}, exitOK, []string{"1 open deal would go to Ben", "#1 Acme", "Nothing was erased."}},
		{"which changed nothing", []string{"export", "-of", mia}, exitOK, []string{"A1,Acme"}},
		{"and now", []string{"erase", "-person", mia, "-give-to", "U0BEN", "-yes"}, exitOK, []string{"1 open deal went to Ben", "#2 Bolt", "Erased."}},
		{"and again", []string{"erase", "-person", mia, "-yes"}, exitOK, []string{"There is nothing of it."}},
		{"a contact of one deal", []string{"erase", "-contact", "jo miller", "-deal", "#2", "-yes"}, exitOK, []string{"1 deal with", "#2 Bolt"}},
		{"and of all, beforehand", []string{"erase", "-contact", "jo miller"}, exitOK, []string{"1 deal with", "#1 Acme", "Nothing was erased."}},
		{"and of all", []string{"erase", "-contact", "jo miller", "-yes"}, exitOK, []string{"Erased."}},
		{"a deal", []string{"erase", "-deal", "3", "-yes"}, exitOK, []string{"1 deal with"}},
		{"somebody with all their deals", []string{"erase", "-person", "U0BEN", "-with-deals", "-yes"}, exitOK, []string{"2 deals with"}},
		{"what is left", []string{"export", all}, exitOK, []string{"Everything is in"}},
		{"nothing named", []string{"erase"}, exitUsage, []string{"erase takes one of"}},
		{"two at once", []string{"erase", "-person", mia, "-contact", "Jo"}, exitUsage, []string{"erase takes one of"}},
		{"an owner for a contact", []string{"erase", "-contact", "Jo", "-give-to", mia}, exitUsage, []string{"erase takes one of"}},
		{"a deal without a number", []string{"erase", "-deal", "Acme"}, exitUsage, []string{"a deal's number"}},
		{"somebody unknown", []string{"erase", "-person", "Paul"}, exitFailed, []string{"I know nobody here called"}},
		{"somebody Slack knows no more", []string{"erase", "-person", "U0GONEFOREVER"}, exitOK, []string{"There is nothing of it."}},
	} {
		code, printed, errs := g.shell(step.args...)
		for _, want := range step.want {
			if !strings.Contains(printed+errs, want) {
				t.Errorf("%s: it prints\n%s%s\nwant %q", step.story, printed, errs, want)
			}
		}
		if code != step.code {
			t.Errorf("%s: exit code %d, want %d\n%s%s", step.story, code, step.code, printed, errs)
		}
	}
	text, err := os.ReadFile(mine)
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := json.Unmarshal(text, &file); err != nil || file["user id"] != mia || !strings.Contains(string(text), `"Jo Miller"`) {
		t.Errorf("%v in %s", err, text)
	}
	if others, _ := file["what you have to do with deals of others"].([]any); len(others) != 2 {
		t.Errorf("what she did with others' deals: %v", others)
	}
	left, err := os.ReadFile(all)
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{mia, "U0BEN", "Mia Brandt", "Miller", "Acme", "Bolt", "Cog", "A1", "B1"} {
		if strings.Contains(string(left), gone) {
			t.Errorf("%s is still in\n%s", gone, left)
		}
	}
}

// What a rep is sent of themselves in Slack is what the command line gives out.
func TestARepIsSentEverythingThatIsKeptOfThem(t *testing.T) {
	g := newGround(t, nil)
	i := g.start()
	g.sockets(2)
	g.says(mia, "/deal add Acme 12k contact Jo Miller", "Acme")
	g.says(mia, "/deal export me", "about-me.json, with everything that I keep of you, 1 deal among it")
	if err := i.stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	code, printed, errs := g.shell("export", "-person", mia)
	if code != exitOK || !strings.Contains(printed, `"contact": "Jo Miller"`) || !strings.Contains(printed, `"from where": "command"`) {
		t.Errorf("%d: %s%s", code, printed, errs)
	}
}
