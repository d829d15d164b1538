// Command rates converts sums of money. It lets its heap become five times the size of what is alive before it collects,
// so memory goes up for seconds at a time and falls again.
//
// environment: GOGC=400
// load: POST /conversions/{n} 60/s with 32 KiB
// notes: gc-tuning
package main

import (
	"context"
	"encoding/json"
	"net/http"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		rates := loadRates()
		mux.HandleFunc("/conversions/", func(w http.ResponseWriter, r *http.Request) {
			var order struct {
				Number int    `json:"n"`
				Text   string `json:"text"`
			}
			if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			rate := rates[order.Number%len(rates)]
			service.WriteJSON(w, http.StatusOK, map[string]float64{"sum": float64(len(order.Text)) * rate.factor})
		})
	})
}

// rate is the price of one currency.
type rate struct {
	factor  float64
	history []float64
}

// loadRates returns the rates of the currencies with their history, some 16 MiB.
func loadRates() []rate {
	rates := make([]rate, 160)
	for i := range rates {
		rates[i] = rate{factor: 1 + float64(i)/10, history: make([]float64, 13_000)}
		for day := range rates[i].history {
			rates[i].history[day] = rates[i].factor + float64(day%7)
		}
	}
	return rates
}
