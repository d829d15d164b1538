// Command ledger reads statements inside read-only transactions, so that the lines of a statement fit together. The
// database allows as many connections as the service wants.
//
// load: GET /statements?account={n} 40/s
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
	"example.org/minisql"
)

var errClosed = errors.New("account is closed")

func main() {
	address := downstream.Start(func(listener net.Listener) error {
		return minisql.Serve(listener, statements)
	})
	database, err := sql.Open("minisql", address)
	if err != nil {
		log.Fatal(err)
	}
	defer database.Close()
	database.SetMaxIdleConns(16)

	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/statements", func(w http.ResponseWriter, r *http.Request) {
			account, err := strconv.ParseInt(r.URL.Query().Get("account"), 10, 64)
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			lines, err := statement(database, account)
			if err != nil {
				service.WriteError(w, http.StatusConflict, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, lines)
		})
	})
}

func statement(database *sql.DB, account int64) ([]float64, error) {
	transaction, err := database.Begin() // leak: here
	if err != nil {
		return nil, fmt.Errorf("statement of %d: %w", account, err)
	}
	var closed bool
	if err := transaction.QueryRow("SELECT closed FROM accounts WHERE id = ?", account).Scan(&closed); err != nil {
		return nil, fmt.Errorf("statement of %d: %w", account, err)
	}
	if closed {
		return nil, fmt.Errorf("statement of %d: %w", account, errClosed)
	}
	lines, err := amounts(transaction, account)
	if err != nil {
		return nil, fmt.Errorf("statement of %d: %w", account, err)
	}
	return lines, transaction.Commit()
}

func amounts(transaction *sql.Tx, account int64) ([]float64, error) {
	rows, err := transaction.Query("SELECT amount FROM lines WHERE account = ?", account)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var lines []float64
	for rows.Next() {
		var amount float64
		if err := rows.Scan(&amount); err != nil {
			return nil, err
		}
		lines = append(lines, amount)
	}
	return lines, rows.Err()
}

// statements plays the database: one account in three is closed.
func statements(query string, arguments []any) ([]string, [][]any) {
	account, _ := arguments[0].(float64)
	if query == "SELECT closed FROM accounts WHERE id = ?" {
		return []string{"closed"}, [][]any{{int(account)%3 == 0}}
	}
	return []string{"amount"}, [][]any{{12.5}, {-3.25}, {account}}
}
