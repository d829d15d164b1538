package orders

import (
	"context"
	"sync"
	"time"
)

// Book holds the orders of all tables, by their number and by guest.
type Book struct {
	mutex   sync.RWMutex
	next    int
	open    map[int]*Order
	byGuest map[string][]*Order
}

// NewBook returns an empty book.
func NewBook() *Book {
	return &Book{open: make(map[int]*Order), byGuest: make(map[string][]*Order)}
}

// Enter adds an order.
func (b *Book) Enter(guest string, wish Wish) *Order {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	order := &Order{Number: b.next, Guest: guest, Wish: wish, changed: time.Now()}
	b.next++
	b.open[order.Number] = order
	b.byGuest[guest] = append(b.byGuest[guest], order) // leak: here
	return order
}

// Cancel takes an order out that was never cooked.
func (b *Book) Cancel(order *Order) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	delete(b.open, order.Number)
}

// Change notes how far an order is.
func (b *Book) Change(order *Order, state State) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	order.state = state
	order.changed = time.Now()
}

// State tells how far an open order is.
func (b *Book) State(number int) (string, bool) {
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	order, ok := b.open[number]
	if !ok {
		return "", false
	}
	return order.state.String(), true
}

// Open returns how many orders are on the tables.
func (b *Book) Open() int {
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	return len(b.open)
}

// Favourites returns the beginnings of what a guest had lately, the newest first.
func (b *Book) Favourites(guest string, most int) []string {
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	had := b.byGuest[guest]
	favourites := []string{}
	for i := len(had) - 1; i >= 0 && len(favourites) < most; i-- {
		favourites = append(favourites, had[i].Wish.Text[:min(len(had[i].Wish.Text), 12)])
	}
	return favourites
}

// ClearTables takes orders out of the book that were served so long ago, until the context ends.
func (b *Book) ClearTables(ctx context.Context, after time.Duration) {
	ticker := time.NewTicker(after / 4)
	defer ticker.Stop()
	for {
		select {
		case now := <-ticker.C:
			b.clear(now.Add(-after))
		case <-ctx.Done():
			return
		}
	}
}

func (b *Book) clear(before time.Time) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for number, order := range b.open {
		if order.state == Served && order.changed.Before(before) {
			delete(b.open, number)
		}
	}
}
