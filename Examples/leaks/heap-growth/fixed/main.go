// Command orders answers questions about orders and measures how long that takes, by route and status.
//
// load: GET /orders/{n} 200/s
// load: GET /series 1/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.org/minimetrics"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		metrics := minimetrics.NewRegistry()
		mux.HandleFunc("/orders/", measured(metrics, "/orders/:number", func(w http.ResponseWriter, r *http.Request) int {
			order, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/orders/"))
			if err != nil {
				service.WriteError(w, http.StatusNotFound, err)
				return http.StatusNotFound
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"order": order, "cents": order * 7 % 1000})
			return http.StatusOK
		}))
		mux.HandleFunc("/series", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"series": metrics.Len()})
		})
	})
}

// measured observes how long a handler takes.
func measured(
	metrics *minimetrics.Registry, route string, handle func(http.ResponseWriter, *http.Request) int,
) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		status := handle(w, r)
		series := metrics.Histogram("latency", r.Method, route, strconv.Itoa(status))
		series.Observe(time.Since(began).Seconds())
	}
}
