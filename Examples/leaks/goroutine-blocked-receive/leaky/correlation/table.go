// Package correlation matches replies with the requests they belong to.
package correlation

import "sync"

// Table holds the requests that wait for a reply, by their id.
type Table[Reply any] struct {
	mutex   sync.Mutex
	waiting map[string]chan Reply
}

// NewTable returns an empty table.
func NewTable[Reply any]() *Table[Reply] {
	return &Table[Reply]{waiting: make(map[string]chan Reply)}
}

// Expect announces a request; its reply will arrive on the channel.
func (t *Table[Reply]) Expect(id string) <-chan Reply {
	reply := make(chan Reply, 1)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.waiting[id] = reply
	return reply
}

// Deliver hands a reply to whoever waits for it.
func (t *Table[Reply]) Deliver(id string, reply Reply) {
	if waiter, ok := t.take(id); ok {
		waiter <- reply
	}
}

// Forget gives up a request that was never sent.
func (t *Table[Reply]) Forget(id string) {
	t.take(id)
}

func (t *Table[Reply]) take(id string) (chan Reply, bool) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	waiter, ok := t.waiting[id]
	delete(t.waiting, id)
	return waiter, ok
}
