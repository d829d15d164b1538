// Command traces collects log files from machines and shows, for the last million trace ids, which machine saw them.
//
// load: POST /logs/{n} 30/s with 40 KiB
// load: GET /traces 0.5/s
// accepts: heap-growth, unbounded-slice
// leaks: heap 1.3 MiB/s
package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const most = 1_000_000

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		collector := &collector{}
		mux.HandleFunc("/logs/", collector.receive)
		mux.HandleFunc("/traces", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int{"traces": collector.count()})
		})
	})
}

// collector remembers trace ids.
type collector struct {
	mutex  sync.Mutex
	traces []string
}

func (c *collector) receive(w http.ResponseWriter, r *http.Request) {
	var file strings.Builder
	if _, err := io.Copy(&file, http.MaxBytesReader(w, r.Body, 1<<20)); err != nil { // leak: also
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	c.note(traceOf(file.String()))
	w.WriteHeader(http.StatusAccepted)
}

// traceOf returns the trace id that a log file begins with.
func traceOf(file string) string {
	id, _, _ := strings.Cut(strings.TrimPrefix(file, `{"n":`), ",")
	return id
}

func (c *collector) note(trace string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if len(c.traces) == most {
		copy(c.traces, c.traces[1:])
		c.traces = c.traces[:most-1]
	}
	c.traces = append(c.traces, trace) // leak: here
}

func (c *collector) count() int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return len(c.traces)
}
