// Package pubsub passes values on to whoever listens.
package pubsub

import "sync"

// Topic has any number of listeners.
type Topic[T any] struct {
	mutex     sync.Mutex
	capacity  int
	listeners map[<-chan T]chan T
}

// NewTopic returns a topic that keeps so many values for a slow listener.
func NewTopic[T any](capacity int) *Topic[T] {
	return &Topic[T]{capacity: capacity, listeners: make(map[<-chan T]chan T)}
}

// Subscribe returns a channel on which the values published from now on arrive.
func (t *Topic[T]) Subscribe() <-chan T {
	listener := make(chan T, t.capacity)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.listeners[listener] = listener
	return listener
}

// Unsubscribe ends a subscription.
func (t *Topic[T]) Unsubscribe(subscription <-chan T) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	delete(t.listeners, subscription)
}

// Publish sends a value to all listeners that have room for it.
func (t *Topic[T]) Publish(value T) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, listener := range t.listeners {
		select {
		case listener <- value:
		default:
		}
	}
}

// Listeners returns how many there are.
func (t *Topic[T]) Listeners() int {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return len(t.listeners)
}

// Digest keeps the newest values of a subscription.
type Digest[T any] struct {
	mutex  sync.Mutex
	most   int
	values []T
}

// NewDigest returns a digest of at most so many values.
func NewDigest[T any](most int) *Digest[T] {
	return &Digest[T]{most: most}
}

// Collect takes in values until the subscription ends.
func (d *Digest[T]) Collect(values <-chan T) {
	for value := range values { // leak: here
		d.add(value)
	}
}

func (d *Digest[T]) add(value T) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.values = append(d.values, value)
	if len(d.values) > d.most {
		d.values = d.values[1:]
	}
}

// Len returns how many values were kept.
func (d *Digest[T]) Len() int {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return len(d.values)
}
