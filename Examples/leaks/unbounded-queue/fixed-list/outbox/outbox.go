// Package outbox holds messages until they are sent, in the order of their coming.
package outbox

import "sync"

// Message is one notification.
type Message struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

// most is how many messages may wait: about ten seconds' worth.
const most = 80

// element is one message that waits, and the one after it.
type element struct {
	message Message
	next    *element
}

// Outbox is a list of messages.
type Outbox struct {
	mutex       sync.Mutex
	first, last *element
	count       int
}

// Put adds a message behind all others and tells whether it was taken.
func (o *Outbox) Put(message Message) bool {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.count == most {
		return false
	}
	added := &element{message: message}
	if o.last == nil {
		o.first = added
	} else {
		o.last.next = added
	}
	o.last = added
	o.count++
	return true
}

// Take removes the first message.
func (o *Outbox) Take() (Message, bool) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.first == nil {
		return Message{}, false
	}
	taken := o.first
	o.first = taken.next
	if o.first == nil {
		o.last = nil
	}
	o.count--
	return taken.message, true
}
