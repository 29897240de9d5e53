package store

import (
	"errors"
	"testing"

	"github.com/alicebob/miniredis/v2"
)

// healthy is what a server tells that is as it should be.
const healthy = "# Server\r\nredis_version:7.0.15\r\nrun_id:abc\r\nrole:master\r\nloading:0\r\naof_enabled:1\r\n" +
	"aof_last_write_status:ok\r\nrdb_last_bgsave_status:ok\r\nmaxmemory:1000000\r\nused_memory:1000\r\nmaxmemory_policy:noeviction\r\n"

func TestTheServerIsJudgedByWhatItTells(t *testing.T) {
	tests := []struct {
		story string
		told  string
		want  []Finding // Mend is not compared
	}{
		{"a server as it should be", "", nil},
		{"one that evicts", "maxmemory_policy:volatile-lru", []Finding{{Severity: Wrong, What: "Redis may throw deals away when its memory is full (maxmemory-policy volatile-lru)."}}},
		{"one that would evict if it had a limit", "maxmemory_policy:allkeys-lru\nmaxmemory:0", []Finding{{Severity: Risk, What: "Redis would throw deals away if it were given a memory limit (maxmemory-policy allkeys-lru)."}}},
		{"a replica", "role:slave", []Finding{{Severity: Wrong, What: "This Redis is a replica, which takes no changes."}}},
		{"one without an append-only file", "aof_enabled:0", []Finding{{Severity: Risk, What: "Redis keeps no append-only file: what was saved since its last snapshot is lost when it stops."}}},
		{"one whose disk is full", "aof_last_write_status:err", []Finding{{Severity: Stuck, What: "Redis cannot write its append-only file, and takes no changes until it can."}}},
		{"one that is nearly full", "used_memory:900000", []Finding{{Severity: Risk, What: "Redis has used 90 % of its memory limit; when it is full, nothing can be saved."}}},
		{"one that is full", "used_memory:1000001", []Finding{{Severity: Stuck, What: "Redis is full: nothing can be saved."}}},
		{"an old one", "redis_version:6.2.14", []Finding{{Severity: Wrong, What: "Redis 6.2.14 is too old: it does not report messages that were deleted while they were being taken over."}}},
		{"a newer one", "redis_version:8.0.2", nil},
		{"one that is reading its file", "loading:1", []Finding{{Severity: Note, What: "Redis is still reading its file; until it has, nothing can be saved."}}},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			facts := serverFacts{}
			facts.read(healthy)
			facts.read(tt.told)
			got := facts.findings()
			if len(got) != len(tt.want) {
				t.Fatalf("found %+v, want %+v", got, tt.want)
			}
			for i, f := range got {
				if f.Severity != tt.want[i].Severity || f.What != tt.want[i].What || f.Mend == "" {
					t.Errorf("found %+v, want %+v and what to do", f, tt.want[i])
				}
			}
		})
	}
}

func TestAServerThatTellsNothingIsNotChecked(t *testing.T) {
	s := open(t, "redis://"+miniredis.RunT(t).Addr(), nil)
	found, err := s.Check(t.Context())
	if err != nil || len(found) != 1 || found[0].Severity != Note {
		t.Errorf("found %+v, %v; want a note that it does not tell", found, err)
	}
}

func TestARealServerIsChecked(t *testing.T) {
	s := open(t, realRedis(t), nil)
	found, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Severity == Wrong {
			t.Errorf("the server for tests is no good: %+v", f)
		}
	}
}

func TestRecordsOfANewerProgramAreFound(t *testing.T) {
	tests := []struct {
		story, key, value string
		wrong             bool
	}{
		{"nothing is there", "ids", "0", false},
		{"a deal of ours", "deal:7", `3 {"s":3,"id":7}`, false},
		{"a deal of theirs", "deal:7", `3 {"s":4,"id":7}`, true},
		{"settings of theirs", "settings", `1 {"s":4}`, true},
		{"what nobody can read", "deal:7", "torn", false},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			r := miniredis.RunT(t)
			s := open(t, "redis://"+r.Addr(), nil)
			if err := errors.Join(r.Set(s.keys.ids(), "9"), r.Set(s.keys.of(tt.key), tt.value)); err != nil {
				t.Fatal(err)
			}
			found, err := s.checkSchema(t.Context())
			if err != nil || (len(found) > 0) != tt.wrong {
				t.Errorf("found %+v, %v", found, err)
			}
		})
	}
}
