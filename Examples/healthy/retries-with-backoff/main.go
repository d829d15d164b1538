// Command webhooks delivers events to receivers that are often busy. An event is accepted at once; its delivery is
// tried up to four times, with a growing pause in between, and then given up.
//
// load: POST /events/{n} 15/s
package main

import (
	"context"
	"errors"
	"math/rand"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const attempts = 4

var errBusy = errors.New("receiver is busy")

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		sender := &sender{ctx: ctx}
		mux.HandleFunc("/events/", func(w http.ResponseWriter, r *http.Request) {
			go sender.deliver(strings.TrimPrefix(r.URL.Path, "/events/"))
			w.WriteHeader(http.StatusAccepted)
		})
	})
}

// sender delivers events and counts how that went.
type sender struct {
	ctx       context.Context
	delivered atomic.Int64
	givenUp   atomic.Int64
}

func (s *sender) deliver(event string) {
	pause := 200 * time.Millisecond
	for attempt := 1; attempt <= attempts; attempt++ {
		if err := post(event); err == nil {
			s.delivered.Add(1)
			return
		}
		select {
		case <-time.After(pause):
			pause *= 2
		case <-s.ctx.Done():
			return
		}
	}
	s.givenUp.Add(1)
}

// post plays the receivers: half of all attempts are turned away.
func post(string) error {
	time.Sleep(10 * time.Millisecond)
	if rand.Intn(2) == 0 {
		return errBusy
	}
	return nil
}
