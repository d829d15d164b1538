// Command charts draws charts. Drawing ends early when the service does, or when the chart turns out to be empty.
//
// load: POST /charts/{n} 50/s with 20 KiB
// accepts: heap-growth
// leaks: heap 1.1 MiB/s
package main

import (
	"context"
	"encoding/json"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/context-not-cancelled/leaky/render"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		studio := render.NewStudio(ctx)
		mux.HandleFunc("/charts/", func(w http.ResponseWriter, r *http.Request) {
			drawing := new(render.Drawing)
			if err := json.NewDecoder(r.Body).Decode(drawing); err != nil { // leak: also
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			strokes, err := studio.Draw(drawing)
			if err != nil {
				service.WriteError(w, http.StatusServiceUnavailable, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"strokes": strokes})
		})
	})
}
