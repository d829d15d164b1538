// Package kitchen cooks orders, some at one time.
package kitchen

import (
	"context"
	"time"

	"example.com/laboratory/services/restaurant/orders"
)

const cookTime = 15 * time.Millisecond

// Kitchen has cooks and a rail of orders before them.
type Kitchen struct {
	rail chan *orders.Order
	book *orders.Book
}

// Open returns a kitchen with so many cooks, who work until the context ends.
func Open(ctx context.Context, book *orders.Book, cooks int) *Kitchen {
	k := &Kitchen{rail: make(chan *orders.Order, 64), book: book}
	for i := 0; i < cooks; i++ {
		go k.work(ctx)
	}
	return k
}

// Cook puts an order on the rail and tells whether there was room for it.
func (k *Kitchen) Cook(order *orders.Order) bool {
	select {
	case k.rail <- order:
		return true
	default:
		return false
	}
}

// Waiting returns how many orders are on the rail.
func (k *Kitchen) Waiting() int {
	return len(k.rail)
}

func (k *Kitchen) work(ctx context.Context) {
	for {
		select {
		case order := <-k.rail:
			k.book.Change(order, orders.Cooking)
			time.Sleep(cookTime)
			k.book.Change(order, orders.Served)
		case <-ctx.Done():
			return
		}
	}
}
