// Command checkout measures how long its steps take, and shows the median on a page.
//
// load: POST /checkouts/{n} 120/s
// load: GET /latency 0.5/s
package main

import (
	"context"
	"net/http"
	"sort"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

// step is the time that one step of one checkout took.
type step struct {
	name     string
	checkout string
	began    time.Time
	took     time.Duration
}

// stopwatch keeps the last steps of all checkouts.
type stopwatch struct {
	mutex sync.Mutex
	steps [1000]step
	count int
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		watch := &stopwatch{}
		mux.HandleFunc("/checkouts/", func(w http.ResponseWriter, r *http.Request) {
			for _, item := range basket(r.URL.Path) {
				watch.measure("reserve", r.URL.Path, func() { item.reserve() })
				watch.measure("price", r.URL.Path, func() { item.price() })
			}
			w.WriteHeader(http.StatusNoContent)
		})
		mux.HandleFunc("/latency", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]string{"median": watch.median().String()})
		})
	})
}

func (s *stopwatch) measure(name, checkout string, work func()) {
	began := time.Now()
	work()
	s.note(step{name: name, checkout: checkout, began: began, took: time.Since(began)})
}

func (s *stopwatch) note(done step) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.steps[s.count%len(s.steps)] = done
	s.count++
}

// median returns the middle of the last thousand steps.
func (s *stopwatch) median() time.Duration {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	last := s.steps[:min(s.count, len(s.steps))]
	if len(last) == 0 {
		return 0
	}
	times := make([]time.Duration, 0, len(last))
	for _, each := range last {
		times = append(times, each.took)
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	return times[len(times)/2]
}

// item is one thing in a basket.
type item int

// basket returns the things that somebody buys.
func basket(path string) []item {
	items := make([]item, 36)
	for i := range items {
		items[i] = item(len(path) * (i + 1))
	}
	return items
}

func (i item) reserve() item { return i * 7 % 13 }
func (i item) price() item   { return i * 11 % 17 }
