// Command reports builds sales reports. A report is accepted at once and put together in the background from one
// query per region; when all regions are in, it is filed for download.
//
// load: POST /reports/{n} 20/s
// load: GET /reports/7 5/s
package main

import (
	"context"
	"net/http"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-waitgroup/fixed/sales"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		archive := sales.NewArchive(500)
		builder := sales.NewBuilder(archive)
		mux.HandleFunc("/reports/", func(w http.ResponseWriter, r *http.Request) {
			id := strings.TrimPrefix(r.URL.Path, "/reports/")
			if r.Method == http.MethodPost {
				go builder.Build(id)
				service.WriteJSON(w, http.StatusAccepted, map[string]string{"report": id})
				return
			}
			report, ok := archive.Find(id)
			if !ok {
				http.NotFound(w, r)
				return
			}
			service.WriteJSON(w, http.StatusOK, report)
		})
	})
}
