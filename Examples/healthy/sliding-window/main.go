// Command trends counts what people search for. It keeps the searches of the last eight seconds, oldest first, and drops
// what is older with every new one.
//
// load: GET /searches?q={n} 80/s
package main

import (
	"context"
	"net/http"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

const span = 8 * time.Second

// search is one question and what was answered.
type search struct {
	at      time.Time
	query   string
	answers []byte
}

// window holds the last searches.
type window struct {
	mutex    sync.Mutex
	searches []search
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		recent := &window{}
		mux.HandleFunc("/searches", func(w http.ResponseWriter, r *http.Request) {
			query := r.URL.Query().Get("q")
			count := recent.add(search{time.Now(), query, answer(query)})
			service.WriteJSON(w, http.StatusOK, map[string]int{"recent": count})
		})
	})
}

func answer(query string) []byte {
	answers := make([]byte, 8<<10)
	for i := range answers {
		answers[i] = byte(i + len(query))
	}
	return answers
}

// add keeps a search and returns how many are kept.
func (w *window) add(added search) int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	old := 0
	for old < len(w.searches) && added.at.Sub(w.searches[old].at) > span {
		old++
	}
	w.searches = append(w.searches[old:], added)
	return len(w.searches)
}
