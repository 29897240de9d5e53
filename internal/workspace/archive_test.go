package workspace_test

import (
	"testing"

	"github.com/slack-go/slack"
)

func TestAnArchivedChannelTakesNoMessages(t *testing.T) {
	bubble(t, func(r *rig) {
		if err := r.Archive("C1"); err != nil {
			t.Fatal(err)
		}
		if _, _, err := r.api.PostMessage("C1", slack.MsgOptionText("hello", false)); err == nil || err.Error() != "is_archived" {
			t.Errorf("posting says %v", err)
		}
		if err := r.Archive("C9"); err == nil {
			t.Error("a channel that is not there was archived")
		}
	})
}
