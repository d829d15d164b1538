// Command housekeeping runs a fixed set of periodic jobs, each on a ticker of its own, and tells how often each ran.
//
// load: GET /runs 10/s
package main

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

// job is something to do again and again.
type job struct {
	name  string
	every time.Duration
	runs  atomic.Int64
}

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		jobs := []*job{
			{name: "rotate-logs", every: 5 * time.Second},
			{name: "refresh-rates", every: time.Second},
			{name: "flush-metrics", every: 200 * time.Millisecond},
			{name: "expire-sessions", every: 2 * time.Second},
			{name: "check-disk", every: 10 * time.Second},
			{name: "renew-lease", every: 500 * time.Millisecond},
			{name: "compact", every: 30 * time.Second},
			{name: "report-usage", every: 3 * time.Second},
		}
		for _, each := range jobs {
			go each.run(ctx)
		}
		mux.HandleFunc("/runs", func(w http.ResponseWriter, _ *http.Request) {
			counts := make(map[string]int64, len(jobs))
			for _, each := range jobs {
				counts[each.name] = each.runs.Load()
			}
			service.WriteJSON(w, http.StatusOK, counts)
		})
	})
}

func (j *job) run(ctx context.Context) {
	ticker := time.NewTicker(j.every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			j.runs.Add(1)
		case <-ctx.Done():
			return
		}
	}
}
