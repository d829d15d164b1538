// Command sensors takes readings and stores them. Readings wait in a short queue; when it is full, a device is told to
// come again.
//
// load: POST /readings/{n} 60/s with 24 KiB
package main

import (
	"context"
	"encoding/json"
	"hash/crc32"
	"net/http"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const (
	backlog   = 32
	storeTime = 100 * time.Millisecond
)

// reading is what a device sends.
type reading struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

// store writes readings one after the other.
type store struct {
	queue   chan *reading
	written atomic.Uint64
}

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		store := &store{queue: make(chan *reading, backlog)}
		go store.write(ctx)
		mux.HandleFunc("/readings/", store.receive)
	})
}

func (s *store) receive(w http.ResponseWriter, r *http.Request) {
	received := new(reading)
	if err := json.NewDecoder(r.Body).Decode(received); err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	select {
	case s.queue <- received:
		w.WriteHeader(http.StatusAccepted)
	default:
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

func (s *store) write(ctx context.Context) {
	for {
		select {
		case next := <-s.queue:
			time.Sleep(storeTime)
			s.written.Add(uint64(crc32.ChecksumIEEE([]byte(next.Text)))%2 + 1)
		case <-ctx.Done():
			return
		}
	}
}
