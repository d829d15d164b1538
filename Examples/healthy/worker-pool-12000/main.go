// Command simulation keeps 12,000 actors, each with a goroutine and a mailbox of its own. Most of them have nothing to
// do most of the time.
//
// load: POST /poke/{n} 50/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"

	"example.com/laboratory/internal/service"
)

const actors = 12_000

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		world := newWorld(ctx)
		mux.HandleFunc("/poke/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/poke/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			world.poke(number * 7919 % actors)
			service.WriteJSON(w, http.StatusOK, map[string]int64{"moves": world.moves.Load()})
		})
	})
}

// world is all actors.
type world struct {
	mailboxes []chan int
	moves     atomic.Int64
}

func newWorld(ctx context.Context) *world {
	w := &world{mailboxes: make([]chan int, actors)}
	for i := range w.mailboxes {
		w.mailboxes[i] = make(chan int, 1)
		go w.live(ctx, w.mailboxes[i])
	}
	return w
}

func (w *world) poke(actor int) {
	select {
	case w.mailboxes[actor] <- actor:
	default:
	}
}

func (w *world) live(ctx context.Context, mailbox <-chan int) {
	for {
		select {
		case <-mailbox:
			w.moves.Add(1)
		case <-ctx.Done():
			return
		}
	}
}
