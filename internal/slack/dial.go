package slack

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// openTimeout bounds a call of apps.connections.open, and dialTimeout what
	// follows it up to the websocket's handshake.
	openTimeout = 10 * time.Second
	dialTimeout = 10 * time.Second

	// maxFrame is the size of the largest frame that is read; a larger one ends
	// its socket.
	maxFrame = 4 << 20
	// frameBuffer holds the largest acknowledgement, which then goes out in one
	// piece: Slack may ignore one that comes in several.
	frameBuffer = 32 << 10
)

// dialFunc makes a connection.
type dialFunc = func(ctx context.Context, network, addr string) (net.Conn, error)

// newTransport returns a transport of its own for calls of the Web API, over
// connections that dial makes; nil: over the network.
func newTransport(dial dialFunc) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	if dial != nil {
		t.DialContext = dial
	}
	return t
}

// newDialer returns what opens the websockets: without compression, and through
// the proxy that the environment names. dial is as for newTransport.
func newDialer(dial dialFunc) *websocket.Dialer {
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		NetDialContext:   dial,
		HandshakeTimeout: dialTimeout,
		WriteBufferSize:  frameBuffer,
	}
}

// open asks Slack for an address, which is good for one socket, dials it, and
// sets the socket to work.
func (c *connection) open(ctx context.Context) (*socket, error) {
	asked, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	_, address, err := c.api.StartSocketModeContext(asked)
	if err != nil {
		return nil, err
	}
	ws, under, err := dial(ctx, *c.all.dialer, address)
	if err != nil {
		return nil, err
	}
	ws.SetReadLimit(maxFrame)
	s := newSocket(c, ws, under)
	c.all.enter(s)
	c.all.lives.Go(s.live)
	c.all.lives.Go(s.tend)
	return s, nil
}

// dial opens a websocket, and returns what is under it too. The dialer alone would
// go on with a handshake that hangs after ctx has ended.
func dial(ctx context.Context, d websocket.Dialer, address string) (ws *websocket.Conn, under *wire, err error) {
	connect, release := d.NetDialContext, func() bool { return true }
	d.NetDialContext = func(dialing context.Context, network, host string) (net.Conn, error) {
		conn, err := connect(dialing, network, host)
		if err != nil {
			return nil, err
		}
		release = context.AfterFunc(ctx, func() { _ = conn.Close() })
		under = newWire(conn)
		return under, nil
	}
	ws, resp, err := d.DialContext(ctx, address, nil)
	released := release()
	switch {
	case err != nil && resp != nil:
		return nil, nil, fmt.Errorf("%w: %s", err, resp.Status)
	case err != nil:
		return nil, nil, err
	case !released:
		_ = ws.Close()
		return nil, nil, ctx.Err()
	}
	return ws, under, nil
}
