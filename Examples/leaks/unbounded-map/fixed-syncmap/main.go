// Command payments takes payments. Clients repeat a request when the network fails, so the answer to each idempotency
// key is remembered and given again.
//
// load: POST /payments?key=p{n} 40/s with 16 KiB
// load: POST /payments?key=p{n-20} 10/s with 16 KiB
package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		desk := &desk{}
		go desk.forget(ctx, 3*time.Second)
		mux.HandleFunc("/payments", desk.pay)
		mux.HandleFunc("/receipts", desk.count)
	})
}

// receipt is the answer to one payment.
type receipt struct {
	Number  int       `json:"number"`
	Booked  time.Time `json:"booked"`
	Remarks string    `json:"remarks"`
}

// desk takes payments once.
type desk struct {
	answered sync.Map // idempotency key -> *receipt
}

func (d *desk) pay(w http.ResponseWriter, r *http.Request) {
	key := r.URL.Query().Get("key")
	if key == "" {
		service.WriteError(w, http.StatusBadRequest, errors.New("an idempotency key is missing"))
		return
	}
	if earlier, ok := d.answered.Load(key); ok {
		service.WriteJSON(w, http.StatusOK, earlier.(*receipt).Number)
		return
	}
	var order struct {
		Number int    `json:"n"`
		Text   string `json:"text"`
	}
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	answer := &receipt{Number: order.Number, Booked: time.Now(), Remarks: order.Text}
	d.answered.Store(key, answer)
	service.WriteJSON(w, http.StatusCreated, answer.Number)
}

// forget drops the answers that are older than a client repeats its request.
func (d *desk) forget(ctx context.Context, age time.Duration) {
	ticker := time.NewTicker(age / 3)
	defer ticker.Stop()
	for {
		select {
		case now := <-ticker.C:
			d.answered.Range(func(key, value any) bool {
				if now.Sub(value.(*receipt).Booked) > age {
					d.answered.Delete(key)
				}
				return true
			})
		case <-ctx.Done():
			return
		}
	}
}

func (d *desk) count(w http.ResponseWriter, _ *http.Request) {
	count := 0
	d.answered.Range(func(any, any) bool {
		count++
		return true
	})
	service.WriteJSON(w, http.StatusOK, map[string]int{"receipts": count})
}
