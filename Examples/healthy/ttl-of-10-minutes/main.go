// Command login keeps a session for each login. A session ends ten minutes after its last use, so the number of sessions
// grows for ten minutes and not longer.
//
// load: POST /logins/{n} 50/s
// allowed: suspect
package main

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

const patience = 10 * time.Minute

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		sessions := &sessions{open: make(map[string]*session)}
		go sessions.expire(ctx)
		mux.HandleFunc("/logins/", func(w http.ResponseWriter, r *http.Request) {
			sessions.login(strings.TrimPrefix(r.URL.Path, "/logins/"))
			w.WriteHeader(http.StatusNoContent)
		})
	})
}

// session is what is known of a user who is logged in.
type session struct {
	user        string
	used        time.Time
	permissions []string
	recent      [1500]int64
}

type sessions struct {
	mutex sync.Mutex
	open  map[string]*session
}

func (s *sessions) login(user string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	known, ok := s.open[user]
	if !ok {
		known = &session{user: user, permissions: []string{"read", "write"}}
		s.open[user] = known
	}
	known.used = time.Now()
	known.recent[known.used.Second()]++
}

func (s *sessions) expire(ctx context.Context) {
	ticker := time.NewTicker(5 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case now := <-ticker.C:
			s.mutex.Lock()
			for user, known := range s.open {
				if now.Sub(known.used) > patience {
					delete(s.open, user)
				}
			}
			s.mutex.Unlock()
		case <-ctx.Done():
			return
		}
	}
}
