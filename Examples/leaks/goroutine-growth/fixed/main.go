// Command invitations sends out guest links. A link is valid for twelve hours; each one is withdrawn when its time is
// over.
//
// load: POST /invitations/{n} 25/s
// load: GET /invitations/12 10/s
package main

import (
	"context"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-growth/fixed/guests"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		list := guests.NewList(ctx, 12*time.Hour)
		mux.HandleFunc("/invitations/", func(w http.ResponseWriter, r *http.Request) {
			guest := strings.TrimPrefix(r.URL.Path, "/invitations/")
			if r.Method == http.MethodPost {
				list.Invite(guest)
				w.WriteHeader(http.StatusCreated)
				return
			}
			if !list.Valid(guest) {
				http.NotFound(w, r)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]string{"guest": guest})
		})
	})
}
