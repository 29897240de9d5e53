package store

import (
	"testing"
	"time"

	"dealcoach/internal/store/redistest"
)

func TestAnOutageOfTenSecondsIsCaughtUpWith(t *testing.T) {
	t.Parallel()
	const outage = 10 * time.Second
	server := redistest.Start(t, redistest.Durable("everysec")...)
	s := openOn(t, server.URL)
	c := (&crowd{s: s, writers: 4, size: 4, pause: 5 * time.Millisecond, silent: true}).start(t)
	r := &room{}
	b := startBots(t, s, r)
	b.plan(100, outage)
	b.await(3, 20*time.Second)
	server.Stop()
	time.Sleep(outage)
	before, _ := r.count()
	server.Restart()
	begin := time.Now()
	c.more(1)
	after := time.Since(begin)
	took := b.settle(30 * time.Second)
	c.stop()
	messages, twice := r.count()
	if twice > 0 || c.lost.Load() > 0 || c.twice.Load() > 0 {
		t.Errorf("%d messages were posted twice; %d changes lost, %d made twice", twice, c.lost.Load(), c.twice.Load())
	}
	if after > resumes {
		t.Errorf("commands got through %s after the return", after)
	}
	t.Logf("down for %s: commands got through %s after the return, and %d late messages were posted within %s; %d twice; %s",
		outage, after.Round(time.Millisecond), messages-before, took.Round(time.Millisecond), twice, c)
}
