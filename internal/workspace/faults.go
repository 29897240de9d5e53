package workspace

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Fault is what goes wrong with coming calls of a Web API method. Of Error,
// Status, Drop and LoseAnswer at most one is set; Delay comes before it, and
// alone it only makes the call slow.
type Fault struct {
	Method     string        // "chat.postMessage", "response_url"; empty: any
	Channel    string        // only calls with this argument; empty: any
	Times      int           // how many calls; 0: one, negative: until ClearFaults
	Error      string        // answers ok:false with it
	Status     int           // answers with this HTTP status and Body
	RetryAfter string        // the header beside Status
	Body       string        // empty: ratelimited for 429, else a page as proxies write it
	Drop       bool          // cuts the connection and does nothing
	LoseAnswer bool          // does what was asked, then cuts the connection
	Delay      time.Duration // real time
}

type faults struct {
	mu   sync.Mutex
	list []*Fault
}

// Fail makes the next f.Times calls that f describes go wrong. Of several
// faults for a call the one that was set first is used.
func (w *Workspace) Fail(f Fault) {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	w.faults.list = append(w.faults.list, &f)
}

// ClearFaults forgets the faults that have not happened yet.
func (w *Workspace) ClearFaults() {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.list = nil
}

// RefuseOpens lets the next n calls of apps.connections.open fail.
func (w *Workspace) RefuseOpens(n int) {
	if n > 0 {
		w.Fail(Fault{Method: "apps.connections.open", Times: n, Error: "internal_error"})
	}
}

// take is the fault for a call, the zero Fault when there is none.
func (fs *faults) take(method, channel string) Fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	i := slices.IndexFunc(fs.list, func(f *Fault) bool {
		return (f.Method == "" || f.Method == method) && (f.Channel == "" || f.Channel == channel)
	})
	if i < 0 {
		return Fault{}
	}
	f := fs.list[i]
	if f.Times--; f.Times == 0 {
		fs.list = slices.Delete(fs.list, i, i+1)
	}
	return *f
}

// fail answers with f.Status and returns what the journal says about it.
func (f *Fault) fail(rw http.ResponseWriter) string {
	body := f.Body
	switch {
	case body != "":
	case f.Status == http.StatusTooManyRequests:
		body = `{"ok":false,"error":"ratelimited"}`
	default:
		body = "<html><body><h1>" + http.StatusText(f.Status) + "</h1></body></html>"
	}
	kind := "text/html; charset=utf-8"
	if body[0] == '{' {
		kind = "application/json; charset=utf-8"
	}
	rw.Header().Set("Content-Type", kind)
	if f.RetryAfter != "" {
		rw.Header().Set("Retry-After", f.RetryAfter)
	}
	rw.WriteHeader(f.Status)
	io.WriteString(rw, body)
	if f.Status == http.StatusTooManyRequests {
		return "ratelimited"
	}
	return fmt.Sprintf("http_%d", f.Status)
}
