// Command votes counts votes. During a round it remembers who has voted; a round ends every four seconds, and all names
// are deleted one by one. The map keeps its buckets for the next round.
//
// load: POST /votes?count=800 20/s
// notes: map-not-shrinking
package main

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

const round = 4 * time.Second

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		box := &box{voted: make(map[int]time.Time)}
		go box.empty(ctx)
		mux.HandleFunc("/votes", func(w http.ResponseWriter, r *http.Request) {
			count, err := strconv.Atoi(r.URL.Query().Get("count"))
			if err != nil || count > 10_000 {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			box.vote(count)
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// box knows who has voted in this round.
type box struct {
	mutex sync.Mutex
	next  int
	voted map[int]time.Time
}

func (b *box) vote(count int) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for i := 0; i < count; i++ {
		b.voted[b.next] = time.Now()
		b.next++
	}
}

func (b *box) empty(ctx context.Context) {
	ticker := time.NewTicker(round)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			b.mutex.Lock()
			for voter := range b.voted {
				delete(b.voted, voter)
			}
			b.mutex.Unlock()
		case <-ctx.Done():
			return
		}
	}
}
