// Command gateway forwards requests to a back end over a pool of up to 100 idle connections. Bursts fill the pool; in
// between, its connections wait.
//
// load: burst 80 every 4s GET /forward/{n}
// load: GET /forward/{n} 20/s
package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
)

func main() {
	backend := downstream.StartHTTP(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(30 * time.Millisecond)
		_, _ = io.WriteString(w, "answer to "+r.URL.Path)
	}))
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		target, err := url.Parse(backend)
		if err != nil {
			panic(err)
		}
		proxy := httputil.NewSingleHostReverseProxy(target)
		proxy.Transport = &http.Transport{
			MaxIdleConnsPerHost: 100,
			IdleConnTimeout:     90 * time.Second,
		}
		mux.Handle("/forward/", proxy)
	})
}
