// Command metering counts the usage of forty tenants. The first request of a tenant starts a goroutine that flushes the
// tenant's counts every second for as long as the service runs; new tenants turn up during the first ten seconds.
//
// load: POST /usage?request={n} 25/s
package main

import (
	"context"
	"math/rand"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const tenants = 40

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		meter := &meter{ctx: ctx, started: time.Now(), counts: make(map[string]*atomic.Int64)}
		mux.HandleFunc("/usage", func(w http.ResponseWriter, r *http.Request) {
			meter.count(meter.tenant())
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// meter counts per tenant and flushes the counts.
type meter struct {
	ctx     context.Context
	started time.Time
	mutex   sync.Mutex
	counts  map[string]*atomic.Int64
	flushed atomic.Int64
}

// tenant picks one of those who are up by now: ten at the start, and three more a second.
func (m *meter) tenant() string {
	awake := min(10+int(3*time.Since(m.started).Seconds()), tenants)
	return "tenant-" + strconv.Itoa(rand.Intn(awake))
}

func (m *meter) count(tenant string) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	counter, ok := m.counts[tenant]
	if !ok {
		counter = new(atomic.Int64)
		m.counts[tenant] = counter
		go m.flush(counter)
	}
	counter.Add(1)
}

func (m *meter) flush(counter *atomic.Int64) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			m.flushed.Add(counter.Swap(0))
		case <-m.ctx.Done():
			return
		}
	}
}
