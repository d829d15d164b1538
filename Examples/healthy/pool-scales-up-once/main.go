// Command invoices renders invoices on a pool of workers. The pool starts empty and adds a worker whenever a job finds
// none idle, up to 200 workers; the workers are kept.
//
// load: burst 40 every 1s GET /invoices/{n}
// load: GET /invoices/{n} 40/s
package main

import (
	"context"
	"hash/crc32"
	"net/http"
	"strings"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

const mostWorkers = 200

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		workers := newPool(ctx, mostWorkers)
		mux.HandleFunc("/invoices/", func(w http.ResponseWriter, r *http.Request) {
			number := strings.TrimPrefix(r.URL.Path, "/invoices/")
			select {
			case checksum := <-workers.submit(number):
				service.WriteJSON(w, http.StatusOK, map[string]uint32{"checksum": checksum})
			case <-r.Context().Done():
			}
		})
	})
}

type job struct {
	number string
	result chan uint32
}

// pool runs jobs on workers that it adds as they are needed.
type pool struct {
	ctx   context.Context
	jobs  chan job
	mutex sync.Mutex
	free  int
}

func newPool(ctx context.Context, most int) *pool {
	return &pool{ctx: ctx, jobs: make(chan job, 1024), free: most}
}

func (p *pool) submit(number string) <-chan uint32 {
	next := job{number: number, result: make(chan uint32, 1)}
	p.jobs <- next
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.free > 0 && len(p.jobs) > 0 {
		p.free--
		go p.work()
	}
	return next.result
}

func (p *pool) work() {
	for {
		select {
		case next := <-p.jobs:
			time.Sleep(60 * time.Millisecond)
			next.result <- crc32.ChecksumIEEE([]byte(next.number))
		case <-p.ctx.Done():
			return
		}
	}
}
