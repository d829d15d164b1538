// Command orders takes orders and writes each of them to an audit ledger, whose last lines a page shows.
//
// load: POST /orders/{n} 50/s with 20 KiB
// load: GET /ledger 0.5/s
package main

import (
	"context"
	"encoding/json"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/unbounded-buffer/fixed/ledger"
)

// order is what a customer sends.
type order struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		book := ledger.New()
		mux.HandleFunc("/orders/", func(w http.ResponseWriter, r *http.Request) {
			var received order
			if err := json.NewDecoder(r.Body).Decode(&received); err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			if err := book.Enter("order", received); err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			w.WriteHeader(http.StatusAccepted)
		})
		mux.HandleFunc("/ledger", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"bytes": len(book.Tail(4096))})
		})
	})
}
