// Command weather shows the weather of towns. It gets it from a station over HTTP, with a proxy setting that each
// tenant may choose.
//
// load: GET /weather?town=t{n} 15/s
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"example.com/laboratory/internal/downstream"
	"example.com/laboratory/internal/service"
)

func main() {
	station := downstream.StartHTTP(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		service.WriteJSON(w, http.StatusOK, map[string]int{"degrees": len(r.URL.RawQuery) % 30})
	}))
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		forecast := newForecast(station)
		mux.HandleFunc("/weather", func(w http.ResponseWriter, r *http.Request) {
			degrees, err := forecast.degrees(r.Context(), r.URL.Query().Get("town"))
			if err != nil {
				service.WriteError(w, http.StatusBadGateway, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"degrees": degrees})
		})
	})
}

// forecast asks a weather station.
type forecast struct {
	station string
	client  *http.Client
}

func newForecast(station string) *forecast {
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment}
	return &forecast{station: station, client: &http.Client{Transport: transport, Timeout: 5 * time.Second}}
}

func (f *forecast) degrees(ctx context.Context, town string) (int, error) {
	target := f.station + "/now?town=" + url.QueryEscape(town)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return 0, fmt.Errorf("weather of %s: %w", town, err)
	}
	response, err := f.client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("weather of %s: %w", town, err)
	}
	defer response.Body.Close()
	var answer struct{ Degrees int }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return 0, fmt.Errorf("weather of %s: %w", town, err)
	}
	return answer.Degrees, nil
}
