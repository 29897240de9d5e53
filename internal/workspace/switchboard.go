package workspace

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

var (
	errNoSocket = errors.New("no socket is connected")
	errTooMany  = errors.New("too many sockets")
)

// maxAck is the size in bytes from which Slack ignores an acknowledgement
// without saying so.
const maxAck = 20 * 1024

// maxEnvelopes bounds what is remembered of the envelopes sent.
const maxEnvelopes = 4096

// switchboard knows the sockets and which envelopes wait for an
// acknowledgement, and brings the two together.
type switchboard struct {
	onChange func(n int) // called with mu held
	onAck    func(id string, a acknowledgement)

	mu      sync.Mutex
	sockets []*socket
	joined  int // sockets ever
	pending map[string]*delivery
	log     ring[Envelope]
	changed chan struct{} // closed when the number of sockets changes
}

// delivery is an envelope on its way.
type delivery struct {
	id      string
	entry   int // in the log
	sent    time.Time
	acked   chan json.RawMessage // the payload, nil for none
	dropped string               // why an acknowledgement was ignored; guarded by switchboard.mu
}

func newSwitchboard(onChange func(n int), onAck func(string, acknowledgement)) *switchboard {
	return &switchboard{onChange: onChange, onAck: onAck, pending: map[string]*delivery{}, changed: make(chan struct{})}
}

// join adds a socket and tells how many there are now.
func (b *switchboard) join(s *socket) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.sockets) >= maxSockets {
		return 0, errTooMany
	}
	b.joined++
	s.number = b.joined
	b.sockets = append(b.sockets, s)
	b.count()
	return len(b.sockets), nil
}

func (b *switchboard) leave(s *socket) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := slices.Index(b.sockets, s); i >= 0 {
		b.sockets = slices.Delete(b.sockets, i, i+1)
		b.count()
	}
}

// count tells everybody that the number of sockets has changed. The caller holds mu.
func (b *switchboard) count() {
	close(b.changed)
	b.changed = make(chan struct{})
	b.onChange(len(b.sockets))
}

// state is the number of sockets, and a channel that is closed when it changes.
func (b *switchboard) state() (int, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.sockets), b.changed
}

func (b *switchboard) all() []*socket {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.sockets)
}

// retire marks all sockets as told to go, so that new ones are preferred.
func (b *switchboard) retire() []*socket {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.sockets {
		s.retiring = true
	}
	return slices.Clone(b.sockets)
}

// pick chooses a socket at random, as Slack does.
func (b *switchboard) pick() (*socket, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.sockets) == 0 {
		return nil, errNoSocket
	}
	from := rand.IntN(len(b.sockets))
	for i := range b.sockets {
		if s := b.sockets[(from+i)%len(b.sockets)]; !s.retiring {
			return s, nil
		}
	}
	return b.sockets[from], nil
}

// expect writes an envelope into the log and waits for its acknowledgement.
func (b *switchboard) expect(d *delivery, e Envelope) {
	b.mu.Lock()
	defer b.mu.Unlock()
	d.entry = b.log.add(maxEnvelopes, e)
	b.pending[d.id] = d
}

// acknowledgement is what the app sends back for an envelope.
type acknowledgement struct {
	payload json.RawMessage // nil: none
	dropped string          // why Slack ignores it, as in Reply.Problem; empty: it does not
}

// dropped is the problem that Slack has with an acknowledgement's frame, and
// does not tell.
func dropped(size int, pieces bool) string {
	switch {
	case size >= maxAck:
		return TooLarge
	case pieces:
		return Fragmented
	}
	return ""
}

// acked takes in an acknowledgement from any socket. Unknown and repeated ids
// are ignored, and so is what Slack drops.
func (b *switchboard) acked(id string, a acknowledgement) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.onAck(id, a)
	d, ok := b.pending[id]
	switch {
	case !ok:
		return
	case a.dropped != "":
		d.dropped = a.dropped
		return
	}
	delete(b.pending, id)
	if e := b.log.at(d.entry); e != nil {
		e.Acked, e.AckedAfter, e.Answered = true, time.Since(d.sent), !absent(a.payload)
	}
	d.acked <- a.payload // has room for the one that is sent
}

// giveUp stops waiting, and tells why an acknowledgement was ignored, if one was.
func (b *switchboard) giveUp(d *delivery) (dropped string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.pending, d.id)
	return d.dropped
}
