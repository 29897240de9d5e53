package store

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/alicebob/miniredis/v2"
	"github.com/rs/zerolog"
	"go.uber.org/goleak"
)

// faults are what networks do. Each is shorter than the patience of whoever
// waits, and must be felt, or the test proves nothing.
var faults = []struct {
	name  string
	toxic string
	lasts time.Duration
	felt  time.Duration // so long the slowest act takes, or longer
	often bool          // it strikes by chance, and gets a new chance again and again
}{
	{"each answer is 200 ms late",
		`"type": "latency", "attributes": {"latency": 200}`, time.Second, 400 * time.Millisecond, false},
	{"one connection in twenty is reset, again and again, before an answer",
		`"type": "reset_peer", "toxicity": 0.05`, 2 * time.Second, 10 * time.Millisecond, true},
	{"one connection in twenty is reset, again and again, before a request",
		`"type": "reset_peer", "stream": "upstream", "toxicity": 0.05`, 2 * time.Second, 10 * time.Millisecond, true},
	{"a black hole of 3 s takes all requests, and connections stay open",
		`"type": "timeout", "stream": "upstream"`, 3 * time.Second, 2900 * time.Millisecond, false},
	{"a black hole of a second takes all answers, and connections stay open",
		`"type": "timeout"`, time.Second, 900 * time.Millisecond, false},
	{"requests arrive in slices",
		`"type": "slicer", "stream": "upstream", "attributes": {"average_size": 100, "size_variation": 50, "delay": 100}`,
		500 * time.Millisecond, 5 * time.Millisecond, false},
	{"each connection breaks in the middle of an answer",
		`"type": "limit_data", "attributes": {"bytes": 3000}`, time.Second, 10 * time.Millisecond, false},
}

// The longest that anybody waits for an answer, and how soon after a fault all
// get through again.
const (
	patience     = 6 * time.Second
	recoveryTime = 2 * time.Second
)

func TestAShortFaultOfTheNetworkReachesNobody(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			before := goleak.IgnoreCurrent()
			t.Cleanup(func() { goleak.VerifyNone(t, append(ofTheProxy, before)...) })
			network := startNetwork(t, miniredis.RunT(t).Addr())
			s := open(t, "redis://"+network.Listen, nil)
			c := startCallers(t, s, 4)

			begin(t, network, f.toxic)
			for over := time.Now().Add(f.lasts); time.Now().Before(over); {
				time.Sleep(min(20*time.Millisecond, time.Until(over)))
				if f.often {
					end(t, network)
					begin(t, network, f.toxic)
				}
			}
			end(t, network)
			c.finish(t)
			if slowest := slices.Max(c.slowest); slowest > patience || slowest < f.felt {
				t.Errorf("the slowest act took %s, want %s to %s", slowest, f.felt, patience)
			}
		})
	}
}

// begin begins a fault: each connection is struck, or is not, by chance.
func begin(t *testing.T, network *toxiproxy.Proxy, toxic string) {
	t.Helper()
	if _, err := network.Toxics.AddToxicJson(strings.NewReader(`{"name": "fault", ` + toxic + `}`)); err != nil {
		t.Fatal(err)
	}
}

// end ends it.
func end(t *testing.T, network *toxiproxy.Proxy) {
	t.Helper()
	if err := network.Toxics.RemoveToxic(t.Context(), "fault"); err != nil {
		t.Fatal(err)
	}
}

// callers each write to a deal of their own, one thing after another, whatever
// happens.
type callers struct {
	store   *Store
	deals   []int64
	marks   [][]string      // acknowledged, by caller
	slowest []time.Duration // acts, by caller
	over    chan struct{}   // closed when the fault is over
	wait    sync.WaitGroup
}

func startCallers(t *testing.T, s *Store, n int) *callers {
	c := &callers{store: s, marks: make([][]string, n), slowest: make([]time.Duration, n), over: make(chan struct{})}
	for i := range n {
		c.deals = append(c.deals, create(t, s, fmt.Sprint("Deal ", i)).ID)
	}
	for i := range n {
		c.wait.Go(func() { c.write(t, i) })
	}
	return c
}

// write ends with the first acknowledgement after the fault.
func (c *callers) write(t *testing.T, i int) {
	for n := 0; ; n++ {
		mark, begin := fmt.Sprintf("%d.%d", i, n), time.Now()
		persist(t, c.store, c.deals[i], mark, 500*time.Millisecond, sameOp)
		c.slowest[i] = max(c.slowest[i], time.Since(begin))
		c.marks[i] = append(c.marks[i], mark+" ")
		select {
		case <-c.over:
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// finish ends the fault. Soon all must have got through, and each act must
// be there once.
func (c *callers) finish(t *testing.T) {
	t.Helper()
	end := time.Now()
	close(c.over)
	c.wait.Wait()
	if took := time.Since(end); took > recoveryTime {
		t.Errorf("it took %s until all got through again", took)
	}
	for i, id := range c.deals {
		want := c.marks[i]
		d, err := c.store.Deal(t.Context(), id)
		if err != nil || d.Version != int64(len(want))+1 {
			t.Errorf("deal %d has version %d, %v; want %d", id, d.Version, err, len(want)+1)
		}
		// The oldest may have left the history.
		got := marks(t, c.store, id)
		if !slices.Equal(got, want[len(want)-min(len(got), len(want)):]) {
			t.Errorf("deal %d has the marks %v, want %v", id, got, want)
		}
	}
}

// ofTheProxy are goroutines that toxiproxy leaves behind when it breaks a
// connection. They are not ours.
var ofTheProxy = []goleak.Option{
	goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2.(*ToxicLink).read"),
	goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2.(*ToxicLink).write"),
	goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2/toxics.(*ToxicStub).Run"),
}

func startNetwork(t *testing.T, server string) *toxiproxy.Proxy {
	t.Helper()
	hub := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := toxiproxy.NewProxy(hub, "redis", "127.0.0.1:0", server)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p
}
