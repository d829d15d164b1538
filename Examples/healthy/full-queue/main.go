// Command labels prints labels. The queue before the printer holds two hundred and is full most of the time, for more labels
// are asked for than can be printed; those who find it full are told to come again.
//
// load: POST /labels/{n} 60/s with 16 KiB
package main

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const (
	room      = 200
	printTime = 25 * time.Millisecond
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		queue := make(chan []byte, room)
		var printed atomic.Int64
		go printLabels(ctx, queue, &printed)
		mux.HandleFunc("/labels/", func(w http.ResponseWriter, r *http.Request) {
			label, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			select {
			case queue <- label:
				service.WriteJSON(w, http.StatusAccepted, map[string]int64{"printed": printed.Load()})
			default:
				w.WriteHeader(http.StatusTooManyRequests)
			}
		})
	})
}

func printLabels(ctx context.Context, queue <-chan []byte, printed *atomic.Int64) {
	for {
		select {
		case label := <-queue:
			time.Sleep(printTime)
			printed.Add(int64(min(len(label), 1)))
		case <-ctx.Done():
			return
		}
	}
}
