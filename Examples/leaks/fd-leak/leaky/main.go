// Command imports takes in lists of goods that a partner has laid in a folder. A list with a damaged head is set aside; its
// name stays on a page for the people who look after it.
//
// load: POST /imports/{n} 40/s
// load: GET /rejected 1/s
// leaks: descriptors 10/s
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/fd-leak/leaky/importer"
)

func main() {
	folder, err := os.MkdirTemp("", "imports")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		desk, err := importer.NewDesk(folder)
		if err != nil {
			log.Fatal(err)
		}
		mux.HandleFunc("/imports/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/imports/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			goods, err := desk.Import(number)
			if err != nil {
				service.WriteError(w, http.StatusUnprocessableEntity, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"goods": goods})
		})
		mux.HandleFunc("/rejected", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, desk.Rejected(10))
		})
	})
}
