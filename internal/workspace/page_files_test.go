package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/chromedp/chromedp"
)

func TestFilesOnThePage(t *testing.T) {
	s := onStage(t)
	s.presses("sales")
	dir := t.TempDir()
	var paths []string
	for name, content := range map[string]string{"<b>deals & more.csv": "name\nAcme\n", "other.csv": "x"} {
		path := filepath.Join(dir, name)
		s.check(os.WriteFile(path, []byte(content), 0o644))
		paths = append(paths, path)
	}
	s.do(chromedp.SetUploadFiles("#attach-files", paths))
	s.sees("<b>deals & more.csv", "other.csv")
	s.presses("Leave out other.csv")
	s.misses("other.csv")
	s.says("have a look")
	s.sees("have a look", "<b>deals & more.csv 10 bytes")
	s.waits(`() => document.querySelector("#attached").hidden && !document.querySelector("#composer-text").value.trim()`, "")
	s.picture("files")
	said := s.Messages("C1")[0]
	if content, ok := s.Content(said.Files[0].ID); len(said.Files) != 1 || !ok || string(content) != "name\nAcme\n" {
		t.Errorf("said %+v, %q", said, content)
	}
	// The link saves what was sent.
	s.waits(`async () => (await (await fetch(document.querySelector(".shared-file a").href)).text()) === "name\nAcme\n"`, "")
	if _, err := s.Share(s.ctx, "U2", "C1", "", "", workspace.Upload{Name: "alone.txt", Content: make([]byte, 12345)}); err != nil {
		t.Fatal(err)
	}
	s.sees("alone.txt 12.3 kB")
}
