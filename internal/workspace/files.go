package workspace

import (
	"crypto/rand"
	"path"
	"slices"
	"strings"
	"time"
)

// What the workspace keeps of files at most: in one, and in all that are there.
// Slack takes a gigabyte in one.
const (
	maxFile  = 100 << 20
	maxFiles = 512 << 20
)

// File is a file in the workspace.
type File struct {
	ID      string // "F…"
	Name    string // as it was given, whatever is in it
	Title   string
	Owner   string // who uploaded it
	Size    int    // in bytes
	Deleted bool
}

// file is a file as the workspace keeps it.
type file struct {
	File
	alt     string
	created time.Time
	ticket  string // lets its content be uploaded once; empty: that was done
	content []byte
	shared  bool // it is no longer waiting for files.completeUploadExternal
	shares  []fileShare
}

// fileShare is a message with a file.
type fileShare struct{ channel, ts string }

// Content is what is in a file; false for one that is not there, or not any more.
func (w *Workspace) Content(id string) ([]byte, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f, ok := w.files[id]
	if !ok || f.Deleted || f.ticket != "" {
		return nil, false
	}
	return slices.Clone(f.content), true
}

// newFile keeps a place for a file. The caller holds w.mu.
func (w *Workspace) newFile(owner, name string, size int) (*file, error) {
	total := size
	for _, f := range w.files {
		if !f.Deleted {
			total += f.Size
		}
	}
	switch {
	case size > maxFile:
		return nil, refuse("file_upload_size_restricted")
	case total > maxFiles:
		return nil, refuse("storage_limit_reached")
	}
	f := &file{
		File:    File{ID: "F" + rand.Text()[:10], Name: name, Title: name, Owner: owner, Size: size},
		created: w.now(),
	}
	w.files[f.ID] = f
	return f, nil
}

// fileKind is what Slack makes of the end of a file's name.
type fileKind struct{ mime, name, pretty string }

var fileKinds = map[string]fileKind{
	".csv":  {"text/csv", "csv", "CSV"},
	".tsv":  {"text/tab-separated-values", "tsv", "TSV"},
	".txt":  {"text/plain", "text", "Plain Text"},
	".json": {"application/json", "json", "JSON"},
	".pdf":  {"application/pdf", "pdf", "PDF"},
	".png":  {"image/png", "png", "PNG"},
	".jpg":  {"image/jpeg", "jpg", "JPEG"},
	".gif":  {"image/gif", "gif", "GIF"},
	".zip":  {"application/zip", "zip", "Zip"},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "Excel Spreadsheet"},
}

func (f *file) kind() fileKind {
	if k, ok := fileKinds[strings.ToLower(path.Ext(f.Name))]; ok {
		return k
	}
	return fileKind{"application/octet-stream", "binary", "Binary"}
}

// filePath is where the content of f is served, as Slack writes it: of the name only
// what needs no escaping is left.
func (w *Workspace) filePath(f *file, download bool) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-':
			return r
		}
		return '_'
	}, strings.ToLower(f.Name))
	if download {
		name = "download/" + name
	}
	return filesPath + w.team + "-" + f.ID + "/" + name
}
