// Command shop shows product pages. The prices come from a pricing service, which answers with 404 and an explanation
// for products it does not know yet; the page then says "price on request".
//
// load: GET /products/{n} 40/s
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/response-body-not-closed/leaky/pricing"
)

func main() {
	prices := downstream.StartHTTP(http.HandlerFunc(servePrices))
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		client := pricing.NewClient(prices, 2*time.Second)
		mux.HandleFunc("/products/", func(w http.ResponseWriter, r *http.Request) {
			product := strings.TrimPrefix(r.URL.Path, "/products/")
			price, err := client.Price(product)
			switch {
			case errors.Is(err, pricing.ErrUnknown):
				service.WriteJSON(w, http.StatusOK, map[string]string{"product": product, "price": "on request"})
			case err != nil:
				service.WriteError(w, http.StatusBadGateway, err)
			default:
				service.WriteJSON(w, http.StatusOK, map[string]any{"product": product, "price": price})
			}
		})
	})
}

// servePrices plays the pricing service: it knows three products in four.
func servePrices(w http.ResponseWriter, r *http.Request) {
	product := strings.TrimPrefix(r.URL.Path, "/prices/")
	number, err := strconv.Atoi(product)
	if err != nil || number%4 == 0 {
		service.WriteError(w, http.StatusNotFound, fmt.Errorf("no price for product %q", product))
		return
	}
	service.WriteJSON(w, http.StatusOK, map[string]int{"cents": 100 + number%900})
}
