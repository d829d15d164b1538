// Command rates computes the yearly interest rate of loan offers by iteration. An offer is accepted at once and its
// rate is computed in the background; some offers have cash flows for which the iteration jumps to and fro.
//
// environment: GOMAXPROCS=1
// load: POST /offers/{n} 3/s
// load: GET /offers 5/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-runaway/fixed/interest"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		desk := interest.NewDesk()
		mux.HandleFunc("/offers", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"rated": desk.Rated()})
		})
		mux.HandleFunc("/offers/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/offers/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			go desk.Rate(offer(number))
			w.WriteHeader(http.StatusAccepted)
		})
	})
}

// offer returns the payments of an offer: a loan, its instalments, and for one offer in four a final refund.
func offer(number int) interest.CashFlow {
	flow := interest.CashFlow{-1000, 300, 300, 300, 300}
	if number%4 == 0 {
		flow = interest.CashFlow{-1000, 2000, -1100}
	}
	return flow
}
