// Command digest computes checksums of files that other programs leave in a folder. One goroutine works through the
// requests.
//
// load: POST /digests/{n} 8/s
package main

import (
	"context"
	"hash/crc32"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"

	"example.com/laboratory/internal/service"
)

func main() {
	folder, err := os.MkdirTemp("", "digest")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		file := filepath.Join(folder, "delivery.csv")
		if err := os.WriteFile(file, make([]byte, 64<<10), 0o600); err != nil {
			log.Fatal(err)
		}
		worker := &worker{files: make(chan string, 64)}
		go worker.run(ctx)
		mux.HandleFunc("/digests/", func(w http.ResponseWriter, _ *http.Request) {
			select {
			case worker.files <- file:
				service.WriteJSON(w, http.StatusAccepted, map[string]uint32{"last": worker.last.Load()})
			default:
				w.WriteHeader(http.StatusTooManyRequests)
			}
		})
	})
}

// worker computes one checksum after the other.
type worker struct {
	files chan string
	last  atomic.Uint32
}

func (w *worker) run(ctx context.Context) {
	for {
		select {
		case name := <-w.files:
			sum, err := digest(name)
			if err != nil {
				log.Print(err)
				continue
			}
			w.last.Store(sum)
		case <-ctx.Done():
			return
		}
	}
}

func digest(name string) (uint32, error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	sum := crc32.NewIEEE()
	_, err = io.Copy(sum, file)
	return sum.Sum32(), err
}
