// Command audit writes a note about every request in the background. The note waits until the request is confirmed or
// two seconds have passed; most requests are never confirmed.
//
// load: POST /actions/{n} 40/s
package main

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const patience = 2 * time.Second

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		trail := &trail{ctx: ctx}
		mux.HandleFunc("/actions/", func(w http.ResponseWriter, r *http.Request) {
			action := strings.TrimPrefix(r.URL.Path, "/actions/")
			confirmed := make(chan struct{})
			go trail.note(confirmed)
			if strings.HasSuffix(action, "0") {
				close(confirmed)
			}
			w.WriteHeader(http.StatusAccepted)
		})
	})
}

// trail counts what became of the actions.
type trail struct {
	ctx         context.Context
	confirmed   atomic.Int64
	unconfirmed atomic.Int64
}

func (t *trail) note(confirmed <-chan struct{}) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	select {
	case <-confirmed:
		t.confirmed.Add(1)
	case <-ctx.Done():
		t.unconfirmed.Add(1)
	}
}
