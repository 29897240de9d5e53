package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"dealcoach/internal/pipes"
)

const testAppToken = "xapp-1-A1-secret"

// socketServer is the Slack of these tests: it answers apps.connections.open,
// greets each socket, answers its pings, and collects the acknowledgements.
type socketServer struct {
	http  *httptest.Server
	pipes *pipes.Listener // in place of a network; nil: there is a real one
	acks  chan gotAck
	conns chan *serverSocket

	mu      sync.Mutex
	opens   int
	asked   []*http.Request // for the sockets, as dialled
	links   atomic.Int64
	running sync.WaitGroup
	all     []*serverSocket

	// Set before the first connection.
	answer func(open int, w http.ResponseWriter) bool // answers an open, or returns false for the usual answer
	greet  func(*serverSocket)                        // in place of the usual hello
	shake  func()                                     // before the first handshake
	read   func(*serverSocket)                        // before acknowledgements are read
}

// gotAck is an acknowledgement as it came in.
type gotAck struct {
	Conn       int             `json:"-"` // counted from 1
	EnvelopeID string          `json:"envelope_id"`
	Payload    json.RawMessage `json:"payload"`
}

// serverSocket is the server's end of one connection.
type serverSocket struct {
	number int
	ws     *websocket.Conn
	mu     sync.Mutex // one writer at a time
	pongs  chan string
	ended  chan error // how the socket ended for the server
}

// newSocketServer starts a server, which ends with the test; then no goroutine
// may be left.
func newSocketServer(tb testing.TB) *socketServer {
	tb.Helper()
	before := goleak.IgnoreCurrent()
	s := startSocketServer(tb, nil)
	tb.Cleanup(func() {
		s.close()
		goleak.VerifyNone(tb, before)
	})
	return s
}

// newPipeServer starts a server without a network, for tests that run in a
// bubble, where time passes at once. A bubble ends only when nobody is left.
func newPipeServer(t *testing.T) *socketServer {
	t.Helper()
	s := startSocketServer(t, pipes.New())
	t.Cleanup(s.close)
	return s
}

func startSocketServer(tb testing.TB, p *pipes.Listener) *socketServer {
	tb.Helper()
	s := &socketServer{pipes: p, acks: make(chan gotAck, 10_000), conns: make(chan *serverSocket, 1000)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/apps.connections.open", s.open)
	mux.HandleFunc("GET /link", s.link)
	s.http = httptest.NewUnstartedServer(mux)
	if p != nil {
		_ = s.http.Listener.Close()
		s.http.Listener = p
	}
	s.http.Start()
	return s
}

func (s *socketServer) close() {
	s.mu.Lock()
	for _, c := range s.all {
		_ = c.ws.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
	s.http.Close()
}

func (s *socketServer) open(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.opens++
	open := s.opens
	s.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+testAppToken {
		fmt.Fprint(w, `{"ok":false,"error":"not_authed"}`)
		return
	}
	if s.answer == nil || !s.answer(open, w) {
		fmt.Fprintf(w, `{"ok":true,"url":"ws%s/link?ticket=hush"}`, strings.TrimPrefix(s.http.URL, "http"))
	}
}

func (s *socketServer) link(w http.ResponseWriter, r *http.Request) {
	s.running.Add(1)
	defer s.running.Done()
	if s.shake != nil && s.links.Add(1) == 1 {
		s.shake()
	}
	upgrader := websocket.Upgrader{ReadBufferSize: 32 << 10, EnableCompression: true}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	s.mu.Lock()
	c := &serverSocket{number: len(s.all) + 1, ws: ws, pongs: make(chan string, 10), ended: make(chan error, 1)}
	s.all = append(s.all, c)
	s.asked = append(s.asked, r)
	s.mu.Unlock()
	ws.SetPongHandler(func(text string) error {
		select {
		case c.pongs <- text:
		default: // nobody counts so many
		}
		return nil
	})
	if s.greet != nil {
		s.greet(c)
	} else {
		c.hello(1)
	}
	s.conns <- c
	if s.read != nil {
		s.read(c)
	}
	for {
		_, frame, err := ws.ReadMessage()
		if err != nil {
			c.ended <- err
			return
		}
		ack := gotAck{Conn: c.number}
		if json.Unmarshal(frame, &ack) == nil {
			s.acks <- ack
		}
	}
}

func (s *socketServer) opened() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opens
}

// conn waits for the next connection.
func (s *socketServer) conn(tb testing.TB) *serverSocket {
	tb.Helper()
	return next(tb, s.conns, "a connection")
}

// ack waits for the next acknowledgement.
func (s *socketServer) ack(tb testing.TB) gotAck {
	tb.Helper()
	return next(tb, s.acks, "an acknowledgement")
}

// next receives from c, or fails the test when nothing comes.
func next[T any](tb testing.TB, c <-chan T, what string) T {
	tb.Helper()
	return nextWithin(tb, 10*time.Second, c, what)
}

func nextWithin[T any](tb testing.TB, limit time.Duration, c <-chan T, what string) T {
	tb.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(limit):
		tb.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}

func (c *serverSocket) send(frame string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.WriteMessage(websocket.TextMessage, []byte(frame)) // a test that needs it notices
}

func (c *serverSocket) hello(counts int) {
	c.send(fmt.Sprintf(`{"type":"hello","num_connections":%d,"debug_info":{"host":"applink-1","approximate_connection_time":18060}}`, counts))
}

func (c *serverSocket) disconnect(reason string) {
	c.send(fmt.Sprintf(`{"type":"disconnect","reason":%q,"debug_info":{"host":"applink-1"}}`, reason))
}

// closeWith sends a close frame.
func (c *serverSocket) closeWith(code int) {
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
}

func (c *serverSocket) command(id, text string) { c.send(commandFrame(id, text)) }

func commandFrame(id, text string) string {
	return fmt.Sprintf(`{"envelope_id":%q,"type":"slash_commands","accepts_response_payload":true,"payload":{"token":"t","team_id":"T1","team_domain":"local","channel_id":"C1","channel_name":"sales","user_id":"U1","user_name":"rep","command":"/deal","text":%q,"response_url":"http://127.0.0.1/r","trigger_id":"1.2.3","api_app_id":"A1"}}`, id, text)
}

func (c *serverSocket) event(id, eventID string) {
	c.send(fmt.Sprintf(`{"envelope_id":%q,"type":"events_api","retry_attempt":2,"payload":{"type":"event_callback","team_id":"T1","api_app_id":"A1","event_id":%q,"event_time":1,"event":{"type":"app_home_opened","user":"U1","tab":"home"}}}`, id, eventID))
}

func (c *serverSocket) ping(tb testing.TB, text string) {
	tb.Helper()
	if err := c.ws.WriteControl(websocket.PingMessage, []byte(text), time.Now().Add(time.Second)); err != nil {
		tb.Fatal(err)
	}
}

// bye waits for the end of the socket and checks that it was closed with a word.
func (c *serverSocket) bye(tb testing.TB) {
	tb.Helper()
	if err := next(tb, c.ended, "the end of a socket"); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		tb.Errorf("connection %d ended with %v, want a close frame", c.number, err)
	}
}

// running are sockets at work in a test.
type running struct {
	*sockets
	stop context.CancelFunc
	done chan error
}

// runSockets runs sockets against srv until the test ends.
func runSockets(tb testing.TB, srv *socketServer, o socketOptions, handle func(context.Context, *envelope)) *running {
	tb.Helper()
	o.appToken, o.apiURL = testAppToken, srv.http.URL+"/api/"
	ctx, stop := context.WithCancel(context.Background())
	r := &running{sockets: newSockets(o), stop: stop, done: make(chan error, 1)}
	if srv.pipes != nil {
		r.transport.DialContext, r.dialer.NetDialContext = srv.pipes.Dial, srv.pipes.Dial
	}
	go func() {
		r.done <- r.run(ctx, handle)
		close(r.done)
	}()
	tb.Cleanup(func() {
		stop()
		for range r.done { // closed by the goroutine above
		}
	})
	return r
}

// ackAll is a handler that acknowledges everything plainly.
func ackAll(ctx context.Context, e *envelope) { _ = e.ack(ctx, nil) }

// testLog collects log lines of all levels.
type testLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

var _ io.Writer = (*testLog)(nil)

func (l *testLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *testLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *testLog) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
