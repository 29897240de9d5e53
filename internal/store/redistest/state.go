package redistest

import (
	"os"
	"path/filepath"
	"slices"
)

// log is where Redis keeps its append-only files.
func (s *Server) log() string { return filepath.Join(s.Dir, "appendonlydir") }

// CopyState copies what is on the server's disk, also while it writes, and
// returns where the copy is. The server must be Durable.
func (s *Server) CopyState() string {
	s.t.Helper()
	at := filepath.Join(s.t.TempDir(), "copy")
	if err := os.CopyFS(at, os.DirFS(s.log())); err != nil {
		s.t.Fatal(err)
	}
	return at
}

// RestoreState puts a copy in the place of what is on disk. The server must be
// down. The copy stays as it is.
func (s *Server) RestoreState(at string) {
	s.t.Helper()
	err := os.RemoveAll(s.log())
	if err == nil {
		err = os.CopyFS(s.log(), os.DirFS(at))
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// Tail is the file that the server appends to.
func (s *Server) Tail() string {
	s.t.Helper()
	files, err := filepath.Glob(filepath.Join(s.log(), "*.incr.aof"))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("there is no append-only file: %v", err)
	}
	return slices.Max(files)
}
