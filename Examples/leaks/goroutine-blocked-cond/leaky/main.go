// Command uploads receives files in chunks. Each upload has a writer goroutine that checks and stores the chunks in
// order while the client sends more of them; finishing an upload lets the writer end.
//
// load: POST /uploads/{n} 20/s
package main

import (
	"context"
	"io"
	"net/http"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-cond/leaky/chunk"
)

var catalogue = chunk.NewCatalogue(1000)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/uploads/", receive)
	})
}

func receive(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/uploads/")
	queue := chunk.NewQueue(name)
	writer := chunk.NewWriter(queue)
	go writer.Run()

	total := 0
	buffer := make([]byte, 512)
	for {
		n, err := r.Body.Read(buffer)
		if n > 0 {
			total += n
			queue.Push(append([]byte(nil), buffer[:n]...))
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			queue.Finish()
			service.WriteError(w, http.StatusBadRequest, err)
			return
		}
	}
	catalogue.Enter(name, total)
	queue.Finish()
	service.WriteJSON(w, http.StatusCreated, map[string]int{"bytes": total})
}
