// Command catalogue serves product data to shops that keep their connections open. More and more shops connect, as on
// the morning of a sale; each connection is idle most of the time, and net/http keeps one goroutine for it.
//
// load: ramp connections 15/s
// load: GET /products/{n} 30/s
package main

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		var served atomic.Int64
		mux.HandleFunc("/products/", func(w http.ResponseWriter, r *http.Request) {
			id := strings.TrimPrefix(r.URL.Path, "/products/")
			served.Add(1)
			service.WriteJSON(w, http.StatusOK, map[string]any{"product": id, "served": served.Load()})
		})
	})
}
