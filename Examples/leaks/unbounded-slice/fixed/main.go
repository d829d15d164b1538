// Command vault hands out secrets. Each access is noted in a journal; the page of the last accesses reads it from the
// end.
//
// load: GET /secrets/db{n} 80/s
// load: GET /accesses 1/s
package main

import (
	"context"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/unbounded-slice/fixed/audit"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		journal := &audit.Journal{}
		mux.HandleFunc("/secrets/", func(w http.ResponseWriter, r *http.Request) {
			name := strings.TrimPrefix(r.URL.Path, "/secrets/")
			journal.Note(audit.NewAccess(name, r, time.Now()))
			service.WriteJSON(w, http.StatusOK, map[string]string{"secret": name})
		})
		mux.HandleFunc("/accesses", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, journal.Last(20))
		})
	})
}
