// Command printers asks forty printers at its start whether they are there. Each question blocks a thread for a moment; Go
// keeps the threads for later.
//
// load: GET /printers 40/s
package main

import (
	"context"
	"log"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"

	"example.com/laboratory/internal/service"
)

const printers = 40

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		present := askAll()
		mux.HandleFunc("/printers", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"present": present})
		})
	})
}

func askAll() int64 {
	var present atomic.Int64
	var asking sync.WaitGroup
	for printer := 0; printer < printers; printer++ {
		asking.Add(1)
		go func() {
			defer asking.Done()
			if err := wait(); err != nil {
				log.Print(err)
				return
			}
			present.Add(1)
		}()
	}
	asking.Wait()
	return present.Load()
}

// wait blocks the thread for a third of a second, as a driver does that knows nothing of Go.
func wait() error {
	pause := syscall.Timespec{Nsec: 300_000_000}
	return syscall.Nanosleep(&pause, nil)
}
