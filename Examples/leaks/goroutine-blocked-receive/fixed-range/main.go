// Command chat passes messages on to the members of rooms. A member listens for as long as a visit lasts; the newest
// messages a member saw are kept for a digest.
//
// load: POST /visits/{n} 20/s
// load: POST /messages?room=lobby 5/s
package main

import (
	"context"
	"net/http"
	"strings"
	"time"

	"example.com/laboratory/internal/service"
	"example.com/laboratory/leaks/goroutine-blocked-receive/fixed-range/pubsub"
)

type message struct {
	text string
	sent time.Time
}

var lobby = pubsub.NewTopic[message](8)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		mux.HandleFunc("/visits/", visit)
		mux.HandleFunc("/messages", func(w http.ResponseWriter, r *http.Request) {
			lobby.Publish(message{text: "hello " + r.URL.Query().Get("room"), sent: time.Now()})
			service.WriteJSON(w, http.StatusOK, map[string]int{"listeners": lobby.Listeners()})
		})
	})
}

// visit lets a member listen to the lobby for half a second.
func visit(w http.ResponseWriter, r *http.Request) {
	member := strings.TrimPrefix(r.URL.Path, "/visits/")
	digest := pubsub.NewDigest[message](10)
	messages := lobby.Subscribe()
	defer lobby.Unsubscribe(messages)
	go digest.Collect(messages)

	select {
	case <-time.After(500 * time.Millisecond):
		service.WriteJSON(w, http.StatusOK, map[string]any{"member": member, "seen": digest.Len()})
	case <-r.Context().Done():
	}
}
