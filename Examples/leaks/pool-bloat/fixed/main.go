// Command statements prints account statements. Each is built in a buffer from a pool, and the buffer is used until the
// printer has taken the statement. A few customers have very long statements.
//
// load: GET /statements/{n} 60/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/pool-bloat/fixed/render"
)

const printing = 1500 * time.Millisecond

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/statements/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/statements/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			page := render.Statement(number)
			defer render.Done(page)
			select {
			case <-time.After(printing):
				service.WriteJSON(w, http.StatusOK, map[string]int{"bytes": page.Len()})
			case <-r.Context().Done():
			}
		})
	})
}
