// Package preview renders previews of articles.
package preview

import "sync"

// Cache keeps rendered pages by their URL.
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
	c.mutex.Lock()
	page, ok := c.pages[url]
	c.mutex.Unlock()
	if ok {
		return page
	}
	page = render(url)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.pages[url] = page // leak: here
	return page
}
