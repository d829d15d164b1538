// Command deployments starts roll-outs and follows each one until the cluster reports that it is complete. The status
// is asked for every 300 ms.
//
// load: POST /deployments/{n} 40/s
// load: GET /deployments 5/s
package main

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		cluster := &cluster{started: make(map[string]time.Time)}
		follower := &follower{cluster: cluster, every: 300 * time.Millisecond}
		mux.HandleFunc("/deployments", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"running": cluster.count()})
		})
		mux.HandleFunc("/deployments/", func(w http.ResponseWriter, r *http.Request) {
			name := strings.TrimPrefix(r.URL.Path, "/deployments/")
			cluster.start(name)
			go follower.follow(name)
			w.WriteHeader(http.StatusAccepted)
		})
	})
}

// follower waits for deployments to be complete.
type follower struct {
	cluster *cluster
	every   time.Duration
}

func (f *follower) follow(name string) {
	ticker := time.NewTicker(f.every)
	defer ticker.Stop()
	for status := "running"; status == "running"; status = f.cluster.status(name) {
		<-ticker.C
	}
}

// cluster plays the peer: a deployment takes half a second, some hang, and all are forgotten after one second.
type cluster struct {
	mutex   sync.Mutex
	started map[string]time.Time
}

func (c *cluster) start(name string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for other, at := range c.started {
		if time.Since(at) > time.Second {
			delete(c.started, other)
		}
	}
	c.started[name] = time.Now()
}

func (c *cluster) status(name string) string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	at, ok := c.started[name]
	switch {
	case !ok:
		return "unknown"
	case !strings.HasSuffix(name, "7") && time.Since(at) > 500*time.Millisecond:
		return "complete"
	default:
		return "running"
	}
}

func (c *cluster) count() int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return len(c.started)
}
