package workspace

import (
	"bufio"
	"encoding/binary"
	"net"
	"net/http"
)

// framed is a connection that looks at the headers of the websocket frames that
// come in: the websocket library puts the fragments of a message together
// without a word, but Slack is said to drop such a message. Only the reader of
// the connection may call it.
type framed struct {
	net.Conn
	header []byte // of the next frame, as far as it has come
	skip   uint64 // bytes of the present frame's payload that are still to come
	began  bool   // a message has begun and has not ended
	pieces []bool // of the messages that have come and were not asked for: in pieces or in one
}

// frames lets the connection under a websocket be a framed one.
type frames struct {
	http.ResponseWriter
	conn *framed
}

func (f *frames) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(f.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	f.conn = &framed{Conn: conn}
	return f.conn, rw, nil
}

func (f *framed) Read(p []byte) (int, error) {
	n, err := f.Conn.Read(p)
	f.follow(p[:n])
	return n, err
}

// fragmented tells whether the message that was read last came in pieces. It is
// asked once for each message.
func (f *framed) fragmented() bool {
	if len(f.pieces) == 0 {
		return false
	}
	was := f.pieces[0]
	f.pieces = f.pieces[1:]
	return was
}

// follow takes in what came over the connection.
func (f *framed) follow(p []byte) {
	for len(p) > 0 {
		if f.skip > 0 {
			n := min(f.skip, uint64(len(p)))
			f.skip, p = f.skip-n, p[n:]
			continue
		}
		f.header, p = append(f.header, p[0]), p[1:]
		if size, ok := headerSize(f.header); ok && len(f.header) == size {
			f.frame(f.header)
			f.header = f.header[:0]
		}
	}
}

// headerSize is how long a frame's header is, once its first two bytes have
// come: https://www.rfc-editor.org/rfc/rfc6455#section-5.2.
func headerSize(h []byte) (int, bool) {
	if len(h) < 2 {
		return 0, false
	}
	size := 2
	switch h[1] & 0x7f {
	case 126:
		size += 2
	case 127:
		size += 8
	}
	if h[1]&0x80 != 0 {
		size += 4 // the mask
	}
	return size, true
}

// frame takes in a whole header.
func (f *framed) frame(h []byte) {
	switch n := h[1] & 0x7f; n {
	case 126:
		f.skip = uint64(binary.BigEndian.Uint16(h[2:]))
	case 127:
		f.skip = binary.BigEndian.Uint64(h[2:])
	default:
		f.skip = uint64(n)
	}
	final, kind := h[0]&0x80 != 0, h[0]&0x0f
	if kind >= 8 {
		return // pings and the like may come in between
	}
	if final {
		f.pieces = append(f.pieces, f.began)
	}
	f.began = !final
}
