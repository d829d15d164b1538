// Package stock counts what is on the shelves.
package stock

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// ErrTooMany says that one order asks for more than it may.
var ErrTooMany = errors.New("more than one order may reserve")

const mostPerOrder = 100

// Warehouse holds a fixed set of articles.
type Warehouse struct {
	shelves []shelf
	refused atomic.Int64
}

type shelf struct {
	mutex sync.Mutex
	left  int
}

// NewWarehouse returns a warehouse with so many articles, each on stock so many times.
func NewWarehouse(articles, each int) *Warehouse {
	w := &Warehouse{shelves: make([]shelf, articles)}
	for i := range w.shelves {
		w.shelves[i].left = each
	}
	return w
}

// Reserve takes some of an article off its shelf and returns how many are left.
func (w *Warehouse) Reserve(article, quantity int) (int, error) {
	if article < 0 || quantity < 1 {
		return 0, fmt.Errorf("cannot reserve %d of article %d", quantity, article)
	}
	shelf := &w.shelves[article%len(w.shelves)]
	shelf.mutex.Lock() // leak: here
	if quantity > mostPerOrder || quantity > shelf.left {
		w.refused.Add(1)
		return 0, fmt.Errorf("article %d: %d of %d: %w", article, quantity, shelf.left, ErrTooMany)
	}
	shelf.left -= quantity
	left := shelf.left
	shelf.mutex.Unlock()
	return left, nil
}

// Refused returns how many reservations were turned down.
func (w *Warehouse) Refused() int64 {
	return w.refused.Load()
}
