// Package guests keeps the links of guests.
package guests

import (
	"context"
	"sync"
	"time"
)

// List holds the links that are valid.
type List struct {
	validity time.Duration
	mutex    sync.Mutex
	expiry   map[string]time.Time
}

// NewList returns an empty list whose links are valid for so long.
func NewList(_ context.Context, validity time.Duration) *List {
	return &List{validity: validity, expiry: make(map[string]time.Time)}
}

// Invite makes a guest's link valid.
func (l *List) Invite(guest string) {
	l.mutex.Lock()
	l.expiry[guest] = time.Now().Add(l.validity)
	l.mutex.Unlock()
	go l.withdraw(guest)
}

func (l *List) withdraw(guest string) {
	time.Sleep(l.validity) // leak: here
	l.mutex.Lock()
	defer l.mutex.Unlock()
	delete(l.expiry, guest)
}

// Valid tells whether a guest's link can be used.
func (l *List) Valid(guest string) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return time.Now().Before(l.expiry[guest])
}
