// Command scores sends the scores of running games to browsers as server-sent events. Spectators join at a steady rate
// and stay; every one of them gets each new score twice a second.
//
// load: stream GET /scores 6/s
// load: GET /spectators 5/s
package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		hub := &hub{listeners: make(map[chan string]struct{})}
		go hub.play(ctx)
		mux.HandleFunc("/scores", hub.serve)
		mux.HandleFunc("/spectators", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"spectators": hub.count()})
		})
	})
}

// hub passes scores on to everyone who listens.
type hub struct {
	mutex     sync.Mutex
	listeners map[chan string]struct{}
}

func (h *hub) play(ctx context.Context) {
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for goals := 0; ; goals++ {
		select {
		case <-ticker.C:
			h.publish(fmt.Sprintf("home %d, guests %d", goals/3, goals/5))
		case <-ctx.Done():
			return
		}
	}
}

func (h *hub) publish(score string) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for listener := range h.listeners {
		select {
		case listener <- score:
		default: // a slow spectator misses a score
		}
	}
}

func (h *hub) count() int {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return len(h.listeners)
}

func (h *hub) join() (<-chan string, func()) {
	listener := make(chan string, 4)
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.listeners[listener] = struct{}{}
	return listener, func() {
		h.mutex.Lock()
		defer h.mutex.Unlock()
		delete(h.listeners, listener)
	}
}

func (h *hub) serve(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "streaming is not possible", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	scores, leave := h.join()
	defer leave()
	for {
		select {
		case score := <-scores:
			fmt.Fprintf(w, "data: %s\n\n", score)
			flusher.Flush()
		case <-r.Context().Done():
			return
		}
	}
}
