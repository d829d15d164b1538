// Command fares tells what a journey costs. Tariffs are read again every few seconds, quotes are kept for a moment, and the
// collector is told to let the heap grow, for time matters more than memory here.
//
// environment: GOGC=400
// notes: gc-tuning
// load: GET /fares?from={n}&to={n-7} 120/s
// load: POST /journeys/{n} 40/s with 30 KiB
// load: GET /tariffs 3/s
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/services/fares/quote"
	"example.com/laboratory/services/fares/tariff"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		table := tariff.NewTable(1600)
		go table.Refresh(ctx, 4*time.Second)
		desk := quote.NewDesk(table, 256)
		mux.HandleFunc("/fares", func(w http.ResponseWriter, r *http.Request) {
			from, err := strconv.Atoi(r.URL.Query().Get("from"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			to, err := strconv.Atoi(r.URL.Query().Get("to"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, desk.Quote(from, to))
		})
		mux.HandleFunc("/journeys/", func(w http.ResponseWriter, r *http.Request) {
			var journey quote.Journey
			if err := json.NewDecoder(r.Body).Decode(&journey); err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"cents": desk.Price(journey)})
		})
		mux.HandleFunc("/tariffs", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"edition": table.Edition()})
		})
	})
}
