// Command imports loads customer files. While an import runs, its progress is published four times a second, so that
// the browser can draw a bar; an import takes some tenths of a second.
//
// load: POST /imports/{n} 15/s
// load: GET /progress/3 10/s
package main

import (
	"context"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-ticker-loop/fixed/progress"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		board := progress.NewBoard()
		mux.HandleFunc("/imports/", func(w http.ResponseWriter, r *http.Request) {
			id := strings.TrimPrefix(r.URL.Path, "/imports/")
			rows := load(board.Track(id))
			service.WriteJSON(w, http.StatusOK, map[string]int64{"rows": rows})
		})
		mux.HandleFunc("/progress/", func(w http.ResponseWriter, r *http.Request) {
			id := strings.TrimPrefix(r.URL.Path, "/progress/")
			service.WriteJSON(w, http.StatusOK, map[string]int64{"rows": board.Rows(id)})
		})
	})
}

// load reads one file and returns the number of its rows.
func load(counter *progress.Counter) int64 {
	defer counter.Finish()
	const batches, rowsPerBatch = 10, 500
	for i := 0; i < batches; i++ {
		time.Sleep(20 * time.Millisecond)
		counter.Add(rowsPerBatch)
	}
	return counter.Rows()
}
