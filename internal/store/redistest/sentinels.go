package redistest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// Sentinels is a master with two replicas, watched by three Sentinels.
type Sentinels struct {
	URL   string
	Nodes []*Server // the servers of data

	t        testing.TB
	watchers []*Server
}

// StartSentinels starts one and waits until all know each other. A master is
// taken for down after a second. The settings are those of the three nodes.
func StartSentinels(t testing.TB, settings ...string) *Sentinels {
	t.Helper()
	set := &Sentinels{t: t}
	for i := range 3 {
		node := prepare(t, settings)
		if i > 0 {
			node.configure(fmt.Sprint("replicaof 127.0.0.1 ", set.Nodes[0].port))
		}
		node.Launch()
		set.Nodes = append(set.Nodes, node)
	}
	var hosts []string
	for range 3 {
		watcher := prepare(t, nil)
		watcher.configure(
			fmt.Sprintf("sentinel monitor main 127.0.0.1 %d 2", set.Nodes[0].port),
			"sentinel down-after-milliseconds main 1000",
			"sentinel failover-timeout main 3000",
			"sentinel parallel-syncs main 2",
		)
		watcher.args = append(watcher.args, "--sentinel")
		set.watchers = append(set.watchers, watcher)
		hosts = append(hosts, watcher.Addr())
	}
	set.URL = "redis-sentinel://" + strings.Join(hosts, ",") + "/main"
	master := set.Nodes[0]
	master.waitFor("get its replicas", func() bool { return master.answers() && master.replicas() == 2 })
	for _, watcher := range set.watchers {
		watcher.Restart()
		// Or they would take seconds to meet, and to notice a node that is back.
		watcher.Do("sentinel debug publish-period 100 info-period 1000")
	}
	set.Heal()
	return set
}

// Master is the node that the first Sentinel names.
func (set *Sentinels) Master() *Server { set.t.Helper(); return set.masterBy(set.watchers[0]) }

func (set *Sentinels) masterBy(watcher *Server) *Server {
	set.t.Helper()
	answer, err := watcher.Admin.Do(set.t.Context(), "sentinel", "get-master-addr-by-name", "main").StringSlice()
	if err != nil || len(answer) != 2 {
		set.t.Fatalf("the Sentinel names no master: %v", err)
	}
	for _, node := range set.Nodes {
		if fmt.Sprint(node.port) == answer[1] {
			return node
		}
	}
	set.t.Fatalf("the Sentinel names a master that is none of ours: %v", answer)
	return nil
}

// Moved waits until all Sentinels name another master than before.
func (set *Sentinels) Moved(before *Server) {
	set.t.Helper()
	for _, watcher := range set.watchers {
		watcher.waitFor("name another master", func() bool { return set.masterBy(watcher) != before })
	}
}

// Failover has the Sentinels make another node the master, although nothing is
// wrong with the present one.
func (set *Sentinels) Failover() { set.t.Helper(); set.watchers[0].Do("sentinel failover main") }

// Heal starts the nodes that are down and waits until all is well: the master
// has its replicas, and each Sentinel sees them and the other Sentinels.
func (set *Sentinels) Heal() {
	set.t.Helper()
	for _, node := range set.Nodes {
		if !node.Up() {
			node.Restart()
		}
	}
	for _, watcher := range set.watchers {
		watcher.waitFor("see all nodes well", func() bool {
			m, err := watcher.Admin.Do(set.t.Context(), "sentinel", "master", "main").Result()
			return err == nil && fieldOf(m, "flags") == "master" && fieldOf(m, "num-slaves") == "2" &&
				fieldOf(m, "num-other-sentinels") == "2" && set.Master().replicas() == 2
		})
	}
}

// inStep is a replica that has taken its copy and said so. One that has not is
// online too, but is sent nothing yet: what is written then is lost with its master.
var inStep = regexp.MustCompile(`state=online,offset=[1-9]`)

// replicas is how many replicas are in step with the server.
func (s *Server) replicas() int {
	info, err := s.Admin.Info(s.t.Context(), "replication").Result()
	if err != nil || !strings.Contains(info, "role:master") {
		return 0
	}
	return len(inStep.FindAllString(info, -1))
}

// fieldOf reads a field of an answer that lists names and values.
func fieldOf(answer any, name string) string {
	if fields, ok := answer.(map[any]any); ok {
		return fmt.Sprint(fields[name])
	}
	words, _ := answer.([]any)
	for i := 0; i+1 < len(words); i += 2 {
		if words[i] == name {
			return fmt.Sprint(words[i+1])
		}
	}
	return ""
}
