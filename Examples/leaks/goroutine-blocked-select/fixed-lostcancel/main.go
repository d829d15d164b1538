// Command routes computes travel times. While a computation runs, a watchdog logs it if it is slow; the watchdog is
// meant to go away with the computation.
//
// load: GET /routes?from=a{n} 20/s
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"time"

	"example.com/laboratory/internal/service"
)

var errNoRoute = errors.New("there is no route")

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		planner := &planner{slow: time.Second}
		mux.HandleFunc("/routes", func(w http.ResponseWriter, r *http.Request) {
			minutes, err := planner.travelTime(r.URL.Query().Get("from"))
			if err != nil {
				service.WriteError(w, http.StatusNotFound, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"minutes": minutes})
		})
	})
}

// planner computes travel times and watches how long that takes.
type planner struct {
	slow time.Duration
}

func (p *planner) travelTime(from string) (int, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	steps := p.watch(ctx, from)
	minutes := 0
	for step := 1; step <= 4; step++ {
		time.Sleep(5 * time.Millisecond)
		minutes += step * distance(from)
		select {
		case steps <- step:
		default:
		}
	}
	if minutes%3 == 0 {
		return 0, errNoRoute
	}
	return minutes, nil
}

// distance stands for the work of a real planner.
func distance(from string) int {
	sum := 0
	for _, letter := range from {
		sum += int(letter)
	}
	return sum
}

// watch logs the steps of a computation once it has become slow.
func (p *planner) watch(ctx context.Context, from string) chan<- int {
	steps := make(chan int, 1)
	started := time.Now()
	go func() {
		for {
			select {
			case step := <-steps:
				if took := time.Since(started); took > p.slow {
					log.Printf("route from %s: step %d after %v", from, step, took)
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return steps
}
