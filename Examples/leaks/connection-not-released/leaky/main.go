// Command orders lists the orders of a customer. The orders are in a database, which the service reaches through a
// pool of ten connections.
//
// load: GET /orders?customer={n} 40/s
package main

import (
	"context"
	"database/sql"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/connection-not-released/leaky/orders"
	"example.org/minisql"
)

func main() {
	address := downstream.Start(func(listener net.Listener) error {
		return minisql.Serve(listener, ordersTable)
	})
	database, err := sql.Open("minisql", address)
	if err != nil {
		log.Fatal(err)
	}
	defer database.Close()
	database.SetMaxOpenConns(10)
	database.SetMaxIdleConns(10)
	database.SetConnMaxIdleTime(time.Minute)

	service.Run(func(_ context.Context, mux *http.ServeMux) {
		repository := orders.NewRepository(database)
		mux.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
			customer, err := strconv.ParseInt(r.URL.Query().Get("customer"), 10, 64)
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			list, err := repository.OfCustomer(customer)
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, list)
		})
	})
}

// ordersTable plays the database: three orders a customer, some of them imported without an amount.
func ordersTable(_ string, arguments []any) ([]string, [][]any) {
	customer, _ := arguments[0].(float64)
	rows := make([][]any, 0, 3)
	for i := 0; i < 3; i++ {
		rows = append(rows, []any{customer*10 + float64(i), 19.90 * float64(i+1)})
	}
	if int(customer)%15 == 7 {
		rows[1][1] = nil
	}
	return []string{"id", "amount"}, rows
}
