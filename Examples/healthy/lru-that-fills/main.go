// Command avatars scales pictures of people down and keeps the last six hundred of them. There are more people than that,
// so the cache is full some seconds after the start, and from then on each new picture displaces the oldest one.
//
// load: GET /avatars/{n} 80/s
// load: GET /avatars/{n-50} 20/s
// notes: warm-up
package main

import (
	"container/list"
	"context"
	"net/http"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const (
	most        = 600
	pictureSize = 16 << 10
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		pictures := &cache{places: make(map[string]*list.Element)}
		mux.HandleFunc("/avatars/", func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(pictures.picture(strings.TrimPrefix(r.URL.Path, "/avatars/")))
		})
	})
}

// cache keeps the pictures that were asked for last.
type cache struct {
	mutex  sync.Mutex
	order  list.List // of entry, the last used first
	places map[string]*list.Element
}

type entry struct {
	person string
	pixels []byte
}

func (c *cache) picture(person string) []byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if place, ok := c.places[person]; ok {
		c.order.MoveToFront(place)
		return place.Value.(entry).pixels
	}
	pixels := scale(person)
	c.places[person] = c.order.PushFront(entry{person, pixels})
	if c.order.Len() > most {
		delete(c.places, c.order.Remove(c.order.Back()).(entry).person)
	}
	return pixels
}

// scale stands for the work on a picture.
func scale(person string) []byte {
	pixels := make([]byte, pictureSize)
	for i := range pixels {
		pixels[i] = person[i%len(person)] + byte(i)
	}
	return pixels
}
