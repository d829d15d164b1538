// Command statements prints the statements of a bank's customers: all of them at the end of the month, which keeps it busy
// for a second or two, and single ones in between.
//
// notes: not-returned-to-os
// load: burst 3 every 10m POST /months/2024-11
// load: GET /statements/{n} 12/s
// load: GET /months 1/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/services/statements/archive"
	"example.com/laboratory/services/statements/report"
)

const customers = 6000

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		shelf := archive.NewShelf(24)
		printer := report.NewPrinter(customers)
		mux.HandleFunc("/months/", func(w http.ResponseWriter, r *http.Request) {
			month := strings.TrimPrefix(r.URL.Path, "/months/")
			summary := printer.Month(month)
			shelf.Put(month, summary)
			service.WriteJSON(w, http.StatusCreated, summary)
		})
		mux.HandleFunc("/months", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, shelf.Months())
		})
		mux.HandleFunc("/statements/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/statements/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			_, _ = w.Write(printer.Statement(number % customers))
		})
	})
}
