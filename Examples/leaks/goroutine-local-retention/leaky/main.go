// Command chat keeps one goroutine for each room. Four rooms are open all day, and people talk in them.
//
// load: POST /rooms/garden 15/s with 20 KiB
// load: POST /rooms/kitchen 15/s with 20 KiB
// load: POST /rooms/hall 10/s with 20 KiB
// load: POST /rooms/attic 10/s with 20 KiB
// accepts: heap-growth, unbounded-slice
// leaks: heap 1.1 MiB/s
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-local-retention/leaky/session"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		house := session.NewHouse(ctx)
		mux.HandleFunc("/rooms/", func(w http.ResponseWriter, r *http.Request) {
			message := new(session.Message)
			if err := json.NewDecoder(r.Body).Decode(message); err != nil { // leak: also
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			room := house.Room(strings.TrimPrefix(r.URL.Path, "/rooms/"))
			if !room.Say(r.Context(), message) {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			w.WriteHeader(http.StatusNoContent)
		})
	})
}
