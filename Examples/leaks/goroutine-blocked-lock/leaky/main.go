// Command inventory reserves stock for orders. Every article has its own lock, so that busy articles do not slow
// down the others; a reservation that asks for more than is left is refused.
//
// load: POST /reservations?article={n}&quantity={n} 20/s
// load: GET /stock?article=1003 5/s
package main

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-lock/leaky/stock"
)

var warehouse = stock.NewWarehouse(16, 50_000)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/reservations", reserve)
		mux.HandleFunc("/stock", report)
	})
}

func reserve(w http.ResponseWriter, r *http.Request) {
	article, err := strconv.Atoi(r.FormValue("article"))
	if err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	quantity, err := strconv.Atoi(r.FormValue("quantity"))
	if err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	left, err := warehouse.Reserve(article, 1+quantity%120)
	switch {
	case errors.Is(err, stock.ErrTooMany):
		service.WriteError(w, http.StatusConflict, err)
	case err != nil:
		service.WriteError(w, http.StatusNotFound, err)
	default:
		service.WriteJSON(w, http.StatusOK, map[string]int{"article": article, "left": left})
	}
}

func report(w http.ResponseWriter, _ *http.Request) {
	service.WriteJSON(w, http.StatusOK, map[string]int64{"refused": warehouse.Refused()})
}
