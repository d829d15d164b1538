// Command settlement gathers the card payments of five seconds, sorts them, sends them off, and begins anew. Its memory
// climbs for five seconds and falls to nothing.
//
// load: POST /payments/{n} 60/s with 24 KiB
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const interval = 5 * time.Second

// payment is one use of a card.
type payment struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

// batch gathers payments.
type batch struct {
	mutex    sync.Mutex
	payments []*payment
	settled  atomic.Int64
}

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		batch := &batch{}
		go batch.settle(ctx)
		mux.HandleFunc("/payments/", func(w http.ResponseWriter, r *http.Request) {
			received := new(payment)
			if err := json.NewDecoder(r.Body).Decode(received); err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			batch.add(received)
			service.WriteJSON(w, http.StatusAccepted, map[string]int64{"settled": batch.settled.Load()})
		})
	})
}

func (b *batch) add(received *payment) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.payments = append(b.payments, received)
}

func (b *batch) settle(ctx context.Context) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			b.mutex.Lock()
			payments := b.payments
			b.payments = nil
			b.mutex.Unlock()
			sort.Slice(payments, func(i, j int) bool { return payments[i].Number < payments[j].Number })
			b.settled.Add(int64(len(payments)))
		case <-ctx.Done():
			return
		}
	}
}
