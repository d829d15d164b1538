// Command quotes passes the prices of an exchange on. A feed that is silent for half an hour is reported.
//
// load: POST /ticks?count=250 20/s
// load: GET /last 2/s
package main

import (
	"context"
	"log"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const silence = 30 * time.Minute

// feed takes prices in and knows the last one.
type feed struct {
	prices chan int64
	last   atomic.Int64
}

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		feed := &feed{prices: make(chan int64, 64)}
		go feed.follow(ctx)
		mux.HandleFunc("/ticks", func(w http.ResponseWriter, r *http.Request) {
			count, err := strconv.Atoi(r.URL.Query().Get("count"))
			if err != nil || count > 10_000 {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			for i := 0; i < count; i++ {
				select {
				case feed.prices <- int64(i):
				case <-r.Context().Done():
					return
				}
			}
			w.WriteHeader(http.StatusNoContent)
		})
		mux.HandleFunc("/last", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"price": feed.last.Load()})
		})
	})
}

func (f *feed) follow(ctx context.Context) {
	timer := time.NewTimer(silence)
	defer timer.Stop()
	for {
		select {
		case price := <-f.prices:
			f.last.Store(price)
			if !timer.Stop() {
				select {
				case <-timer.C:
				default:
				}
			}
			timer.Reset(silence)
		case <-timer.C:
			log.Printf("no price for %v", silence)
			timer.Reset(silence)
		case <-ctx.Done():
			return
		}
	}
}
