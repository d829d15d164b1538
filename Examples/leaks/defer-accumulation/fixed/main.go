// Command intake takes parcels in. One goroutine sorts them as they come; a parcel counts as being worked on until it is
// sorted.
//
// load: POST /parcels/{n} 50/s with 20 KiB
// load: GET /parcels 1/s
package main

import (
	"context"
	"encoding/json"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/defer-accumulation/fixed/intake"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		belt := intake.NewBelt()
		go belt.Sort(ctx)
		mux.HandleFunc("/parcels/", func(w http.ResponseWriter, r *http.Request) {
			parcel := new(intake.Parcel)
			if err := json.NewDecoder(r.Body).Decode(parcel); err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			if err := belt.Put(r.Context(), parcel); err != nil {
				service.WriteError(w, http.StatusServiceUnavailable, err)
				return
			}
			w.WriteHeader(http.StatusAccepted)
		})
		mux.HandleFunc("/parcels", func(w http.ResponseWriter, _ *http.Request) {
			service.WriteJSON(w, http.StatusOK, map[string]int64{"sorted": belt.Sorted()})
		})
	})
}
