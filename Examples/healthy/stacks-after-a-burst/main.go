// Command newsletter sends one message to each of fifteen thousand readers when it starts, all at the same time. The
// goroutines end, and the memory of their stacks stays with the runtime.
//
// load: GET /sent 50/s
// notes: stacks-and-dead-goroutines
package main

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const readers = 15_000

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		sent := sendAll()
		mux.HandleFunc("/sent", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"sent": sent})
		})
	})
}

func sendAll() int64 {
	var sent atomic.Int64
	var running sync.WaitGroup
	for reader := 0; reader < readers; reader++ {
		reader := reader
		running.Add(1)
		go func() {
			defer running.Done()
			time.Sleep(200 * time.Millisecond)
			if compose(reader, 12) != 0 {
				sent.Add(1)
			}
		}()
	}
	running.Wait()
	return sent.Load()
}

// compose puts a message together from nested parts.
func compose(reader, depth int) int {
	var part [64]int
	for i := range part {
		part[i] = reader + i
	}
	if depth == 0 {
		return part[reader%64] + 1
	}
	return compose(reader, depth-1) + part[depth]
}
