// Package preview renders previews of articles.
package preview

import (
	"strings"
	"sync"
)

// Cache keeps rendered pages by the path of their URL: what comes after it says who clicked, not what is shown.
type Cache struct {
	mutex sync.Mutex
	pages map[string]*Page
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{pages: make(map[string]*Page)}
}

// Page returns the preview of a URL, rendered now if it is not known yet.
func (c *Cache) Page(url string) *Page {
	path, _, _ := strings.Cut(url, "?")
	c.mutex.Lock()
	page, ok := c.pages[path]
	c.mutex.Unlock()
	if ok {
		return page
	}
	page = render(path)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.pages[path] = page
	return page
}
