// Command previews renders the small pages that a messenger shows for links to articles. Rendering takes a while, so a
// page is rendered once and kept.
//
// load: GET /preview?url=/articles/river?click={n} 25/s
// load: GET /preview?url=/articles/harbour?click={n} 25/s
// load: GET /preview?url=/articles/bridge 10/s
package main

import (
	"context"
	"errors"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/unbounded-map/fixed/preview"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		pages := preview.NewCache()
		mux.HandleFunc("/preview", func(w http.ResponseWriter, r *http.Request) {
			url := r.URL.Query().Get("url")
			if url == "" {
				service.WriteError(w, http.StatusBadRequest, errors.New("url is missing"))
				return
			}
			page := pages.Page(url)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(page.HTML)
		})
	})
}
