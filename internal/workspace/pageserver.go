package workspace

import (
	"encoding/json"
	"net"
	"net/http"
	"strings"

	"dealcoach/internal/workspace/page"
)

// pagePolicy keeps everything foreign off the page. Images as data are for its
// empty icon.
const pagePolicy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"

func (w *Workspace) routes() http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /page/state", w.servePageState)
	pages.HandleFunc("GET /page/messages", w.servePageMessages)
	pages.HandleFunc("GET /page/events", w.serveEvents)
	pages.HandleFunc("GET /page/view", w.servePageView)
	pages.HandleFunc("GET /page/home", w.servePageHome)
	pages.HandleFunc("GET /page/guide", w.servePageGuide)
	pages.HandleFunc("POST /page/send", act(w.pageSend))
	pages.HandleFunc("POST /page/share", w.servePageShare)
	pages.HandleFunc("POST /page/click", act(w.pageClick))
	pages.HandleFunc("POST /page/submit", act(w.pageSubmit))
	pages.HandleFunc("POST /page/closeview", act(w.pageCloseView))
	pages.HandleFunc("POST /page/suggest", act(w.pageSuggest))
	pages.HandleFunc("POST /page/shortcut", act(w.pageShortcut))
	pages.HandleFunc("POST /page/visit", act(w.pageVisit))
	pages.HandleFunc("POST /page/react", act(w.pageReact))
	pages.HandleFunc("POST /page/skip", act(w.pageSkip))
	w.controlRoutes(pages)
	pages.Handle("GET /", http.FileServerFS(page.Files))

	mux := http.NewServeMux()
	mux.HandleFunc("/api/", w.inspector.watch(func(r *http.Request) string {
		return strings.TrimPrefix(r.URL.Path, "/api/")
	}, w.serveAPI))
	mux.HandleFunc("GET /socket/", w.serveSocket)
	mux.HandleFunc("POST "+respondPath, w.inspector.watch(func(*http.Request) string { return "response_url" }, w.serveRespond))
	w.fileRoutes(mux)
	mux.Handle("/", w.guard(pages))
	return mux
}

// guard lets only the owner of the page's token at the page, only under a
// loopback name, so that no foreign name can be made to point here, and takes
// no POST that another site has sent.
func (w *Workspace) guard(next http.Handler) http.Handler {
	sameSite := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		h := rw.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		if !loopback(r.Host) {
			http.Error(rw, "not served under this name", http.StatusForbidden)
			return
		}
		if err := sameSite.Check(r); err != nil {
			http.Error(rw, "not from this page", http.StatusForbidden)
			return
		}
		if given := r.URL.Query().Get("token"); r.URL.Path == "/" && given != "" && same(given, w.pageToken) {
			http.SetCookie(rw, &http.Cookie{
				Name: w.pageCookie, Value: w.pageToken, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
			})
			http.Redirect(rw, r, "/", http.StatusSeeOther)
			return
		}
		if !w.onPage(r) {
			http.Error(rw, "open the address with the token that was printed at the start", http.StatusForbidden)
			return
		}
		next.ServeHTTP(rw, r)
	})
}

// onPage reports whether r comes from the page, or from a script that has its
// token, under a loopback name.
func (w *Workspace) onPage(r *http.Request) bool {
	given := r.Header.Get("X-Page-Token")
	if c, err := r.Cookie(w.pageCookie); err == nil {
		given = c.Value
	}
	return loopback(r.Host) && same(given, w.pageToken)
}

func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	switch host {
	case "127.0.0.1", "localhost", "::1", "[::1]":
		return true
	}
	return false
}

// act serves one action of the page: its JSON goes in, what it answers comes
// out. What went wrong for the person is in the answer.
func act[In, Out any](do func(r *http.Request, in In) Out) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		var in In
		if err := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxBody)).Decode(&in); err != nil {
			http.Error(rw, "not the JSON expected", http.StatusBadRequest)
			return
		}
		writeJSON(rw, http.StatusOK, do(r, in))
	}
}
