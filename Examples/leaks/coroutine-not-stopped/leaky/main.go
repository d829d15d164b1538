//go:build go1.23

// Command feed shows the newest entries of several sources in one list. Every source is read page by page and the
// sources are merged by time; a page of the feed holds twenty entries.
//
// load: GET /feed?user={n} 10/s
package main

import (
	"context"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/coroutine-not-stopped/leaky/timeline"
)

const pageSize = 20

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
			user := r.URL.Query().Get("user")
			if user == "" {
				http.Error(w, "user is missing", http.StatusBadRequest)
				return
			}
			news := timeline.Source{Name: "news", Entries: 400, Spacing: 3}
			friends := timeline.Source{Name: "friends", Entries: 150, Spacing: 5}
			page := make([]timeline.Entry, 0, pageSize)
			for entry := range timeline.Merge(news.All(user), friends.All(user)) {
				page = append(page, entry)
				if len(page) == pageSize {
					break
				}
			}
			service.WriteJSON(w, http.StatusOK, page)
		})
	})
}
