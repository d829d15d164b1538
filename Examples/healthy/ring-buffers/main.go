// Command telemetry keeps the last sixteen readings of each of sixty-four devices. A device sends its first reading when it is
// switched on, which happens to all of them within seconds.
//
// load: POST /readings/{n} 200/s with 4 KiB
package main

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const (
	devices = 64
	depth   = 16
)

// ring holds the last readings of one device.
type ring struct {
	mutex    sync.Mutex
	readings [depth][]byte
	next     int
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		var rings [devices]ring
		mux.HandleFunc("/readings/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/readings/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			reading, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			rings[number%devices].add(reading)
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

func (r *ring) add(reading []byte) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.readings[r.next] = reading
	r.next = (r.next + 1) % depth
}
