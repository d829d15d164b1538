// Command spellings counts the words of documents with the system's own tools. A document is accepted at once; a
// goroutine runs the tool over it and keeps the count.
//
// load: POST /documents/{n} 6/s
// load: GET /documents 10/s
package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-syscall/leaky/words"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		counter := words.NewCounter("wc", "-w")
		mux.HandleFunc("/documents", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"counted": counter.Counted()})
		})
		mux.HandleFunc("/documents/", func(w http.ResponseWriter, r *http.Request) {
			id := strings.TrimPrefix(r.URL.Path, "/documents/")
			text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			go func() {
				if err := counter.Count(string(text)); err != nil {
					log.Printf("document %s: %v", id, err)
				}
			}()
			w.WriteHeader(http.StatusAccepted)
		})
	})
}
