// Command search answers queries by asking four shards at the same time. Its users come in bursts of 200 queries, with
// silence in between.
//
// load: burst 200 every 3s GET /search?q=shoes{n}
package main

import (
	"context"
	"hash/fnv"
	"net/http"
	"time"

	"example.com/laboratory/internal/service"
)

const shards = 4

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/search", func(w http.ResponseWriter, r *http.Request) {
			hits, err := search(r.Context(), r.URL.Query().Get("q"))
			if err != nil {
				service.WriteError(w, http.StatusServiceUnavailable, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, hits)
		})
	})
}

func search(ctx context.Context, query string) ([]uint32, error) {
	results := make(chan uint32, shards)
	for shard := 0; shard < shards; shard++ {
		shard := shard
		go func() { results <- ask(shard, query) }()
	}
	hits := make([]uint32, 0, shards)
	for len(hits) < shards {
		select {
		case hit := <-results:
			hits = append(hits, hit)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return hits, nil
}

func ask(shard int, query string) uint32 {
	time.Sleep(time.Duration(50+shard*100) * time.Millisecond)
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(query))
	return sum.Sum32() % uint32(shard+7)
}
