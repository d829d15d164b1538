// Command restaurant takes orders for four restaurants, cooks them, and shows what guests have had. Orders are made, change
// their state while they are cooked, and are cleared from the tables some seconds after they were served.
//
// kind: unbounded-slice
// accepts: unbounded-map, heap-growth
// load: POST /orders?guest={n} 45/s with 18 KiB
// load: GET /orders/{n-30} 60/s
// load: GET /guests/g3 5/s
// load: GET /kitchen 4/s
// leaks: heap 0.8 MiB/s
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/services/restaurant/kitchen"
	"example.com/laboratory/services/restaurant/orders"
)

// guests is how many come again and again.
const guests = 60

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		book := orders.NewBook()
		stove := kitchen.Open(ctx, book, 4)
		go book.ClearTables(ctx, 2*time.Second)
		mux.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) { take(w, r, book, stove) })
		mux.HandleFunc("/orders/", func(w http.ResponseWriter, r *http.Request) { show(w, r, book) })
		mux.HandleFunc("/guests/", func(w http.ResponseWriter, r *http.Request) {
			guest := strings.TrimPrefix(r.URL.Path, "/guests/")
			service.WriteJSON(w, http.StatusOK, book.Favourites(guest, 5))
		})
		mux.HandleFunc("/kitchen", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"waiting": stove.Waiting(), "tables": book.Open()})
		})
	})
}

func take(w http.ResponseWriter, r *http.Request, book *orders.Book, stove *kitchen.Kitchen) {
	number, err := strconv.Atoi(r.URL.Query().Get("guest"))
	if err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	var wish orders.Wish
	if err := json.NewDecoder(r.Body).Decode(&wish); err != nil { // leak: also
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	order := book.Enter("g"+strconv.Itoa(number%guests), wish)
	if !stove.Cook(order) {
		book.Cancel(order)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	service.WriteJSON(w, http.StatusCreated, map[string]int{"order": order.Number})
}

func show(w http.ResponseWriter, r *http.Request, book *orders.Book) {
	number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/orders/"))
	if err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	state, ok := book.State(number)
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	service.WriteJSON(w, http.StatusOK, map[string]string{"state": state})
}
