// Command courier knows where parcels are. Couriers report positions, and whoever waits for a parcel can follow it on a
// connection that the service takes over and writes to whenever the parcel moves.
//
// kind: fd-leak
// load: POST /positions?parcel={n} 60/s
// load: GET /positions?parcel={n-40} 30/s
// load: GET /follow?parcel={n-400} 6/s
// load: GET /follow?parcel=newest 3/s
// leaks: descriptors 6/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/services/courier/follow"
	"example.com/laboratory/services/courier/parcels"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		tracker := parcels.NewTracker(500)
		followers := follow.NewBoard()
		go tracker.Drive(ctx, 400*time.Millisecond, followers.Moved)
		mux.HandleFunc("/positions", func(w http.ResponseWriter, r *http.Request) { positions(w, r, tracker, followers) })
		mux.HandleFunc("/follow", func(w http.ResponseWriter, r *http.Request) {
			parcel, err := wanted(r, tracker)
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			if err := followers.Join(w, parcel); err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
			}
		})
	})
}

// wanted returns the number of the parcel that a request is about.
func wanted(r *http.Request, tracker *parcels.Tracker) (int, error) {
	parcel := r.URL.Query().Get("parcel")
	if parcel == "newest" {
		return tracker.Newest(), nil
	}
	return strconv.Atoi(parcel)
}

func positions(w http.ResponseWriter, r *http.Request, tracker *parcels.Tracker, followers *follow.Board) {
	parcel, err := strconv.Atoi(r.URL.Query().Get("parcel"))
	if err != nil {
		service.WriteError(w, http.StatusBadRequest, err)
		return
	}
	if r.Method == http.MethodPost {
		followers.Moved(parcel, tracker.Report(parcel))
		w.WriteHeader(http.StatusNoContent)
		return
	}
	position, ok := tracker.Position(parcel)
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	service.WriteJSON(w, http.StatusOK, map[string]int{"kilometre": position})
}
