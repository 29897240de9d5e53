package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// fakeSlack is as little of Slack as a command needs, so that it takes as little
// as possible of the machine that is measured: the local workspace checks and
// keeps what Slack would.
type fakeSlack struct {
	team   string
	server *http.Server
	addr   string

	mu      sync.Mutex
	sockets []*link
	hello   chan struct{} // closed at the first socket

	next    atomic.Int64
	waiting sync.Map // envelope id to chan string, which takes the answer's text
}

// link is one socket.
type link struct {
	ws *websocket.Conn
	mu sync.Mutex // of writing
}

func newFakeSlack(team string) (*fakeSlack, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &fakeSlack{team: team, addr: l.Addr().String(), hello: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/auth.test", s.says(`{"ok":true,"team":"Bench","team_id":%q,"user":"coach","user_id":"UBOT","bot_id":"B1"}`, team))
	mux.HandleFunc("/api/apps.connections.open", s.says(`{"ok":true,"url":"ws://%s/link"}`, s.addr))
	mux.HandleFunc("/api/users.info", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"ok":true,"user":{"id":%q,"team_id":%q,"name":"rep","real_name":"A Rep","tz":"UTC","profile":{}}}`, r.FormValue("user"), team)
	})
	mux.HandleFunc("/api/", s.says(`{"ok":true}`))
	mux.HandleFunc("/respond", s.says(`ok`))
	mux.HandleFunc("/link", s.link)
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.server.Serve(l) }() // until close
	return s, nil
}

func (s *fakeSlack) says(format string, args ...any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, format, args...)
	}
}

func (s *fakeSlack) apiURL() string { return "http://" + s.addr + "/api/" }

func (s *fakeSlack) close() { _ = s.server.Close() }

// link greets a socket and takes what comes over it.
func (s *fakeSlack) link(w http.ResponseWriter, r *http.Request) {
	upgrade := websocket.Upgrader{
		ReadBufferSize: 32 << 10, WriteBufferSize: 8 << 10,
		CheckOrigin: func(*http.Request) bool { return true }, // slack-go sends one
	}
	ws, err := upgrade.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	one := &link{ws: ws}
	if one.write([]byte(`{"type":"hello","num_connections":1,"debug_info":{"host":"bench","approximate_connection_time":3600},"connection_info":{"app_id":"A0BENCH"}}`)) != nil {
		return
	}
	s.mu.Lock()
	if s.sockets = append(s.sockets, one); len(s.sockets) == 1 {
		close(s.hello)
	}
	s.mu.Unlock()
	for {
		_, text, err := ws.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			ID      string `json:"envelope_id"`
			Payload struct {
				Text string `json:"text"`
			} `json:"payload"`
		}
		if json.Unmarshal(text, &ack) != nil {
			continue
		}
		if answer, ok := s.waiting.LoadAndDelete(ack.ID); ok {
			answer.(chan string) <- ack.Payload.Text
		}
	}
}

func (l *link) write(text []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ws.WriteMessage(websocket.TextMessage, text)
}

// answerWithin is how long a command is waited for.
const answerWithin = 10 * time.Second

var errNoAnswer = fmt.Errorf("no answer within %s", answerWithin)

// command types a line as somebody and returns what the acknowledgement says.
func (s *fakeSlack) command(ctx context.Context, user, slash, text string) (string, error) {
	n := s.next.Add(1)
	id := s.team + "-" + strconv.FormatInt(n, 10)
	quoted, err := json.Marshal(text)
	if err != nil {
		return "", err
	}
	envelope := fmt.Appendf(nil, `{"envelope_id":%q,"type":"slash_commands","accepts_response_payload":true,"payload":{`+
		`"token":"t","team_id":%q,"team_domain":"bench","channel_id":"C1","channel_name":"sales","user_id":%q,"user_name":"rep",`+
		`"command":%q,"text":%s,"api_app_id":"A0BENCH","is_enterprise_install":"false","response_url":"http://%s/respond","trigger_id":%q}}`,
		id, s.team, user, slash, quoted, s.addr, "t-"+id)
	answer := make(chan string, 1)
	s.waiting.Store(id, answer)
	s.mu.Lock()
	to := s.sockets[n%int64(len(s.sockets))]
	s.mu.Unlock()
	if err := to.write(envelope); err != nil {
		return "", err
	}
	timer := time.NewTimer(answerWithin)
	defer timer.Stop()
	select {
	case text := <-answer:
		return text, nil
	case <-timer.C:
		return "", errNoAnswer
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// added reads the number of a deal from the answer that it was added.
func added(text string) (string, error) {
	_, after, found := strings.Cut(text, "#")
	end := strings.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
	if !found || end <= 0 {
		return "", fmt.Errorf("no deal was added: %q", text)
	}
	return "#" + after[:end], nil
}
