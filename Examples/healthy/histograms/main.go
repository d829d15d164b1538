// Command search measures each of its answers, by route and status, in a registry of metrics. There are a dozen routes.
//
// load: GET /search/a?q={n} 50/s
// load: GET /search/b?q={n} 50/s
// load: GET /metrics 1/s
package main

import (
	"context"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.org/minimetrics"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		metrics := minimetrics.NewRegistry()
		mux.HandleFunc("/search/", func(w http.ResponseWriter, r *http.Request) {
			began := time.Now()
			hits := search(r.URL.Query().Get("q"))
			status := http.StatusOK
			if hits == 0 {
				status = http.StatusNotFound
			}
			service.WriteJSON(w, status, map[string]uint32{"hits": hits})
			shard := strings.TrimPrefix(r.URL.Path, "/search/")
			if shard != "a" && shard != "b" {
				shard = "other"
			}
			metrics.Histogram("latency", shard, strconv.Itoa(status)).Observe(time.Since(began).Seconds())
		})
		mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"series": metrics.Len()})
		})
	})
}

func search(query string) uint32 {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(query))
	return sum.Sum32() % 12
}
