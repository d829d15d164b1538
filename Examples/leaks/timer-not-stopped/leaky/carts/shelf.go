// Package carts keeps the carts of customers until they are bought or abandoned.
package carts

import (
	"sync"
	"time"
)

// Cart is what a customer is about to buy.
type Cart struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
	expiry *time.Timer
}

// Shelf holds one cart for each customer.
type Shelf struct {
	mutex    sync.Mutex
	patience time.Duration
	carts    map[string]*Cart
}

// NewShelf returns a shelf that forgets a cart when it was not changed for so long.
func NewShelf(patience time.Duration) *Shelf {
	return &Shelf{patience: patience, carts: make(map[string]*Cart)}
}

// Keep puts a customer's cart on the shelf, in place of an earlier one.
func (s *Shelf) Keep(customer string, cart *Cart) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.carts[customer] = cart
	cart.expiry = time.AfterFunc(s.patience, func() { s.abandon(customer, cart) }) // leak: here
}

// abandon forgets a cart, unless the customer has another one by now.
func (s *Shelf) abandon(customer string, cart *Cart) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.carts[customer] == cart {
		delete(s.carts, customer)
	}
}
