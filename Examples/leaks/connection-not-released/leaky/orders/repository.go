// Package orders reads orders from the database.
package orders

import (
	"database/sql"
	"fmt"
)

// Order is one order of a customer.
type Order struct {
	ID     float64 `json:"id"`
	Amount float64 `json:"amount"`
}

// Repository finds orders.
type Repository struct {
	database *sql.DB
}

// NewRepository returns a repository over a database.
func NewRepository(database *sql.DB) *Repository {
	return &Repository{database: database}
}

// OfCustomer returns the orders of one customer.
func (r *Repository) OfCustomer(customer int64) ([]Order, error) {
	rows, err := r.database.Query("SELECT id, amount FROM orders WHERE customer = ?", customer) // leak: here
	if err != nil {
		return nil, fmt.Errorf("orders of customer %d: %w", customer, err)
	}
	var orders []Order
	for rows.Next() {
		var order Order
		if err := rows.Scan(&order.ID, &order.Amount); err != nil {
			return nil, fmt.Errorf("orders of customer %d: %w", customer, err)
		}
		orders = append(orders, order)
	}
	return orders, rows.Err()
}
