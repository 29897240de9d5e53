package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// maxSockets is how many connections Slack allows an app:
	// https://docs.slack.dev/apis/events-api/using-socket-mode.
	maxSockets = 10
	// writeWait bounds one write to a client that does not read.
	writeWait = 10 * time.Second
	// farewell is how long a closing socket may take to answer.
	farewell = time.Second
	// connectionTime is what hello promises, in seconds.
	connectionTime = 18060
)

// socket is one connection of the app.
type socket struct {
	ws       *websocket.Conn
	wire     *framed
	base     string // the workspace's address as this client knows it
	retiring bool   // was told to go; guarded by switchboard.mu
	number   int    // for the inspector; the first socket is 1

	write   sync.Mutex
	parting atomic.Bool // the closing handshake has begun
}

// Buffers above Slack's 20 KB limit keep every frame in one piece. slack-go
// dials with Slack's own Origin, and the ticket is the proof that counts.
var upgrader = websocket.Upgrader{
	ReadBufferSize:  32 << 10,
	WriteBufferSize: 32 << 10,
	CheckOrigin:     func(*http.Request) bool { return true },
}

// connectionsOpen hands out the address of a socket, good for one connection.
func (w *Workspace) connectionsOpen(r *request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ticket := token()
	w.tickets.put(ticket, struct{}{}, time.Now())
	return answer{"url": "ws" + r.base[len("http"):] + "/socket/?ticket=" + ticket + "&app_id=" + appID}, nil
}

// redeem takes a ticket out of circulation.
func (w *Workspace) redeem(ticket string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ok := w.tickets.find(ticket, time.Now())
	w.tickets.drop(ticket)
	return ok
}

// serveSocket turns a request with a fresh ticket into a Socket Mode connection
// and reads from it until it ends.
func (w *Workspace) serveSocket(rw http.ResponseWriter, r *http.Request) {
	if !w.redeem(r.URL.Query().Get("ticket")) {
		http.Error(rw, "invalid ticket", http.StatusForbidden)
		return
	}
	if !w.enter() {
		http.Error(rw, "closed", http.StatusServiceUnavailable)
		return
	}
	defer w.tasks.Done()
	wire := &frames{ResponseWriter: rw}
	ws, err := upgrader.Upgrade(wire, r, nil)
	if err != nil {
		w.log.Warn("socket not opened", "error", err)
		return
	}
	defer ws.Close()
	s := &socket{ws: ws, wire: wire.conn, base: baseOf(r)}

	n, err := w.switchboard.join(s)
	if err != nil {
		_ = s.sendJSON(disconnectFrame("too_many_websockets"))
		s.bye()
		s.drain(nil)
		return
	}
	defer w.switchboard.leave(s)
	answer := ws.CloseHandler()
	ws.SetCloseHandler(func(code int, text string) error {
		s.parting.Store(true)
		w.switchboard.leave(s) // before the answer, after which the client reads no more
		return answer(code, text)
	})
	if err := s.sendJSON(helloFrame(n)); err != nil {
		return
	}
	// Close does not see a socket that joined after it looked.
	select {
	case <-w.done:
		s.bye()
	default:
	}
	ctx, stop := context.WithCancel(context.Background())
	var pings sync.WaitGroup
	pings.Go(func() { s.ping(ctx, w.pingEvery) })
	defer pings.Wait()
	defer stop()
	s.drain(w.switchboard.acked)
}

// drain reads until the connection ends. Every frame that is an acknowledgement
// goes to acked.
func (s *socket) drain(acked func(id string, a acknowledgement)) {
	for {
		kind, frame, err := s.ws.ReadMessage()
		if err != nil {
			return
		}
		pieces := s.wire.fragmented()
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if kind == websocket.TextMessage && acked != nil && json.Unmarshal(frame, &ack) == nil {
			acked(ack.ID, acknowledgement{ack.Payload, dropped(len(frame), pieces)})
		}
	}
}

// ping pings the client until ctx ends; clients take the silence for a dead
// connection. Answering the client's own pings is the reader's work.
func (s *socket) ping(ctx context.Context, every time.Duration) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			err := s.ws.WriteControl(websocket.PingMessage, []byte("Ping from workspace"), time.Now().Add(writeWait))
			if err != nil && !errors.Is(err, websocket.ErrCloseSent) {
				s.cut()
				return
			}
		}
	}
}

func (s *socket) send(frame []byte) error {
	s.write.Lock()
	defer s.write.Unlock()
	if err := s.ws.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
		return err
	}
	return s.ws.WriteMessage(websocket.TextMessage, frame)
}

func (s *socket) sendJSON(v any) error {
	frame, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.send(frame)
}

// bye starts the closing handshake; the reader ends with the client's answer or
// soon after.
func (s *socket) bye() {
	s.parting.Store(true)
	frame := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	if s.ws.WriteControl(websocket.CloseMessage, frame, time.Now().Add(farewell)) != nil {
		s.ws.NetConn().Close()
		return
	}
	_ = s.ws.NetConn().SetReadDeadline(time.Now().Add(farewell))
}

// cut ends the connection without a word. One that is closing anyway is read to
// its end: it may still carry what the client sent before it heard of that.
func (s *socket) cut() {
	if !s.parting.Load() {
		s.ws.NetConn().Close()
	}
}

func helloFrame(n int) map[string]any {
	return map[string]any{
		"type": "hello", "num_connections": n,
		"connection_info": map[string]any{"app_id": appID},
		"debug_info": map[string]any{
			"host": "workspace", "build_number": 1, "approximate_connection_time": connectionTime,
			"started": time.Now().UTC().Format("2006-01-02 15:04:05.000"),
		},
	}
}

func disconnectFrame(reason string) map[string]any {
	return map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "workspace"}}
}
