// Command carts gives each request a far deadline and a reminder, and takes both back when the request is done. Thousands
// of timers are made each second and none stays.
//
// load: POST /carts/{n} 80/s with 8 KiB
package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"time"

	"example.com/laboratory/internal/service"
)

const steps = 40

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/carts/", func(w http.ResponseWriter, r *http.Request) {
			cart, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			for step := 0; step < steps; step++ {
				if err := reserve(ctx, cart, step); err != nil {
					w.WriteHeader(http.StatusServiceUnavailable)
					return
				}
			}
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// reserve puts one thing of a cart aside.
func reserve(parent context.Context, cart []byte, step int) error {
	ctx, cancel := context.WithTimeout(parent, time.Hour)
	defer cancel()
	reminder := time.AfterFunc(30*time.Minute, func() { log.Printf("step %d of %d bytes is slow", step, len(cart)) })
	defer reminder.Stop()
	return ctx.Err()
}
