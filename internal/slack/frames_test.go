package slack

import (
	"bytes"
	"context"
	"encoding/binary"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Pitfall: Slack may ignore an acknowledgement that comes in several frames,
// which is what a small write buffer makes of a large one.
func TestALargeAckIsOneFrame(t *testing.T) {
	srv := newSocketServer(t)
	wire := &recordedListener{}
	recorded := httptest.NewUnstartedServer(srv.http.Config.Handler)
	wire.Listener = recorded.Listener
	recorded.Listener = wire
	recorded.Start()
	defer recorded.Close()
	srv.answer = func(_ int, w http.ResponseWriter) bool {
		_, err := w.Write([]byte(`{"ok":true,"url":"ws://` + wire.Addr().String() + `/link"}`))
		return err == nil
	}
	text := strings.Repeat("x", 19<<10)
	s := runSockets(t, srv, socketOptions{}, func(ctx context.Context, e *envelope) {
		if err := e.ack(ctx, map[string]string{"text": text}); err != nil {
			t.Error(err)
		}
	})
	srv.conn(t).command("E1", "list")
	if ack := srv.ack(t); !bytes.Contains(ack.Payload, []byte(text)) {
		t.Error("the answer is not whole")
	}
	s.stop()
	next(t, s.done, "the end")

	_, frames, ok := bytes.Cut(wire.bytes(), []byte("\r\n\r\n")) // after the handshake
	if !ok || len(frames) < len(text) {
		t.Fatalf("recorded %d bytes", len(frames))
	}
	const whole, bye = 0x81, 0x88
	for _, want := range []byte{whole, bye} {
		if len(frames) == 0 || frames[0] != want {
			t.Fatalf("left are %.20x…, want a frame that begins with %#x", frames, want)
		}
		frames = frames[frameLen(frames):]
	}
	if len(frames) > 0 {
		t.Errorf("%d bytes more", len(frames))
	}
}

// frameLen returns the length of the masked websocket frame that b begins with.
func frameLen(b []byte) int {
	const mask = 4
	switch n := int(b[1] & 0x7f); n {
	case 126:
		return 4 + mask + int(binary.BigEndian.Uint16(b[2:]))
	case 127:
		return 10 + mask + int(binary.BigEndian.Uint64(b[2:]))
	default:
		return 2 + mask + n
	}
}

// recordedListener keeps what its one connection sent.
type recordedListener struct {
	net.Listener
	mu   sync.Mutex
	read []byte
}

func (l *recordedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return &recordedConn{Conn: conn, to: l}, err
}

func (l *recordedListener) bytes() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Clone(l.read)
}

type recordedConn struct {
	net.Conn
	to *recordedListener
}

func (c *recordedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.to.mu.Lock()
	defer c.to.mu.Unlock()
	c.to.read = append(c.to.read, p[:n]...)
	return n, err
}
