// Command checkout asks a tax service about every basket. The tax service has slow spells: for ten seconds its latency
// climbs to one and a half seconds, then it is quick again, so requests in flight pile up and drain.
//
// load: GET /baskets/{n} 60/s
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
)

func main() {
	taxes := downstream.StartHTTP(&taxService{started: time.Now()})
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConnsPerHost = 200
		checkout := &checkout{base: taxes, client: &http.Client{Timeout: 5 * time.Second, Transport: transport}}
		mux.HandleFunc("/baskets/", checkout.total)
	})
}

type checkout struct {
	base   string
	client *http.Client
}

func (c *checkout) total(w http.ResponseWriter, r *http.Request) {
	tax, err := c.tax(r.Context(), strings.TrimPrefix(r.URL.Path, "/baskets/"))
	if err != nil {
		service.WriteError(w, http.StatusBadGateway, err)
		return
	}
	service.WriteJSON(w, http.StatusOK, map[string]int{"total": 1000 + tax})
}

func (c *checkout) tax(ctx context.Context, basket string) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/tax/"+basket, nil)
	if err != nil {
		return 0, err
	}
	response, err := c.client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("tax of basket %s: %w", basket, err)
	}
	defer response.Body.Close()
	var answer struct{ Tax int }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return 0, fmt.Errorf("tax of basket %s: %w", basket, err)
	}
	return answer.Tax, nil
}

// taxService plays the peer: quick for four seconds, then slower and slower for ten.
type taxService struct {
	started time.Time
}

func (t *taxService) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	const quick, cycle = 4 * time.Second, 14 * time.Second
	phase := time.Since(t.started) % cycle
	if phase > quick {
		time.Sleep((phase - quick) * 15 / 100)
	}
	service.WriteJSON(w, http.StatusOK, map[string]int{"Tax": 190})
}
