// Package events tells many that something has happened.
package events

import (
	"sync"
	"time"
)

// Handler is told when it happened.
type Handler func(at time.Time)

// Bus knows who wants to be told.
type Bus struct {
	mutex    sync.Mutex
	next     int
	handlers map[int]Handler
}

// Subscribe has a handler told of everything that happens, until the function it returns is called.
func (b *Bus) Subscribe(handler Handler) func() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.handlers == nil {
		b.handlers = make(map[int]Handler)
	}
	id := b.next
	b.next++
	b.handlers[id] = handler
	return func() { b.remove(id) }
}

func (b *Bus) remove(id int) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	delete(b.handlers, id)
}

// Publish tells all handlers.
func (b *Bus) Publish(at time.Time) {
	b.mutex.Lock()
	handlers := make([]Handler, 0, len(b.handlers))
	for _, handler := range b.handlers {
		handlers = append(handlers, handler)
	}
	b.mutex.Unlock()
	for _, handler := range handlers {
		handler(at)
	}
}
