// Command inbox lets clients wait for new mail by long polling: a poll is answered as soon as there is mail, or with
// nothing after ten seconds.
//
// load: stream GET /poll?box=b{n} 8/s
// load: POST /mail?box=b{n} 2/s
package main

import (
	"context"
	"net/http"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

const longest = 10 * time.Second

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		boxes := &boxes{waiting: make(map[string]chan string)}
		mux.HandleFunc("/poll", boxes.poll)
		mux.HandleFunc("/mail", boxes.deliver)
	})
}

// boxes knows who waits for mail.
type boxes struct {
	mutex   sync.Mutex
	waiting map[string]chan string
}

func (b *boxes) poll(w http.ResponseWriter, r *http.Request) {
	box := r.URL.Query().Get("box")
	mail := make(chan string, 1)
	b.mutex.Lock()
	b.waiting[box] = mail
	b.mutex.Unlock()
	defer b.leave(box, mail)

	timeout := time.NewTimer(longest)
	defer timeout.Stop()
	select {
	case subject := <-mail:
		service.WriteJSON(w, http.StatusOK, map[string]string{"subject": subject})
	case <-timeout.C:
		w.WriteHeader(http.StatusNoContent)
	case <-r.Context().Done():
	}
}

func (b *boxes) leave(box string, mail chan string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.waiting[box] == mail {
		delete(b.waiting, box)
	}
}

func (b *boxes) deliver(w http.ResponseWriter, r *http.Request) {
	box := r.URL.Query().Get("box")
	b.mutex.Lock()
	mail, ok := b.waiting[box]
	delete(b.waiting, box)
	b.mutex.Unlock()
	if ok {
		mail <- "news for " + box
	}
	w.WriteHeader(http.StatusAccepted)
}
