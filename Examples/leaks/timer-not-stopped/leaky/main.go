// Command carts keeps shopping carts. A cart that nobody touches for two hours is abandoned; each change starts these two
// hours again.
//
// load: PUT /carts/alice 30/s with 24 KiB
// load: PUT /carts/bert 20/s with 24 KiB
// accepts: heap-growth
// leaks: heap 1.2 MiB/s
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/timer-not-stopped/leaky/carts"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		shelf := carts.NewShelf(2 * time.Hour)
		mux.HandleFunc("/carts/", func(w http.ResponseWriter, r *http.Request) {
			cart := new(carts.Cart)
			if err := json.NewDecoder(r.Body).Decode(cart); err != nil { // leak: also
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			shelf.Keep(strings.TrimPrefix(r.URL.Path, "/carts/"), cart)
			w.WriteHeader(http.StatusNoContent)
		})
	})
}
