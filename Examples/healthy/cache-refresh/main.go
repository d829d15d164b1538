// Command catalogue answers from a list of forty thousand goods that it reads anew every three seconds. For a moment the
// old list and the new one are both there.
//
// load: GET /goods/{n} 60/s
package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const (
	count    = 40_000
	interval = 3 * time.Second
)

// good is one line of the list.
type good struct {
	name  string
	cents int
	tags  [20]int
}

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		var current atomic.Pointer[[]good]
		current.Store(read(0))
		go refresh(ctx, &current)
		mux.HandleFunc("/goods/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/goods/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			found := (*current.Load())[number%count]
			service.WriteJSON(w, http.StatusOK, map[string]any{"name": found.name, "cents": found.cents})
		})
	})
}

func refresh(ctx context.Context, current *atomic.Pointer[[]good]) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for edition := 1; ; edition++ {
		select {
		case <-ticker.C:
			current.Store(read(edition))
		case <-ctx.Done():
			return
		}
	}
}

func read(edition int) *[]good {
	goods := make([]good, count)
	for i := range goods {
		goods[i] = good{name: fmt.Sprintf("good %d", i), cents: 100 + (i*7+edition)%900}
	}
	return &goods
}
