package workspace

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Fault is what goes wrong with coming calls of a Web API method. Of Error,
// Status and Drop at most one is set; Delay comes before it, and alone it only
// makes the call slow. Nothing of what was asked is done, unless Done says so.
// Skew alone leaves the answer as it is.
type Fault struct {
	Method     string        // "chat.postMessage", "response_url"; empty: any
	Channel    string        // only calls with this argument; empty: any
	Times      int           // how many calls; 0: one, negative: until ClearFaults
	Share      float64       // of the calls that fit, at random; 0: all of them
	Seed       uint64        // of that randomness
	Done       bool          // does what was asked before anything goes wrong
	Delay      time.Duration // real time
	Skew       time.Duration // the answer's Date is wrong by this much
	Error      string        // answers ok:false with it
	Status     int           // answers with this HTTP status and Body
	RetryAfter string        // the header beside Status
	Body       string        // empty: ratelimited for 429, else a page as proxies write it
	Drop       bool          // cuts the connection
}

type faults struct {
	mu   sync.Mutex
	list []*waiting
}

// waiting is a fault that has not happened often enough yet.
type waiting struct {
	Fault
	dice *rand.Rand
}

// strikes reports whether the fault happens to a call.
func (f *waiting) strikes(method, channel string) bool {
	return (f.Method == "" || f.Method == method) && (f.Channel == "" || f.Channel == channel) &&
		(f.Share == 0 || f.dice.Float64() < f.Share)
}

// Fail makes the next f.Times calls that f describes go wrong. Of several
// faults for a call the one that was set first is used.
func (w *Workspace) Fail(f Fault) {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	w.faults.list = append(w.faults.list, &waiting{f, rand.New(rand.NewPCG(f.Seed, 0))})
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
	i := slices.IndexFunc(fs.list, func(f *waiting) bool { return f.strikes(method, channel) })
	if i < 0 {
		return Fault{}
	}
	f := fs.list[i]
	if f.Times--; f.Times == 0 {
		fs.list = slices.Delete(fs.list, i, i+1)
	}
	return f.Fault
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
	if strings.HasPrefix(body, "{") {
		kind = "application/json; charset=utf-8"
	}
	rw.Header().Set("Content-Type", kind)
	if f.RetryAfter != "" {
		rw.Header().Set("Retry-After", f.RetryAfter)
	}
	rw.WriteHeader(f.Status)
	io.WriteString(rw, body)
	switch f.Status {
	case http.StatusTooManyRequests:
		return "ratelimited"
	case http.StatusOK:
		return "odd_answer"
	}
	return fmt.Sprintf("http_%d", f.Status)
}
