// Command settlement accepts card payments and settles them with a clearing house over one asynchronous session:
// every request carries a correlation id, and the replies come back in any order. A payment is answered at once; a
// goroutine per payment books it when the clearing house has settled it.
//
// load: POST /payments/{n} 40/s
package main

import (
	"context"
	"log"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-receive/fixed/correlation"
)

// Settlement is the clearing house's word on one payment.
type Settlement struct {
	Payment  string
	Declined bool
	At       time.Time
}

var awaited = correlation.NewTable[Settlement]()

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		house := newClearingHouse(awaited)
		go house.run(ctx)
		books := &books{house: house}
		mux.HandleFunc("/payments/", books.accept)
	})
}

// books turns settled payments into ledger entries.
type books struct {
	house   *clearingHouse
	settled atomic.Int64
}

func (b *books) accept(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/payments/")
	reply := awaited.Expect(id)
	if err := b.house.submit(r.Context(), id); err != nil {
		awaited.Forget(id)
		service.WriteError(w, http.StatusServiceUnavailable, err)
		return
	}
	go b.book(id, reply)
	service.WriteJSON(w, http.StatusAccepted, map[string]string{"payment": id})
}

func (b *books) book(id string, reply <-chan Settlement) {
	settlement := <-reply
	if settlement.Declined {
		log.Printf("payment %s was declined", id)
		return
	}
	b.settled.Add(1)
}
