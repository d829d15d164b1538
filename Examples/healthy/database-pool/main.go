// Command accounts reads balances from a database over a pool of eight connections. The queries take 150 ms, so at
// busy times requests wait for a connection; every one of them gets it.
//
// load: burst 30 every 2s GET /balance?account={n}
// load: GET /balance?account={n} 25/s
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
	"example.org/minisql"
)

func main() {
	address := downstream.Start(func(listener net.Listener) error {
		return minisql.Serve(listener, balances)
	})
	database, err := sql.Open("minisql", address)
	if err != nil {
		log.Fatal(err)
	}
	defer database.Close()
	database.SetMaxOpenConns(8)
	database.SetMaxIdleConns(8)

	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/balance", func(w http.ResponseWriter, r *http.Request) {
			account, err := strconv.ParseInt(r.URL.Query().Get("account"), 10, 64)
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			balance, err := read(r.Context(), database, account)
			if err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]float64{"balance": balance})
		})
	})
}

func read(ctx context.Context, database *sql.DB, account int64) (float64, error) {
	var balance float64
	row := database.QueryRowContext(ctx, "SELECT balance FROM accounts WHERE id = ?", account)
	return balance, row.Scan(&balance)
}

// balances plays the database.
func balances(_ string, arguments []any) ([]string, [][]any) {
	time.Sleep(150 * time.Millisecond)
	account, _ := arguments[0].(float64)
	return []string{"balance"}, [][]any{{account * 1.25}}
}
