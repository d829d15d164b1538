// Command notify sends notifications to phones by way of a push service, which takes about eight a second.
//
// load: POST /notifications/{n} 50/s with 24 KiB
// accepts: heap-growth
// leaks: heap 1.0 MiB/s
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/unbounded-queue/leaky-list/outbox"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		waiting := &outbox.Outbox{}
		go deliver(ctx, waiting)
		mux.HandleFunc("/notifications/", func(w http.ResponseWriter, r *http.Request) {
			var message outbox.Message
			if err := json.NewDecoder(r.Body).Decode(&message); err != nil { // leak: also
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			if !waiting.Put(message) {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			w.WriteHeader(http.StatusAccepted)
		})
	})
}

// deliver sends one message after the other.
func deliver(ctx context.Context, waiting *outbox.Outbox) {
	ticker := time.NewTicker(120 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			waiting.Take()
		case <-ctx.Done():
			return
		}
	}
}
