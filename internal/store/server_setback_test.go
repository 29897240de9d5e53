package store

import (
	"testing"
	"time"

	"dealcoach/internal/store/redistest"
)

// rewind is how far a server is set back in time: what a fail-over or a power
// cut may cost.
const rewind = 800 * time.Millisecond

func TestAServerThatIsSetBackInTimePostsNothingTwice(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Durable("always")...)
	s := openOn(t, server.URL)
	c := (&crowd{s: s, writers: 2, size: 4, pause: 5 * time.Millisecond, silent: true}).start(t)
	r := &room{}
	b := startBots(t, s, r)
	n := times(t, 3)
	for range n {
		setBack(t, server, b)
		if gap := c.gap(); gap > resumes {
			t.Errorf("for %s no command got through", gap)
		}
		b.settle(30 * time.Second)
	}
	c.stop()
	messages, twice := r.count()
	if twice > 0 || messages != b.reps {
		t.Errorf("%d messages of %d were posted, %d of them twice", messages, b.reps, twice)
	}
	t.Logf("set back %d times by %s: %d messages posted, %d twice; %d posts were found again; %s",
		n, rewind, messages, twice, r.adopted, c)
}

// setBack lets messages come due, and sets the server back while they are being
// delivered.
func setBack(t *testing.T, server *redistest.Server, b *bots) {
	t.Helper()
	before := b.reps
	b.plan(60, 3*time.Second)
	b.await(before+5, 20*time.Second)
	state := server.CopyState()
	posted, _ := b.room.count()
	time.Sleep(rewind)
	server.Kill()
	forgotten, _ := b.room.count()
	server.RestoreState(state)
	server.Restart()
	if forgotten == posted {
		t.Error("nothing was posted in the time that the server forgets")
	}
	t.Logf("the server forgets %d posts", forgotten-posted)
}

// The control: the same test must see what it looks for.
func TestASenderThatNeverLooksPostsTwiceWhenTheServerIsSetBack(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Durable("always")...)
	r := &room{blind: true}
	b := startBots(t, openOn(t, server.URL), r)
	setBack(t, server, b)
	b.settle(30 * time.Second)
	if _, twice := r.count(); twice == 0 {
		t.Error("no message was posted twice, so the test of the others proves nothing")
	} else {
		t.Logf("%d of %d messages posted twice", twice, b.reps)
	}
}
