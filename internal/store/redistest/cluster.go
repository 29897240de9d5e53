package redistest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Cluster is a Redis Cluster of three masters with a replica each.
type Cluster struct {
	URL   string
	Nodes []*Server

	t testing.TB
}

// StartCluster starts one and waits until it is whole. A master is taken for
// down after a second.
func StartCluster(t testing.TB, settings ...string) *Cluster {
	t.Helper()
	c := &Cluster{t: t}
	var hosts, ids []string
	var buses []int
	for range 6 {
		node, bus := prepare(t, settings), freePort(t)
		node.configure("cluster-enabled yes", "cluster-node-timeout 1000", "cluster-allow-replica-migration no",
			fmt.Sprint("cluster-port ", bus))
		node.Launch()
		c.Nodes = append(c.Nodes, node)
		hosts, buses = append(hosts, node.Addr()), append(buses, bus)
	}
	c.URL = "redis://" + strings.Join(hosts, ",")
	for i, node := range c.Nodes {
		node.waitFor("answer", node.answers)
		node.Do(fmt.Sprint("cluster set-config-epoch ", i+1))
		ids = append(ids, fmt.Sprint(node.Do("cluster myid")))
		for j, other := range c.Nodes[:i] {
			node.Do(fmt.Sprintf("cluster meet 127.0.0.1 %d %d", other.port, buses[j]))
		}
	}
	for i, slots := range []string{"0 5460", "5461 10922", "10923 16383"} {
		c.Nodes[i].Do("cluster addslotsrange " + slots)
		replica := c.Nodes[i+3]
		replica.waitFor("know its master", func() bool {
			return replica.Admin.ClusterReplicate(t.Context(), ids[i]).Err() == nil
		})
	}
	c.Heal()
	return c
}

// MasterOf is the node that serves a key.
func (c *Cluster) MasterOf(key string) *Server {
	c.t.Helper()
	for _, node := range c.Nodes {
		if node.Up() {
			return c.node(c.masterBy(node, key))
		}
	}
	c.t.Fatal("all nodes are down")
	return nil
}

// Moved waits until all nodes but one say that it serves a key no more.
func (c *Cluster) Moved(key string, from *Server) {
	c.t.Helper()
	for _, node := range c.Nodes {
		if node != from {
			node.waitFor("see another master", func() bool {
				now := c.masterBy(node, key)
				return now != "" && now != from.Addr()
			})
		}
	}
}

// masterBy is the address of the node that serves a key, as a node says, or
// empty when it does not know.
func (c *Cluster) masterBy(node *Server, key string) string {
	slot := node.Admin.ClusterKeySlot(c.t.Context(), key).Val()
	nodes := node.Admin.ClusterNodes(c.t.Context()).Val()
	for line := range strings.Lines(nodes) {
		words := strings.Fields(line) // id, address, flags, five more, and the slots it serves
		for _, slots := range words[min(8, len(words)):] {
			var first, last int64
			if n, _ := fmt.Sscanf(slots, "%d-%d", &first, &last); n == 2 && first <= slot && slot <= last {
				addr, _, _ := strings.Cut(words[1], "@")
				return addr
			}
		}
	}
	return ""
}

// ReplicaOf is the node that would take over from a master.
func (c *Cluster) ReplicaOf(master *Server) *Server {
	c.t.Helper()
	for _, node := range c.Nodes {
		info, _ := node.Admin.Info(c.t.Context(), "replication").Result()
		if strings.Contains(info, "role:slave") && strings.Contains(info, fmt.Sprintf("master_port:%d\r", master.port)) {
			return node
		}
	}
	c.t.Fatalf("%s has no replica", master.Addr())
	return nil
}

// Heal starts the nodes that are down and waits until the Cluster is whole:
// each node sees all, and each master has its replica.
func (c *Cluster) Heal() {
	c.t.Helper()
	for _, node := range c.Nodes {
		if !node.Up() {
			node.Restart()
		}
	}
	deadline := time.Now().Add(patience)
	for !c.whole() {
		if time.Now().After(deadline) {
			c.t.Fatal("the Cluster does not become whole")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (c *Cluster) whole() bool {
	replicas := 0
	for _, node := range c.Nodes {
		info, err := node.Admin.ClusterInfo(c.t.Context()).Result()
		nodes, _ := node.Admin.ClusterNodes(c.t.Context()).Result()
		if err != nil || !strings.Contains(info, "cluster_state:ok") || strings.Count(nodes, "connected") != len(c.Nodes) ||
			strings.Contains(nodes, "fail") || strings.Contains(nodes, "handshake") {
			return false
		}
		replicas += node.replicas()
	}
	return replicas == len(c.Nodes)/2
}

func (c *Cluster) node(addr string) *Server {
	c.t.Helper()
	for _, node := range c.Nodes {
		if node.Addr() == addr {
			return node
		}
	}
	c.t.Fatalf("%s is none of ours", addr)
	return nil
}
