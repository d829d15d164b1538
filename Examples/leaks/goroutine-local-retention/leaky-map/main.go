// Command frauds scores card payments: one goroutine looks at each payment beside the earlier ones of the same card.
//
// load: POST /scores?card=c{n} 80/s
// load: GET /scores 1/s
// accepts: heap-growth, unbounded-map
// leaks: heap 0.6 MiB/s
package main

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

// payment is one use of one card.
type payment struct {
	card string
	at   time.Time
}

// profile is what is known of one card: how often it was used in each of the hours of a month.
type profile struct {
	hours [720]uint64
	last  time.Time
}

// scorer looks at payments.
type scorer struct {
	payments chan payment
	strange  atomic.Int64
}

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		scorer := &scorer{payments: make(chan payment, 64)}
		go scorer.run(ctx)
		mux.HandleFunc("/scores", func(w http.ResponseWriter, r *http.Request) {
			if card := r.URL.Query().Get("card"); card != "" {
				select {
				case scorer.payments <- payment{card, time.Now()}:
				case <-r.Context().Done():
				}
			}
			service.WriteJSON(w, http.StatusOK, map[string]int64{"strange": scorer.strange.Load()})
		})
	})
}

func (s *scorer) run(ctx context.Context) {
	profiles := make(map[string]*profile)
	for {
		select {
		case next := <-s.payments:
			known, ok := profiles[next.card]
			if !ok {
				known = new(profile)        // leak: also
				profiles[next.card] = known // leak: here
			}
			if known.use(next.at) {
				s.strange.Add(1)
			}
		case <-ctx.Done():
			return
		}
	}
}

// use notes a payment and tells whether it is strange: the card was used a moment ago.
func (p *profile) use(at time.Time) bool {
	p.hours[at.Unix()/3600%int64(len(p.hours))]++
	strange := at.Sub(p.last) < 10*time.Millisecond
	p.last = at
	return strange
}
