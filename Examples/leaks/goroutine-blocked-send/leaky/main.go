// Command quotes serves the best price of a stock. It asks three venues at once and answers with the first one that
// replies, or gives up after 150 ms.
//
// load: GET /quotes?symbol=ACME 10/s
package main

import (
	"context"
	"net/http"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-send/leaky/quote"
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		desk := quote.NewDesk(
			quote.NewVenue("north", 20*time.Millisecond),
			quote.NewVenue("south", 45*time.Millisecond),
			quote.NewVenue("overseas", 90*time.Millisecond),
		)
		mux.Handle("/quotes", &quotesHandler{desk: desk, timeout: 150 * time.Millisecond})
	})
}

// quotesHandler answers GET /quotes?symbol=S.
type quotesHandler struct {
	desk    *quote.Desk
	timeout time.Duration
}

func (h *quotesHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	symbol := r.URL.Query().Get("symbol")
	if symbol == "" {
		http.Error(w, "symbol is missing", http.StatusBadRequest)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), h.timeout)
	defer cancel()
	price, err := h.desk.Best(ctx, symbol)
	if err != nil {
		service.WriteError(w, http.StatusGatewayTimeout, err)
		return
	}
	service.WriteJSON(w, http.StatusOK, price)
}
