// Command mailing sends newsletters in batches of 100 letters, all at once. A few letters of every batch take seconds,
// so one batch begins while the last letters of the one before are still on their way; every letter ends.
//
// load: POST /batches/{n} 0.8/s
// load: GET /sent 10/s
package main

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const lettersPerBatch = 100

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		var sent atomic.Int64
		mux.HandleFunc("/batches/", func(w http.ResponseWriter, _ *http.Request) {
			go sendBatch(&sent)
			w.WriteHeader(http.StatusAccepted)
		})
		mux.HandleFunc("/sent", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"sent": sent.Load()})
		})
	})
}

func sendBatch(sent *atomic.Int64) {
	var letters sync.WaitGroup
	for i := 0; i < lettersPerBatch; i++ {
		letters.Add(1)
		go func(letter int) {
			defer letters.Done()
			send(letter)
			sent.Add(1)
		}(i)
	}
	letters.Wait()
}

// send takes 0.2 to 1.2 seconds for most letters and up to 4 seconds for the last ones of a batch.
func send(letter int) {
	latency := time.Duration(200+letter*10) * time.Millisecond
	if letter >= lettersPerBatch-5 {
		latency = time.Duration(letter-lettersPerBatch+9) * 500 * time.Millisecond
	}
	time.Sleep(latency)
}
