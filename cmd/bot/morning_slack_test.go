package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// lightSlack is as little of Slack as a morning needs, with its limits: the local
// workspace keeps and checks what Slack would, which is too much for 35,000 people.
type lightSlack struct {
	team   string
	people int
	addr   string

	mu     sync.Mutex
	socket *websocket.Conn
	calls  map[string]int // by method, taken
	over   map[string]int // by method, refused with 429
	window map[string]*minute
	posted map[string]int // by rep

	up      chan struct{}
	next    atomic.Int64
	waiting sync.Map // envelope id to chan struct{}
}

// minute counts calls in one minute, as Slack does.
type minute struct {
	begun time.Time
	n     int
}

// perMinute are Slack's limits by method.
var perMinute = map[string]int{
	"users.info": 100, "users.list": 20, "conversations.open": 50, "conversations.history": 50,
	"dnd.info": 50, "dnd.teamInfo": 20, "chat.postMessage": 300, "chat.update": 50, "views.publish": 100,
}

func newLightSlack(t *testing.T, team string, people int) *lightSlack {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &lightSlack{
		team: team, people: people, addr: l.Addr().String(), up: make(chan struct{}),
		calls: map[string]int{}, over: map[string]int{}, window: map[string]*minute{}, posted: map[string]int{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.call)
	mux.HandleFunc("/link", s.link)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(l) }() // until Close
	t.Cleanup(func() {
		_ = server.Close()
		<-served
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.socket != nil {
			s.socket.Close()
		}
	})
	return s
}

// call answers a call of the Web API, within the limits.
func (s *lightSlack) call(w http.ResponseWriter, r *http.Request) {
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	if !s.allows(method) || method == "chat.postMessage" && !s.allows(method+" "+r.FormValue("channel")) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	switch method {
	case "auth.test":
		fmt.Fprintf(w, `{"ok":true,"team":"Morning","team_id":%q,"user":"coach","user_id":"UBOT","bot_id":"B1"}`, s.team)
	case "apps.connections.open":
		fmt.Fprintf(w, `{"ok":true,"url":"ws://%s/link"}`, s.addr)
	case "users.info":
		fmt.Fprintf(w, `{"ok":true,"user":%s}`, s.person(r.FormValue("user")))
	case "users.list":
		s.page(w, r)
	case "conversations.open":
		fmt.Fprintf(w, `{"ok":true,"channel":{"id":"D%s"}}`, r.FormValue("users"))
	case "dnd.info":
		fmt.Fprint(w, `{"ok":true,"dnd_enabled":false,"next_dnd_start_ts":1,"next_dnd_end_ts":1}`)
	case "dnd.teamInfo":
		fmt.Fprint(w, `{"ok":true,"users":{}}`)
	case "chat.postMessage":
		to := strings.TrimPrefix(r.FormValue("channel"), "D")
		s.mu.Lock()
		s.posted[to]++
		s.mu.Unlock()
		fmt.Fprintf(w, `{"ok":true,"channel":"D%s","ts":"%d.000100"}`, to, s.next.Add(1))
	default:
		fmt.Fprint(w, `{"ok":true}`)
	}
}

// allows counts a call, unless it is one too many.
func (s *lightSlack) allows(what string) bool {
	method, channel, one := strings.Cut(what, " ")
	s.mu.Lock()
	defer s.mu.Unlock()
	limit, length := perMinute[method], time.Minute
	if one && channel != "" { // a post a second in a channel, with a few more at once
		limit, length = 3, 3*time.Second
	}
	m := s.window[what]
	if m == nil || time.Since(m.begun) >= length {
		m = &minute{begun: time.Now()}
		s.window[what] = m
	}
	if m.n++; limit > 0 && m.n > limit {
		s.over[method]++
		return false
	}
	if !one {
		s.calls[method]++
	}
	return true
}

func (s *lightSlack) person(id string) string {
	return fmt.Sprintf(`{"id":%q,"team_id":%q,"name":%q,"real_name":"Rep %s","tz":"Europe/Berlin","profile":{"real_name":"Rep %s","email":"%s@example.com"}}`,
		id, s.team, strings.ToLower(id), id, id, id)
}

// page is a page of everybody.
func (s *lightSlack) page(w http.ResponseWriter, r *http.Request) {
	from, _ := strconv.Atoi(r.FormValue("cursor"))
	limit, _ := strconv.Atoi(r.FormValue("limit"))
	var members []string
	to := min(from+limit, s.people)
	for i := from; i < to; i++ {
		members = append(members, s.person(morningRep(i)))
	}
	cursor := ""
	if to < s.people {
		cursor = strconv.Itoa(to)
	}
	fmt.Fprintf(w, `{"ok":true,"members":[%s],"response_metadata":{"next_cursor":%q}}`, strings.Join(members, ","), cursor)
}

// link greets a socket and takes the acknowledgements that come over it.
func (s *lightSlack) link(w http.ResponseWriter, r *http.Request) {
	upgrade := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // slack-go sends one
	ws, err := upgrade.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	hello := `{"type":"hello","num_connections":1,"debug_info":{"host":"morning","approximate_connection_time":3600},"connection_info":{"app_id":"A0MORNING"}}`
	s.mu.Lock()
	first := s.socket == nil
	s.socket = ws
	err = ws.WriteMessage(websocket.TextMessage, []byte(hello))
	s.mu.Unlock()
	if err != nil {
		return
	}
	if first {
		close(s.up)
	}
	for {
		_, text, err := ws.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			ID string `json:"envelope_id"`
		}
		if json.Unmarshal(text, &ack) != nil {
			continue
		}
		if answered, ok := s.waiting.LoadAndDelete(ack.ID); ok {
			close(answered.(chan struct{}))
		}
	}
}

// command types a line as somebody, and tells how long it took to be answered.
func (s *lightSlack) command(t *testing.T, user, text string) (time.Duration, bool) {
	id := fmt.Sprint("E", s.next.Add(1))
	envelope := fmt.Sprintf(`{"envelope_id":%q,"type":"slash_commands","accepts_response_payload":true,"payload":{`+
		`"token":"t","team_id":%q,"team_domain":"morning","channel_id":"C1","channel_name":"sales","user_id":%q,"user_name":"rep",`+
		`"command":"/deal","text":%q,"api_app_id":"A0MORNING","response_url":"http://%s/respond","trigger_id":%q}}`,
		id, s.team, user, text, s.addr, "t-"+id)
	answered := make(chan struct{})
	s.waiting.Store(id, answered)
	begun := time.Now()
	s.mu.Lock()
	err := s.socket.WriteMessage(websocket.TextMessage, []byte(envelope))
	s.mu.Unlock()
	if err != nil {
		return 0, false
	}
	select {
	case <-answered:
		return time.Since(begun), true
	case <-time.After(3 * time.Second):
		return 0, false
	case <-t.Context().Done():
		return 0, false
	}
}
