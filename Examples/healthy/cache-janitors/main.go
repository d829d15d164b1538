// Command profiles keeps user profiles in sixteen cache segments. Each segment has room for 500 profiles and a janitor
// that removes what has not been read for five seconds.
//
// load: GET /profiles/{n} 150/s
package main

import (
	"context"
	"hash/fnv"
	"net/http"
	"strings"
	"sync"
	"time"

	"example.com/laboratory/internal/service"
)

const (
	segments = 16
	room     = 500
	validity = 5 * time.Second
)

func main() {
	service.Run(func(ctx context.Context, mux *http.ServeMux) {
		var cache [segments]*segment
		for i := range cache {
			cache[i] = newSegment(ctx)
		}
		mux.HandleFunc("/profiles/", func(w http.ResponseWriter, r *http.Request) {
			user := strings.TrimPrefix(r.URL.Path, "/profiles/")
			sum := fnv.New32a()
			_, _ = sum.Write([]byte(user))
			profile := cache[sum.Sum32()%segments].profile(user)
			service.WriteJSON(w, http.StatusOK, map[string]string{"profile": string(profile[:16])})
		})
	})
}

type entry struct {
	profile []byte
	read    time.Time
}

// segment is one part of the cache.
type segment struct {
	mutex   sync.Mutex
	entries map[string]*entry
}

func newSegment(ctx context.Context) *segment {
	s := &segment{entries: make(map[string]*entry)}
	go s.sweep(ctx)
	return s
}

func (s *segment) profile(user string) []byte {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if found, ok := s.entries[user]; ok {
		found.read = time.Now()
		return found.profile
	}
	loaded := make([]byte, 2048)
	copy(loaded, "profile of user "+user)
	if len(s.entries) < room {
		s.entries[user] = &entry{profile: loaded, read: time.Now()}
	}
	return loaded
}

func (s *segment) sweep(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case now := <-ticker.C:
			s.removeUnread(now.Add(-validity))
		case <-ctx.Done():
			return
		}
	}
}

func (s *segment) removeUnread(since time.Time) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for user, each := range s.entries {
		if each.read.Before(since) {
			delete(s.entries, user)
		}
	}
}
