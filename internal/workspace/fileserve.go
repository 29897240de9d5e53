package workspace

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Where contents come in and go out. In the journal, and for faults, the two are
// the methods upload_url and url_private.
const (
	uploadPath  = "/upload/v1/"
	filesPath   = "/files-pri/"
	signInPath  = "/signin"
	uploadCall  = "upload_url"
	privateCall = "url_private"
)

func (w *Workspace) fileRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST "+uploadPath, w.plainCall(uploadCall, w.serveUpload))
	mux.HandleFunc("GET "+filesPath+"{file}/{rest...}", w.plainCall(privateCall, w.servePrivate))
	mux.HandleFunc("GET "+signInPath, serveSignIn)
}

// plainCall serves a call that is none of the Web API's, under the faults that
// wait for it. serve returns what went wrong, for the journal.
func (w *Workspace) plainCall(name string, serve func(http.ResponseWriter, *http.Request) string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		call := Call{Method: name, At: time.Now()}
		defer func() { w.journal.add(call) }()
		f := w.faults.take(name, "")
		if f.Delay > 0 && !w.rest(r.Context(), f.Delay) {
			f.Drop = true
		}
		switch {
		case f.Drop:
			call.Error = "connection_dropped"
			hangUp(rw)
		case f.Status != 0:
			call.Error = f.fail(rw)
		case f.Error != "":
			call.Error = f.Error
			http.Error(rw, f.Error, http.StatusInternalServerError)
		default:
			call.Error = serve(rw, r)
			call.OK = call.Error == ""
		}
	}
}

// serveUpload takes the content of a file, raw or as a form's only file.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request) (problem string) {
	w.mu.Lock()
	var f *file
	for _, one := range w.files {
		if one.ticket != "" && same(one.ticket, strings.TrimPrefix(r.URL.Path, uploadPath)) {
			f = one
		}
	}
	w.mu.Unlock()
	if f == nil {
		http.Error(rw, "no such upload", http.StatusNotFound)
		return "no_such_upload"
	}
	r.Body = http.MaxBytesReader(rw, r.Body, maxFile+maxBody)
	content, err := uploaded(r)
	if err != nil || len(content) != f.Size {
		http.Error(rw, "the content is not what was announced", http.StatusBadRequest)
		return "bad_content"
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	f.content, f.ticket = content, ""
	io.WriteString(rw, "OK - "+strconv.Itoa(len(content)))
	return ""
}

func uploaded(r *http.Request) ([]byte, error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return io.ReadAll(r.Body)
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, errors.New("no file in the form")
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

// servePrivate hands out a file's content: to the app with its token, and to the
// page. Anybody else is sent to sign in, as by Slack, which is why a missing
// scope looks like a page of HTML.
func (w *Workspace) servePrivate(rw http.ResponseWriter, r *http.Request) (problem string) {
	bearer := tokenOf(r, args{})
	app := bearer != "" && w.admit(bearer, false) == nil && w.need(filesRead...) == nil
	if !app && !w.onPage(r) {
		http.Redirect(rw, r, signInPath+"?"+url.Values{"redir": {r.URL.Path}}.Encode(), http.StatusFound)
		return "not_authed"
	}
	w.mu.Lock()
	f, err := w.fileNamed(strings.TrimPrefix(r.PathValue("file"), w.team+"-"))
	if err != nil {
		w.mu.Unlock()
		http.NotFound(rw, r)
		return asRefusal(err).Code
	}
	content, name, kind := f.content, f.Name, f.kind().mime
	w.mu.Unlock()
	h := rw.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	rw.Write(content)
	return ""
}

func serveSignIn(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(rw, "<!doctype html><title>Sign in</title><p>Sign in to see this file.</p>\n")
}
