// Command posters paints posters. The painting library wants all calls for one canvas to come from one thread, so each
// canvas has a goroutine that keeps its thread.
//
// load: GET /posters/{n} 3/s
// accepts: goroutine-blocked-receive, goroutine-blocked-select
// leaks: threads 3/s
package main

import (
	"context"
	"net/http"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/thread-leak/leaky/canvas"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/posters/", func(w http.ResponseWriter, r *http.Request) {
			poster := canvas.Open(strings.TrimPrefix(r.URL.Path, "/posters/"))
			poster.Paint("frame")
			poster.Paint("title")
			service.WriteJSON(w, http.StatusOK, map[string]int{"strokes": poster.Strokes()})
		})
	})
}
