// Package orders knows what was ordered, by whom, and how far it is.
package orders

import "time"

// State tells how far an order is.
type State int

// The states of an order, in their order.
const (
	Waiting State = iota
	Cooking
	Served
)

func (s State) String() string {
	return [...]string{"waiting", "cooking", "served"}[s]
}

// Wish is what a guest asks for.
type Wish struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

// Order is one wish of one guest.
type Order struct {
	Number  int
	Guest   string
	Wish    Wish
	state   State
	changed time.Time
}
