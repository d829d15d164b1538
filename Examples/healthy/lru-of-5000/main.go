// Command reviews shows reviews of books. The last five thousand pages are kept; it takes minutes until the cache is full,
// and until then it only grows.
//
// load: GET /reviews/{n} 60/s
// allowed: suspect
// notes: warm-up
package main

import (
	"container/list"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"example.com/laboratory/internal/service"
)

const (
	most     = 5000
	pageSize = 16 << 10
)

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		pages := &cache{places: make(map[string]*list.Element)}
		mux.HandleFunc("/reviews/", func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(pages.page(strings.TrimPrefix(r.URL.Path, "/reviews/")))
		})
	})
}

// cache keeps the pages that were asked for last.
type cache struct {
	mutex  sync.Mutex
	order  list.List // of *page, the last used first
	places map[string]*list.Element
}

type page struct {
	book string
	html []byte
}

func (c *cache) page(book string) []byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if place, ok := c.places[book]; ok {
		c.order.MoveToFront(place)
		return place.Value.(*page).html
	}
	added := &page{book: book, html: render(book)}
	c.places[book] = c.order.PushFront(added)
	if c.order.Len() > most {
		delete(c.places, c.order.Remove(c.order.Back()).(*page).book)
	}
	return added.html
}

func render(book string) []byte {
	html := make([]byte, 0, pageSize)
	for len(html)+len(book)+64 < pageSize {
		html = fmt.Appendf(html, "<p>Book %s, remark %d</p>\n", book, len(html))
	}
	return html
}
