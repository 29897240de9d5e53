package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/redistest"
)

// refusals are states of a server in which it takes no changes. Each is
// brought about and mended on a server that holds a deal already.
var refusals = []struct {
	name     string
	settings []string
	word     string // that the server answers
	bring    func(*redistest.Server)
	mend     func(*redistest.Server)
}{
	{"its memory is full", []string{"maxmemory-policy noeviction"}, "OOM",
		func(r *redistest.Server) { r.Do("config set maxmemory 1") },
		func(r *redistest.Server) { r.Do("config set maxmemory 0") }},
	{"it is a replica", nil, "READONLY",
		func(r *redistest.Server) { r.Do("replicaof 127.0.0.1 1") },
		func(r *redistest.Server) { r.Do("replicaof no one") }},
	{"it must not serve what may be stale", []string{"replica-serve-stale-data no"}, "MASTERDOWN",
		func(r *redistest.Server) { r.Do("replicaof 127.0.0.1 1") },
		func(r *redistest.Server) { r.Do("replicaof no one") }},
	{"it has too few replicas", nil, "NOREPLICAS",
		func(r *redistest.Server) { r.Do("config set min-replicas-to-write 1") },
		func(r *redistest.Server) { r.Do("config set min-replicas-to-write 0") }},
	{"it cannot save its snapshot", []string{"save 3600 1", "dbfilename dump.rdb"}, "MISCONF",
		func(r *redistest.Server) { snapshot(r, "err") },
		func(r *redistest.Server) { snapshot(r, "ok") }},
	{"its slots belong to nobody", []string{"cluster-enabled yes", "cluster-node-timeout 500"}, "CLUSTERDOWN",
		func(r *redistest.Server) { r.Do("cluster delslotsrange 0 16383"); cluster(r, "fail") },
		func(r *redistest.Server) { r.Do("cluster addslotsrange 0 16383"); cluster(r, "ok") }},
	{"it wants a password", nil, "NOAUTH",
		func(r *redistest.Server) { r.Do("config set requirepass secret"); r.Do("client kill skipme yes") },
		func(r *redistest.Server) { r.Do("acl setuser default on nopass ~* &* +@all") }},
	{"it has another password for us", []string{"user coach on >secret ~* &* +@all"}, "WRONGPASS",
		func(r *redistest.Server) { r.Do("acl setuser coach >other <secret"); r.Do("client kill skipme yes") },
		func(r *redistest.Server) { r.Do("acl setuser coach >secret") }},
	{"it is loading its file", append(redistest.Durable("always"), "key-load-delay 1500", "loading-process-events-interval-bytes 1024"), "LOADING",
		func(r *redistest.Server) { fill(r); r.Stop(); r.Launch() },
		func(r *redistest.Server) {}},
}

func TestAServerThatTakesNoChangesIsUnavailableUntilThatIsMended(t *testing.T) {
	for _, row := range refusals {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t, row.settings...)
			if row.word == "CLUSTERDOWN" {
				row.mend(server)
			}
			url := server.URL
			if row.word == "WRONGPASS" {
				url = server.As("coach", "secret")
			}
			s := openOn(t, url)
			d := create(t, s, "Acme")
			row.bring(server)
			var err error
			for begin := time.Now(); err == nil || !strings.Contains(err.Error(), row.word); {
				if _, err = s.Update(t.Context(), d.ID, "click", closed); err != nil {
					expectKind(t, err, coach.ErrUnavailable)
				}
				if err == nil || time.Since(begin) > 5*time.Second {
					t.Fatalf("got error %v, want one that holds %s", err, row.word)
				}
			}
			t.Logf("the error: %v", err)
			if _, err := s.Create(t.Context(), "add", d); !errors.Is(err, coach.ErrUnavailable) {
				t.Errorf("a new deal got error %v, want ErrUnavailable", err)
			}
			row.mend(server)
			expectUntouched(t, s, d)
			if got, err := s.Update(t.Context(), d.ID, "click", closed); err != nil || got.Version != 2 {
				t.Errorf("after all is well again: got version %d, %v; want 2", got.Version, err)
			}
		})
	}
}

// closed closes a deal that a prompt shows, which touches all kinds of keys.
func closed(d *coach.Deal) error {
	d.Nudge.Prompt = "prompt:U1:2026-11-23"
	return d.Close(coach.Act{By: "U1", At: time.Now()}, coach.Won, "")
}

// expectUntouched waits for the server and expects that nothing of a refused
// change is there.
func expectUntouched(t *testing.T, s *Store, d coach.Deal) {
	t.Helper()
	begin := time.Now()
	for s.Ping(t.Context()) != nil {
		if time.Since(begin) > 20*time.Second {
			t.Fatal("the store does not find the server again")
		}
		time.Sleep(10 * time.Millisecond)
	}
	if now, err := s.Deal(t.Context(), d.ID); err != nil || now.Version != 1 || !now.IsOpen() {
		t.Errorf("the deal became %+v, %v", now, err)
	}
	n, err := s.db.Exists(t.Context(), s.keys.op("click"), s.keys.closed(), s.keys.outbox(), s.keys.message(coach.RefreshID("prompt:U1:2026-11-23"))).Result()
	if err != nil || n != 0 {
		t.Errorf("%d of the refused change's keys are there, %v", n, err)
	}
	if history, err := s.History(t.Context(), d.ID, 10); err != nil || len(history) != 1 {
		t.Errorf("the history has %d lines, %v; want 1", len(history), err)
	}
}

// snapshot has a server try to save, with a folder in its way or without, until
// the outcome is as wanted.
func snapshot(r *redistest.Server, want string) {
	file := filepath.Join(r.Dir, "dump.rdb")
	if want == "err" {
		_ = os.Mkdir(file, 0o700)
	} else {
		_ = os.Remove(file)
	}
	for r.Do("bgsave"); !strings.Contains(fmt.Sprint(r.Do("info persistence")), "rdb_last_bgsave_status:"+want); {
		time.Sleep(5 * time.Millisecond)
	}
}

// cluster waits until a server of a Cluster is in a state.
func cluster(r *redistest.Server, state string) {
	for !strings.Contains(fmt.Sprint(r.Do("cluster info")), "cluster_state:"+state) {
		time.Sleep(5 * time.Millisecond)
	}
}

// fill gives a server enough keys to be slow with.
func fill(r *redistest.Server) {
	for i := range 1000 {
		r.Do(fmt.Sprintf("set filler%d %0100d", i, i))
	}
	r.Do("bgrewriteaof")
	for !strings.Contains(fmt.Sprint(r.Do("info persistence")), "aof_rewrite_in_progress:0") {
		time.Sleep(5 * time.Millisecond)
	}
}
