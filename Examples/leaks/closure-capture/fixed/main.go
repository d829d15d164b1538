// Command documents edits documents together. Whoever opens a document is told when the office closes it for the night.
//
// load: POST /documents/{n}/edits 40/s with 24 KiB
// load: POST /office/close 0.02/s
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/closure-capture/fixed/events"
)

// document is what an editor works on.
type document struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
	closed time.Time
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		office := &events.Bus{}
		mux.HandleFunc("/documents/", func(w http.ResponseWriter, r *http.Request) {
			words, err := edit(office, r)
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			service.WriteJSON(w, http.StatusOK, map[string]int{"words": words})
		})
		mux.HandleFunc("/office/close", func(w http.ResponseWriter, _ *http.Request) {
			office.Publish(time.Now())
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// edit works on a document for a moment and returns how many words it has.
func edit(office *events.Bus, r *http.Request) (int, error) {
	opened := new(document)
	if err := json.NewDecoder(r.Body).Decode(opened); err != nil {
		return 0, err
	}
	leave := office.Subscribe(func(at time.Time) { opened.closed = at })
	defer leave()
	time.Sleep(2 * time.Millisecond)
	words := 1
	for _, letter := range opened.Text {
		if letter == ' ' {
			words++
		}
	}
	return words, nil
}
