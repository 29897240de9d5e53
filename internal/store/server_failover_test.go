package store

import (
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/redistest"
)

// resumes is how long commands may take to get through again after a fault. On a
// machine of its own five seconds are enough; tests have others beside them.
const resumes = 10 * time.Second

// fault takes a master away and waits until another has taken over. What it
// returns mends it.
type fault struct {
	name string
	do   func() (mend func())
}

// failOver has two bots and their users at work while masters fail. Commands
// must get through again by themselves, and no message may be posted twice.
func failOver(t *testing.T, url string, faults func(*Store) []fault, heal func()) {
	t.Helper()
	s := openOn(t, strings.Replace(url, "://", "://coach:"+password+"@", 1))
	c := (&crowd{s: s, writers: 4, size: 4, pause: 5 * time.Millisecond, silent: true}).start(t)
	r := &room{}
	b := startBots(t, s, r)
	for range times(t, 1) {
		for _, fault := range faults(s) {
			b.plan(30, 3*time.Second)
			b.await(b.reps-25, 20*time.Second)
			lost := c.lost.Load()
			c.gap()
			mend := fault.do()
			c.more(20)
			gap := c.gap()
			mend()
			heal()
			b.settle(30 * time.Second)
			t.Logf("%s: commands got through again after %s; %d acknowledged changes were lost",
				fault.name, gap.Round(time.Millisecond), c.lost.Load()-lost)
			if gap > resumes {
				t.Errorf("%s: for %s no command got through", fault.name, gap)
			}
		}
	}
	c.stop()
	messages, twice := r.count()
	if twice > 0 || messages != b.reps {
		t.Errorf("%d messages of %d were posted, %d of them twice", messages, b.reps, twice)
	}
	t.Logf("%d messages posted, %d twice, %d found again; %s", messages, twice, r.adopted, c)
}

func TestBehindSentinelsTheBotGoesOnWhenTheMasterFails(t *testing.T) {
	t.Parallel()
	set := redistest.StartSentinels(t, append(redistest.Durable("everysec"), rights(t))...)
	failOver(t, set.URL, func(*Store) []fault {
		return []fault{
			{"the master is killed", func() func() {
				master := set.Master()
				master.Kill()
				set.Moved(master)
				return master.Restart
			}},
			{"the master stands still", func() func() {
				master := set.Master()
				master.Pause()
				set.Moved(master)
				return master.Resume
			}},
			{"the Sentinels are told to take another", func() func() {
				master := set.Master()
				set.Failover()
				set.Moved(master)
				return func() {}
			}},
		}
	}, set.Heal)
}

func TestOnAClusterTheBotGoesOnWhenTheMasterFails(t *testing.T) {
	t.Parallel()
	cluster := redistest.StartCluster(t, append(redistest.Durable("everysec"), rights(t)+" +cluster|slots +command")...)
	failOver(t, cluster.URL, func(s *Store) []fault {
		key := s.keys.ids()
		return []fault{
			{"the master is killed", func() func() {
				master := cluster.MasterOf(key)
				master.Kill()
				cluster.Moved(key, master)
				return master.Restart
			}},
			{"its replica takes over in good order", func() func() {
				master := cluster.MasterOf(key)
				cluster.ReplicaOf(master).Do("cluster failover")
				cluster.Moved(key, master)
				return func() {}
			}},
		}
	}, cluster.Heal)
}

func TestSentinelsThatAllKeepSilentAreUnavailable(t *testing.T) {
	t.Parallel()
	s := openOn(t, "redis-sentinel://127.0.0.1:1,127.0.0.1:2/main")
	expectKind(t, s.SetTimer(t.Context(), coach.Timer{Name: "a"}), coach.ErrUnavailable)
}
