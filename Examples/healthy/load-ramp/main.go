// Command whiteboard draws together with many. Each open board has a picture of 128 KiB; people come at a steady rate and
// stay, so memory follows their number, and falls when they leave.
//
// load: stream GET /boards/{n} 5/s up to 400
// load: GET /boards 2/s
// allowed: suspect
// notes: load-driven
package main

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const pictureSize = 128 << 10

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		var open atomic.Int64
		mux.HandleFunc("/boards/", func(w http.ResponseWriter, r *http.Request) {
			flusher, ok := w.(http.Flusher)
			if !ok {
				w.WriteHeader(http.StatusNotImplemented)
				return
			}
			open.Add(1)
			defer open.Add(-1)
			draw(r.Context(), w, flusher)
		})
		mux.HandleFunc("/boards", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"open": open.Load()})
		})
	})
}

// draw changes a picture twice a second for as long as somebody looks at it.
func draw(ctx context.Context, w http.ResponseWriter, flusher http.Flusher) {
	picture := make([]byte, pictureSize)
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for stroke := 0; ; stroke++ {
		select {
		case <-ticker.C:
			for i := stroke % 7; i < len(picture); i += 7 {
				picture[i]++
			}
			fmt.Fprintf(w, "%d\n", picture[stroke%pictureSize])
			flusher.Flush()
		case <-ctx.Done():
			return
		}
	}
}
