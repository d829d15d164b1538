// Command presence keeps one session per signed-in device. A session's goroutine collects the device's activity into
// a summary; signing out takes the session out of the directory.
//
// load: POST /sign-in?device=d{n} 20/s
// load: POST /sign-out?device=d{n-40} 20/s
package main

import (
	"context"
	"net/http"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-select/leaky/session"
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		api := &presence{directory: session.NewDirectory(ctx)}
		mux.HandleFunc("/sign-in", api.signIn)
		mux.HandleFunc("/sign-out", api.signOut)
	})
}

// presence is the HTTP face of the session directory.
type presence struct {
	directory *session.Directory
}

func (p *presence) signIn(w http.ResponseWriter, r *http.Request) {
	device := r.FormValue("device")
	if device == "" {
		http.Error(w, "device is missing", http.StatusBadRequest)
		return
	}
	opened := p.directory.Open(device)
	opened.Record("sign-in")
	service.WriteJSON(w, http.StatusCreated, map[string]string{"device": device})
}

func (p *presence) signOut(w http.ResponseWriter, r *http.Request) {
	if !p.directory.Close(r.FormValue("device")) {
		http.Error(w, "no such session", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
