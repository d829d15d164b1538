// Command gateway passes calls on and slows callers down who ask too often. Callers are told apart by their token.
//
// load: GET /calls?token=t{n} 60/s
// load: GET /calls?token=batch 40/s
package main

import (
	"context"
	"errors"
	"net/http"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/unbounded-map/fixed-field/limits"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		gateway := &gateway{limiter: limits.New(200, 2*time.Second)}
		go gateway.limiter.Sweep(ctx)
		mux.HandleFunc("/calls", gateway.call)
	})
}

// gateway passes calls on.
type gateway struct {
	limiter *limits.Limiter
}

func (g *gateway) call(w http.ResponseWriter, r *http.Request) {
	if !g.limiter.Allow(r.URL.Query().Get("token"), time.Now()) {
		service.WriteError(w, http.StatusTooManyRequests, errors.New("too many calls"))
		return
	}
	service.WriteJSON(w, http.StatusOK, map[string]bool{"passed": true})
}
